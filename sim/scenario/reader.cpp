#include "scenario/reader.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "scenario/node.hpp"

namespace steppage {
namespace {

using Shape = Schema::Shape;

// Settings that decide which other settings their object has.
bool decides(std::string_view key) { return key == "kind" || key == "preset"; }

Json with_default(Json schema, const std::optional<Json>& otherwise) {
  if (otherwise) schema["default"] = *otherwise;
  return schema;
}

Json number_schema(const char* type, Range range, const std::optional<double>& otherwise) {
  Json number = {{"type", type}};
  if (std::isfinite(range.low)) number["minimum"] = plain(range.low);
  if (std::isfinite(range.high)) number["maximum"] = plain(range.high);
  Json schema = {{"anyOf", {number, {{"$ref", "#/$defs/range"}}}}};
  if (otherwise) schema["default"] = plain(*otherwise);
  return schema;
}

Json text_schema(const std::vector<std::string>& allowed) {
  Json schema = {{"type", "string"}};
  if (!allowed.empty()) schema["enum"] = allowed;
  return schema;
}

bool is_allowed(const std::string& text, const std::vector<std::string>& allowed) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), text) != allowed.end();
}

// What a required number reads as when it is missing or wrong.
double fallback(Range range) {
  return std::isfinite(range.low) ? range.low : std::isfinite(range.high) ? range.high : 0;
}

}  // namespace

Reader Reader::object(std::string_view key) {
  Node::Entry& entry = node_->ask(key, Shape::kObject, {}, false);
  if (entry.children.empty()) {
    const Json* found = node_->find(key);
    if (found != nullptr && !found->is_object()) {
      node_->complain(pointer_step(key), "is " + shown(*found) + ", not an object");
      found = nullptr;
    }
    entry.children.push_back(node_->child(found, pointer_step(key)));
  }
  return Reader(*entry.children.front());
}

std::vector<Reader> Reader::objects(std::string_view key, std::string_view otherwise) {
  static const Json kOneRow = Json::array({Json::object()});
  Node::Entry& entry = node_->ask(key, Shape::kObjects, {}, false);
  const Json* found = node_->reading->schema != nullptr ? &kOneRow : node_->find(key);
  if (found == nullptr) {
    if (entry.children.empty()) entry.value = Json::parse(otherwise);
    found = &entry.value;
  }
  if (!found->is_array())
    node_->complain(pointer_step(key), "is " + shown(*found) + ", not a list of objects");
  else if (entry.children.empty())
    for (size_t i = 0; i < found->size(); ++i) {
      const std::string below = pointer_step(key) + "/" + std::to_string(i);
      if ((*found)[i].is_object())
        entry.children.push_back(node_->child(&(*found)[i], below));
      else
        node_->complain(below, "is " + shown((*found)[i]) + ", not an object");
    }
  std::vector<Reader> readers;
  for (const auto& row : entry.children) readers.push_back(Reader(*row));
  return readers;
}

std::vector<std::string> Reader::texts(std::string_view key,
                                       const std::vector<std::string>& allowed,
                                       std::vector<std::string> otherwise) {
  for (const std::string& text : otherwise) CHECK(is_allowed(text, allowed));
  const Json schema = {{"type", "array"}, {"items", text_schema(allowed)}, {"default", otherwise}};
  Node::Entry& entry = node_->ask(key, Shape::kValue, schema, false);
  std::vector<std::string> texts = std::move(otherwise);
  if (const Json* found = node_->find(key)) {
    if (found->is_array()) {
      texts.clear();
      for (size_t i = 0; i < found->size(); ++i)
        if (auto text =
                node_->text(pointer_step(key) + "/" + std::to_string(i), (*found)[i], allowed))
          texts.push_back(std::move(*text));
    } else {
      node_->complain(pointer_step(key), "is " + shown(*found) + ", not a list of texts");
    }
  }
  entry.value = texts;
  return texts;
}

double Reader::number(std::string_view key, Range range, std::optional<double> otherwise) {
  const NumberLimits limits = {range};
  CHECK(!otherwise || limits.allows(*otherwise));
  Node::Entry& entry = node_->ask(key, Shape::kValue, number_schema("number", range, otherwise),
                                  !otherwise.has_value());
  double value = otherwise.value_or(fallback(range));
  if (const Json* found = node_->find(key))
    value = node_->number(key, *found, limits).value_or(value);
  else if (!otherwise)
    node_->require(key);
  entry.value = plain(value);
  return value;
}

int64_t Reader::integer(std::string_view key, Range range, std::optional<int64_t> otherwise) {
  constexpr double kExact = 0x1p53;
  CHECK(std::abs(range.low) <= kExact && std::abs(range.high) <= kExact);
  const NumberLimits limits = {range, true};
  std::optional<double> usual;
  if (otherwise) usual = static_cast<double>(*otherwise);
  CHECK(!usual || limits.allows(*usual));
  Node::Entry& entry =
      node_->ask(key, Shape::kValue, number_schema("integer", range, usual), !usual.has_value());
  double value = usual.value_or(range.low);
  if (const Json* found = node_->find(key))
    value = node_->number(key, *found, limits).value_or(value);
  else if (!usual)
    node_->require(key);
  entry.value = static_cast<int64_t>(value);
  return static_cast<int64_t>(value);
}

bool Reader::boolean(std::string_view key, std::optional<bool> otherwise) {
  const Json schema = with_default({{"type", "boolean"}}, otherwise);
  Node::Entry& entry = node_->ask(key, Shape::kValue, schema, !otherwise.has_value());
  bool value = otherwise.value_or(false);
  if (const Json* found = node_->find(key)) {
    if (found->is_boolean())
      value = found->get<bool>();
    else
      node_->complain(pointer_step(key), "is " + shown(*found) + ", not true or false");
  } else if (!otherwise) {
    node_->require(key);
  }
  entry.value = value;
  return value;
}

std::string Reader::text(std::string_view key, const std::vector<std::string>& allowed,
                         std::optional<std::string> otherwise) {
  CHECK(!otherwise || is_allowed(*otherwise, allowed));
  Node::Entry& entry = node_->ask(key, Shape::kValue, with_default(text_schema(allowed), otherwise),
                                  !otherwise.has_value());
  std::string value = otherwise.value_or(allowed.empty() ? "" : allowed.front());
  Schema* schema = node_->reading->schema;
  if (schema != nullptr && decides(key) && !allowed.empty()) {
    value = allowed[schema->choose(node_->pointer + pointer_step(key), allowed.size())];
  } else if (const Json* found = node_->find(key)) {
    const auto read = node_->text(pointer_step(key), *found, allowed);
    value = read.value_or(value);
    if (!read && decides(key)) node_->is_undecided = true;
  } else if (!otherwise) {
    node_->require(key);
    if (decides(key)) node_->is_undecided = true;
  }
  entry.value = value;
  return value;
}

bool Reader::has(std::string_view key) const {
  Schema* schema = node_->reading->schema;
  if (schema == nullptr) return node_->find(key) != nullptr;
  return schema->choose(node_->pointer + pointer_step(key) + " given", 2) == 0;
}

bool Reader::is_null(std::string_view key) const {
  if (node_->reading->schema != nullptr) node_->reading->schema->note_nullable(node_->pointer, key);
  const Json* found = node_->find(key);
  if (found == nullptr || !found->is_null()) return false;
  node_->ask(key, Shape::kValue, {}, false).value = nullptr;
  return true;
}

void Reader::problem(std::string_view key, std::string what) {
  node_->complain(key.empty() ? "" : pointer_step(key), std::move(what));
}

void Reader::finish() {
  if (node_->source == nullptr) return;
  std::vector<std::string> known;
  for (const Node::Entry& entry : node_->entries) known.push_back(entry.key);
  for (const auto& [key, value] : node_->source->items()) {
    if (node_->asked(key) != nullptr) continue;
    const std::string near = closest(key, known);
    problem(key, "is not a known setting" + (near.empty() ? "" : "; did you mean " + near + "?"));
  }
}

}  // namespace steppage
