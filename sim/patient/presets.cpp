#include "patient/presets.hpp"

#include <algorithm>
#include <array>

#include "models.hpp"
#include "patient/model_tables.hpp"
#include "scenario/strict_json.hpp"

namespace steppage {
namespace {

// Settings that tell what is left, 1 of nobody impaired, and where on a joint; any other number is
// 0 of nobody impaired.
constexpr std::array<std::string_view, 3> kLeft = {"drive", "strength", "fibre_length"};
constexpr std::array<std::string_view, 2> kPlaces = {"above_deg", "below_deg"};

// `json` with a side's name wherever it says `word`.
std::string with_side(const std::string& json, const std::string& word, Side side) {
  std::string text;
  size_t from = 0;
  for (size_t at = json.find(word); at != std::string::npos; at = json.find(word, from)) {
    text.append(json, from, at - from).append(name(side));
    from = at + word.size();
  }
  return text.append(json, from, std::string::npos);
}

}  // namespace

std::vector<Preset> presets() {
  std::vector<Preset> found;
  for (const auto& row : read_model_table(embedded::presets_tsv, '\t'))
    found.push_back({row.at("preset"), row.at("summary")});
  return found;
}

std::vector<PresetRow> preset_rows() {
  std::vector<PresetRow> found;
  for (const auto& row : read_model_table(embedded::preset_rows_tsv, '\t'))
    found.push_back({row.at("preset"), row.at("severity"), row.at("impairment"), row.at("source")});
  return found;
}

std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  for (const Preset& preset : presets()) names.push_back(preset.name);
  return names;
}

std::vector<std::string> preset_severities() { return {"mild", "moderate", "severe"}; }

std::string preset_json(const std::string& preset, Side affected, const std::string& severity) {
  std::string rows;
  for (const PresetRow& row : preset_rows())
    if (row.preset == preset && row.severity == severity)
      rows += (rows.empty() ? "" : ", ") +
              with_side(with_side(row.json, "affected", affected), "other", opposite(affected));
  return "{\"schema\": 1, \"impairments\": [" + rows + "]}";
}

std::string unimpaired(const std::string& preset_json) {
  Json preset = Json::parse(preset_json);
  for (Json& row : preset["impairments"])
    for (auto& [key, value] : row.items())
      if (key == "mas")
        value = "0";
      else if (value.is_number() && std::ranges::find(kPlaces, key) == kPlaces.end())
        value = std::ranges::find(kLeft, key) == kLeft.end() ? 0 : 1;
  return dumped(preset, -1);
}

}  // namespace steppage
