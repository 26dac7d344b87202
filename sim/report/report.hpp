// A scored trial for machines, for a terminal and for a browser. Nothing here computes a score, and
// none of it looks at a clock: the same trial gives the same text.
#pragma once

#include <string>

#include "core/trial.hpp"
#include "score/scorecard.hpp"

namespace steppage {

/// score.json: one metric a line. "seed" and "provenance" are what Trial::scenario_json has under
/// these keys.
std::string score_json(const Trial& trial, const Scorecard& card);

/// One file that opens from disk without a network. Long signals are thinned to their extremes.
std::string report_html(const Trial& trial, const Scorecard& card);

/// The main lines, one screen at most, aligned for a fixed-width font. `colour`: ANSI codes.
std::string scorecard_text(const Trial& trial, const Scorecard& card, bool colour);

}  // namespace steppage
