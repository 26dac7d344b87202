// What the page draws, as JSON. Times are seconds; numbers have four significant digits.
#pragma once

#include <nlohmann/json.hpp>

#include "core/trial.hpp"
#include "score/compare.hpp"

namespace steppage {

/// {"clocks": [[steps of 0.1 ms]], "rows": [{"group", "label", "unit", "lines": [{"label", "side",
/// "clock", "values"}]}]}: the joints that moved most, then pitch rate and specific force of each
/// sensor, at the times at which the device got them. Long lines keep the extremes of each stretch.
nlohmann::ordered_json drawn_signals(const Trial& trial);

/// [{"label", "side", "bars": [{"start", "end", "turn"?, "text", "alone"?}], "ticks": [{"time",
/// "kind", "alone"?}]}]: truth and detections of each leg, then the truth's intervals. "alone":
/// matched with nothing, in the aligned comparison where there is one.
nlohmann::ordered_json drawn_lanes(const Trial& trial, Matching matching);

}  // namespace steppage
