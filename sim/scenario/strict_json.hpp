// JSON as Steppage accepts it: no duplicate keys, no comments, finite numbers, every error with its
// place; and numbers as people write them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace steppage {

using Json = nlohmann::ordered_json;

/// Throws InputError: "walk.json:3:7" for syntax, "walk.json:/a/b" for a key given twice.
Json parse_strictly(const std::string& file, std::string_view text);

/// One more step of a JSON pointer, escaped.
std::string pointer_step(std::string_view key);

/// 68 rather than 68.0 for whole numbers.
Json plain(double value);

/// For messages: on one line, cut when long.
std::string shown(const Json& value);
std::string shown(double value);

/// All of `value`, indented unless `indent` is -1; bytes that are not UTF-8 are replaced.
std::string dumped(const Json& value, int indent);

}  // namespace steppage
