#include "patient/presets.hpp"

#include "models.hpp"
#include "patient/model_tables.hpp"

namespace steppage {
namespace {

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

}  // namespace steppage
