// What stands behind a Reader: one JSON object, what was asked of it and what was answered.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/draw.hpp"
#include "scenario/reader.hpp"
#include "scenario/schema.hpp"
#include "scenario/strict_json.hpp"

namespace steppage {

/// What all objects of one document share.
struct Reading {
  std::string file;
  std::string above;  // pointer of what is read, in the file
  uint64_t seed = 1;
  std::vector<Problem> problems;
  Schema* schema = nullptr;  // set while a schema is made: then nothing is a problem
};

struct Reader::Node {
  struct Entry {
    std::string key;
    Schema::Shape shape = Schema::Shape::kValue;
    Json value;  // kValue; kObjects: the rows that stand in for an absent key
    std::vector<std::unique_ptr<Node>> children;  // kObject: one; kObjects: one a row
  };

  Node(Reading& shared, const Json* object, std::string at, const Node* above);

  /// The value at `key`, or null.
  const Json* find(std::string_view key) const;
  /// `below` is a pointer relative to this object.
  void complain(const std::string& below, std::string what);
  void require(std::string_view key);
  const Entry* asked(std::string_view key) const;
  Entry& ask(std::string_view key, Schema::Shape shape, const Json& schema, bool required);
  std::unique_ptr<Node> child(const Json* object, const std::string& below) const;
  std::optional<double> number(std::string_view key, const Json& found, const NumberLimits& limits);
  std::optional<std::string> text(const std::string& below, const Json& found,
                                  const std::vector<std::string>& allowed);
  /// What was read, ranges drawn.
  Json drawn() const;

  Reading* reading;
  const Json* source;  // null when absent
  std::string pointer;
  const Node* parent;
  std::vector<Entry> entries;  // in the order asked
  bool is_undecided = false;   // its kind is unknown, so nobody can say what else is wrong
};

}  // namespace steppage
