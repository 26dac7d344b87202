#include "formats/description.hpp"

#include "formats/strict_json.hpp"

namespace steppage {

Description read_description(const std::string& file, const std::string& text) {
  JsonObject root(file, parse_json(file, text));
  const int64_t schema = root.integer("schema");
  if (schema != 1) root.fail("schema", "is " + std::to_string(schema) + ", expected 1");
  Description description{root.text("name")};
  if (root.has("recording"))
    description.reference_has_constant_lag =
        root.object("recording").boolean("reference_has_constant_lag");
  if (root.has("activity")) {
    JsonObject activity = root.object("activity");
    description.falls_are_scored = activity.has("falls") && activity.text("falls") == "scored";
  }
  return description;
}

std::string describe_recording(const Description& description,
                               const std::vector<std::pair<std::string, std::string>>& provenance) {
  Json recording = Json::object();
  for (const auto& [key, value] : provenance) recording[key] = value;
  recording["reference_has_constant_lag"] = description.reference_has_constant_lag;
  return to_text(Json{{"schema", 1}, {"name", description.name}, {"recording", recording}});
}

}  // namespace steppage
