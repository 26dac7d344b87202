// Collects what a reading function asks for and turns it into a JSON Schema.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/strict_json.hpp"

namespace steppage {

/// One reading function, called in passes: in each pass every choice it makes ("kind", optional
/// parts) takes its next option, until each option was taken. Objects are named by their pointer.
class Schema {
 public:
  enum class Shape { kValue, kObject, kObjects };

  /// In this pass, the object at `pointer` is read.
  void enter(const std::string& pointer);
  /// Its setting `key` is read; `value` is the schema of one value (empty for objects). Once per
  /// pass.
  void note(const std::string& pointer, std::string_view key, Shape shape, const Json& value,
            bool required);
  void note_nullable(const std::string& pointer, std::string_view key);
  /// The option of 0 to count - 1 to take at this choice in this pass.
  size_t choose(const std::string& choice, size_t count);
  /// Whether another pass would see an option that was not taken so far.
  bool has_more() const;

  Json assembled() const;

 private:
  struct Property {
    Shape shape = Shape::kValue;
    std::vector<Json> values;  // the different ones over all passes
    size_t times_required = 0;
    bool nullable = false;
  };
  struct Object {
    size_t passes = 0;
    std::vector<std::pair<std::string, Property>> properties;
    Property& property(std::string_view key);
  };
  struct Choice {
    size_t count = 0;
    size_t taken = 0;
  };

  /// Required in every pass, or an object that holds such a setting.
  bool is_required(const std::string& pointer, const Object& object, const std::string& key,
                   const Property& property) const;
  Json assembled(const std::string& pointer) const;
  Json assembled(const std::string& pointer, const Property& property) const;

  std::map<std::string, Object> objects_;
  std::map<std::string, Choice> choices_;
};

}  // namespace steppage
