// A JSON file of Steppage ("schema": 1) that is being read.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/reader.hpp"

namespace steppage {

/// Owns what its Readers read and collects their problems. "schema" and "seed" are read by the
/// Document itself; "provenance", which stored scenarios carry, is passed over.
class Document {
 public:
  /// Loads `path` and applies `overrides` ("/json/pointer=value", the value JSON or else a string;
  /// a pointer to nothing creates its keys), then `seed`. Throws InputError when the file cannot be
  /// read, is not strict JSON, or a pointer leads nowhere.
  static Document load(const std::string& path, const std::vector<std::string>& overrides = {},
                       std::optional<uint64_t> seed = {});
  /// The same for text that is at hand; `file` is its name in messages.
  static Document parse(const std::string& file, std::string_view text,
                        const std::vector<std::string>& overrides = {},
                        std::optional<uint64_t> seed = {});
  /// JSON Schema (draft 2020-12) of all that `read` asks for. `read` is called several times, so
  /// that each "kind" and each optional part is asked for once; it gets an empty document that has
  /// no problems.
  static std::string schema(const std::function<void(Document&)>& read);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  /// The required object at `key` as a document of its own, whose problems are told with their
  /// place in this file. It has this document's seed and need not repeat the schema. Throws
  /// InputError when there is none.
  Document part(std::string_view key);

  Reader root();
  const std::string& file() const;
  uint64_t seed() const;
  /// Throws InputError with every problem so far, if there is one.
  void throw_if_problems() const;
  /// What was read as pretty JSON, in the order read: defaults filled in, every range drawn.
  /// Reading it again gives the same values whatever else is drawn.
  std::string drawn() const;
  /// The number that was read at this JSON pointer, if one was.
  std::optional<double> find_number(const std::string& pointer) const;

 private:
  struct State;
  explicit Document(std::unique_ptr<State> state);
  void read_header();
  std::unique_ptr<State> state_;
};

/// `drawn` with one more member, "provenance": an object of texts in the order given.
std::string with_provenance(const std::string& drawn,
                            const std::vector<std::pair<std::string, std::string>>& provenance);

/// `text` as a JSON string, quotes included; bytes that are not UTF-8 are replaced.
std::string json_string(std::string_view text);

}  // namespace steppage
