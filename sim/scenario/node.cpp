#include "scenario/node.hpp"

#include <algorithm>

namespace steppage {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

Reader::Node::Node(Reading& shared, const Json* object, std::string at, const Node* above)
    : reading(&shared), source(object), pointer(std::move(at)), parent(above) {
  if (reading->schema != nullptr) reading->schema->enter(pointer);
}

const Json* Reader::Node::find(std::string_view key) const {
  if (source == nullptr) return nullptr;
  const auto found = source->find(std::string(key));
  return found == source->end() ? nullptr : &*found;
}

void Reader::Node::complain(const std::string& below, std::string what) {
  for (const Node* node = this; node != nullptr; node = node->parent)
    if (node->is_undecided) return;
  if (reading->schema != nullptr) return;
  const std::string at = reading->above + pointer + below;
  const Problem problem = {reading->file + (at.empty() ? "" : ":" + at), std::move(what)};
  // A setting may be read twice; its problem is still one.
  auto& problems = reading->problems;
  if (std::find(problems.begin(), problems.end(), problem) == problems.end())
    problems.push_back(problem);
}

void Reader::Node::require(std::string_view key) { complain(pointer_step(key), "is required"); }

const Reader::Node::Entry* Reader::Node::asked(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

Reader::Node::Entry& Reader::Node::ask(std::string_view key, Schema::Shape shape,
                                       const Json& schema, bool required) {
  for (Entry& entry : entries)
    if (entry.key == key) return entry;
  if (reading->schema != nullptr) reading->schema->note(pointer, key, shape, schema, required);
  Entry& entry = entries.emplace_back();
  entry.key = key;
  entry.shape = shape;
  return entry;
}

std::unique_ptr<Reader::Node> Reader::Node::child(const Json* object,
                                                  const std::string& below) const {
  return std::make_unique<Node>(*reading, object, pointer + below, this);
}

std::optional<double> Reader::Node::number(std::string_view key, const Json& found,
                                           const NumberLimits& limits) {
  const std::string at = pointer_step(key);
  return draw(
      found, limits, Random(reading->seed, pointer + at),
      [&](const std::string& below, std::string what) { complain(at + below, std::move(what)); });
}

std::optional<std::string> Reader::Node::text(const std::string& below, const Json& found,
                                              const std::vector<std::string>& allowed) {
  if (!found.is_string()) {
    complain(below, "is " + shown(found) + ", not a text");
    return {};
  }
  const std::string text = found.get<std::string>();
  if (allowed.empty() || std::find(allowed.begin(), allowed.end(), text) != allowed.end())
    return text;
  const std::string near = closest(text, allowed);
  complain(below, "is " + shown(found) + ", not one of " + listed(allowed) +
                      (near.empty() ? "" : "; did you mean " + near + "?"));
  return {};
}

Json Reader::Node::drawn() const {
  Json object = Json::object();
  for (const Entry& entry : entries) {
    if (entry.shape == Schema::Shape::kValue) {
      object[entry.key] = entry.value;
    } else if (entry.shape == Schema::Shape::kObject) {
      object[entry.key] = entry.children.front()->drawn();
    } else if (find(entry.key) != nullptr || !entry.children.empty()) {
      Json rows = Json::array();
      for (const auto& row : entry.children) rows.push_back(row->drawn());
      object[entry.key] = rows;
    }
  }
  return object;
}

}  // namespace steppage
