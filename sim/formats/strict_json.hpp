// Strict reading of small JSON files. For the sources of this folder only: others do not see the
// JSON library.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace steppage {

/// Keys keep the order in which they were written.
using Json = nlohmann::ordered_json;

/// Throws InputError at "file:line" when the text is not JSON.
Json parse_json(const std::string& file, const std::string& text);

/// Indented by two, with a line break at the end.
std::string to_text(const Json& json);

/// An object whose members are asked for by key; InputError at "file:/key" for what is missing or
/// of another type. A key with a default may be absent.
class JsonObject {
 public:
  JsonObject(std::string file, Json json, std::string pointer = "");

  bool has(const std::string& key);
  bool is_null(const std::string& key);
  std::string text(const std::string& key, std::optional<std::string> otherwise = {});
  double number(const std::string& key);
  /// An array of numbers; null stands for `null_means` where that is given.
  std::vector<double> numbers(const std::string& key, std::optional<double> null_means = {});
  std::vector<std::string> texts(const std::string& key);
  int64_t integer(const std::string& key, std::optional<int64_t> otherwise = {});
  bool boolean(const std::string& key);
  /// An absent object reads as an empty one.
  JsonObject object(const std::string& key);
  std::vector<std::string> keys() const;
  /// Complains about a key that nobody asked for.
  void finish() const;

  [[noreturn]] void fail(const std::string& key, const std::string& what) const;

 private:
  const Json* find(const std::string& key);
  const Json& get(const std::string& key);
  [[noreturn]] void fail_type(const std::string& key, const char* expected) const;

  std::string file_;
  Json json_;
  std::string pointer_;
  std::vector<std::string> asked_;
};

}  // namespace steppage
