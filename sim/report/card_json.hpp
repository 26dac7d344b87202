// The scorecard as JSON, for score.json and for the page.
#pragma once

#include <nlohmann/json.hpp>

#include "core/trial.hpp"
#include "score/scorecard.hpp"

namespace steppage {

/// All keys of score.json but "metrics".
nlohmann::ordered_json header_json(const Trial& trial, const Scorecard& card);

nlohmann::ordered_json to_json(const Measurement& measurement);

/// Trial::scenario_json, or null where that is not JSON.
nlohmann::ordered_json scenario_json(const Trial& trial);

}  // namespace steppage
