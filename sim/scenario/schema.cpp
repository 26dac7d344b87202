#include "scenario/schema.hpp"

#include <algorithm>

namespace steppage {
namespace {

// What {"$ref": "#/$defs/range"} stands for: the ranges of draw.hpp.
Json range_definition() {
  const Json number = {{"type", "number"}};
  const Json pair = {{"type", "array"}, {"items", number}, {"minItems", 2}, {"maxItems", 2}};
  const Json list = {{"type", "array"}, {"items", number}, {"minItems", 1}};
  return {{"type", "object"},
          {"properties", {{"uniform", pair}, {"normal", pair}, {"choice", list}}},
          {"additionalProperties", false},
          {"minProperties", 1},
          {"maxProperties", 1}};
}

Json any_of(const std::vector<Json>& alternatives) {
  if (alternatives.size() == 1) return alternatives.front();
  return {{"anyOf", alternatives}};
}

}  // namespace

Schema::Property& Schema::Object::property(std::string_view key) {
  for (auto& [name, property] : properties)
    if (name == key) return property;
  return properties.emplace_back(key, Property{}).second;
}

void Schema::enter(const std::string& pointer) { ++objects_[pointer].passes; }

void Schema::note(const std::string& pointer, std::string_view key, Shape shape, const Json& value,
                  bool required) {
  Property& property = objects_[pointer].property(key);
  property.shape = shape;
  property.times_required += required ? 1 : 0;
  auto& values = property.values;
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

void Schema::note_nullable(const std::string& pointer, std::string_view key) {
  objects_[pointer].property(key).nullable = true;
}

size_t Schema::choose(const std::string& choice, size_t count) {
  Choice& made = choices_[choice];
  made.count = count;
  return made.taken++ % count;
}

bool Schema::has_more() const {
  return std::any_of(choices_.begin(), choices_.end(),
                     [](const auto& entry) { return entry.second.taken < entry.second.count; });
}

Json Schema::assembled() const {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "Steppage scenario"}};
  schema.update(assembled(""));
  schema["$defs"] = {{"range", range_definition()}};
  return schema;
}

bool Schema::is_required(const std::string& pointer, const Object& object, const std::string& key,
                         const Property& property) const {
  if (property.times_required == object.passes) return true;
  if (property.shape != Shape::kObject) return false;
  const std::string below = pointer + pointer_step(key);
  const Object& inner = objects_.at(below);
  const auto& settings = inner.properties;
  return inner.passes == object.passes &&
         std::any_of(settings.begin(), settings.end(), [&](const auto& setting) {
           return is_required(below, inner, setting.first, setting.second);
         });
}

Json Schema::assembled(const std::string& pointer) const {
  const Object& object = objects_.at(pointer);
  Json properties = Json::object(), required = Json::array();
  for (const auto& [key, property] : object.properties) {
    properties[key] = assembled(pointer + pointer_step(key), property);
    if (is_required(pointer, object, key, property)) required.push_back(key);
  }
  Json schema = {{"type", "object"}, {"properties", properties}};
  if (!required.empty()) schema["required"] = required;
  schema["additionalProperties"] = false;
  return schema;
}

Json Schema::assembled(const std::string& pointer, const Property& property) const {
  std::vector<Json> alternatives;
  if (property.shape == Shape::kValue) alternatives = property.values;
  if (property.shape == Shape::kObject) alternatives.push_back(assembled(pointer));
  if (property.shape == Shape::kObjects)
    alternatives.push_back({{"type", "array"}, {"items", assembled(pointer + "/0")}});
  if (property.nullable) alternatives.push_back({{"type", "null"}});
  return any_of(alternatives);
}

}  // namespace steppage
