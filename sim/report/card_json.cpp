#include "report/card_json.hpp"

#include "report/report.hpp"

namespace steppage {

using Json = nlohmann::ordered_json;

Json scenario_json(const Trial& trial) {
  const Json scenario = Json::parse(trial.scenario_json, nullptr, /*allow_exceptions=*/false);
  return scenario.is_discarded() ? Json() : scenario;
}

Json header_json(const Trial& trial, const Scorecard& card) {
  Json header;
  header["schema"] = 1;
  header["name"] = card.name;
  header["detector"] = card.detector;
  header["valid"] = card.valid;
  if (!card.valid) header["reason"] = card.reason;
  header["stop_reason"] = name(trial.stop);
  if (!trial.stop_detail.empty()) header["stop_detail"] = trial.stop_detail;
  header["matching"] = name(card.matching);
  const Json scenario = scenario_json(trial);
  for (const char* key : {"seed", "provenance"})
    if (scenario.is_object() && scenario.contains(key)) header[key] = scenario[key];
  return header;
}

Json to_json(const Measurement& measurement) {
  Json json;
  json["name"] = measurement.name;
  json["value"] = measurement.value ? Json(*measurement.value) : Json();
  json["unit"] = measurement.unit;
  json["count"] = measurement.count;
  json["side"] = measurement.side;
  if (measurement.tolerance_ms) json["tolerance_ms"] = *measurement.tolerance_ms;
  if (measurement.aligned) json["aligned"] = true;
  return json;
}

std::string score_json(const Trial& trial, const Scorecard& card) {
  // A line a metric: a change of one number is a change of one line.
  std::string text = header_json(trial, card).dump(2, ' ', false, Json::error_handler_t::replace);
  text.erase(text.rfind("\n}"));
  text += ",\n  \"metrics\": [";
  for (size_t i = 0; i < card.measurements.size(); ++i)
    text += (i == 0 ? "\n    " : ",\n    ") + to_json(card.measurements[i]).dump();
  return text + "\n  ]\n}\n";
}

}  // namespace steppage
