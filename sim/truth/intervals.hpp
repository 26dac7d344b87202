// What was asked for, as labelled stretches of time.
#pragma once

#include <string>
#include <vector>

#include "core/cue.hpp"
#include "core/trial.hpp"

namespace steppage {

/// The whole activity as "activity", each repetition asked for as "exercise" on its side, all
/// between as "rest": every second from start to end has a label. In order of their start.
std::vector<Interval> activity_intervals(const std::string& activity,
                                         const std::vector<RepCue>& cues, Time start, Time end);

}  // namespace steppage
