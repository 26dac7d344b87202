// Strict reading of one JSON object: every setting has a range, every problem is collected with its
// JSON pointer, unknown keys are errors, and what was read (defaults and draws included) is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/input_error.hpp"

namespace steppage {

/// Both ends are allowed; an end may be infinite.
struct Range {
  double low;
  double high;
};

class Document;

/// One object of a Document, which must outlive it. Where a number is allowed, a range is
/// ({"uniform": [a, b]}, {"normal": [mean, sd]}, {"choice": [...]}); it is drawn from the stream
/// named by the number's pointer. A default outside what is allowed is a bug and stops the program,
/// because the drawn scenario could not be read again.
class Reader {
 public:
  /// The object at `key`; an absent key reads as an empty object, so that every default applies.
  Reader object(std::string_view key);
  /// The objects of the array at `key`; an absent key reads as `otherwise`, a JSON array of
  /// objects.
  std::vector<Reader> objects(std::string_view key, std::string_view otherwise = "[]");
  /// The strings of the array at `key`, each one of `allowed` (empty: anything).
  std::vector<std::string> texts(std::string_view key, const std::vector<std::string>& allowed,
                                 std::vector<std::string> otherwise);

  /// Without `otherwise` the setting is required. A problem yields the default (or the low end).
  double number(std::string_view key, Range range, std::optional<double> otherwise = {});
  /// The ends of `range` are at most 2^53 in size, so that every value is exact.
  int64_t integer(std::string_view key, Range range, std::optional<int64_t> otherwise = {});
  bool boolean(std::string_view key, std::optional<bool> otherwise = {});
  /// `allowed` empty: any text. A problem yields the default (or the first of `allowed`). "kind"
  /// and "preset" decide which other settings there are: when one of them is not allowed, nothing
  /// else of the object is complained about.
  std::string text(std::string_view key, const std::vector<std::string>& allowed,
                   std::optional<std::string> otherwise = {});

  bool has(std::string_view key) const;
  /// True for a key that is present and null; the null is then kept as what was read.
  bool is_null(std::string_view key) const;
  /// Reports a problem of this object (empty key) or of one of its settings.
  void problem(std::string_view key, std::string what);
  /// Complains about keys that nobody asked for, with "did you mean".
  void finish();

 private:
  friend class Document;
  struct Node;
  explicit Reader(Node& node) : node_(&node) {}
  Node* node_;
};

}  // namespace steppage
