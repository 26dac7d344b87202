#include "scenario/between.hpp"

#include <algorithm>
#include <cmath>

#include "scenario/strict_json.hpp"

namespace steppage {
namespace {

using Identity = std::vector<std::string>;

bool is_same_thing(const Json& one, const Json& other, const Identity& identity) {
  return one.is_object() && other.is_object() &&
         std::all_of(identity.begin(), identity.end(), [&](const std::string& key) {
           return one.value(key, Json()) == other.value(key, Json());
         });
}

Json moved(Json json, const Json& towards, double share, const Identity& identity) {
  if (json.is_number() && towards.is_number())
    return plain(std::lerp(json.get<double>(), towards.get<double>(), share));
  if (json.is_object() && towards.is_object()) {
    for (auto& [key, value] : json.items())
      if (towards.contains(key)) value = moved(value, towards[key], share, identity);
  } else if (json.is_array() && towards.is_array()) {
    for (Json& row : json) {
      const auto same = std::find_if(towards.begin(), towards.end(), [&](const Json& other) {
        return is_same_thing(row, other, identity);
      });
      if (same != towards.end()) row = moved(row, *same, share, identity);
    }
  }
  return json;
}

}  // namespace

std::string between(std::string_view first, std::string_view second, double share,
                    const std::vector<std::string>& identity) {
  const Json one = Json::parse(first), other = Json::parse(second);
  return dumped(
      share < 0.5 ? moved(one, other, share, identity) : moved(other, one, 1 - share, identity),
      -1);
}

}  // namespace steppage
