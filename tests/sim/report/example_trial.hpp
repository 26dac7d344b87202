// One trial with a little of everything.
#pragma once

#include "core/trial.hpp"

namespace steppage {

/// Two right repetitions, of which one is counted and one extra is claimed; right contacts at 1 and
/// 2 s, of which the second is missed and one is claimed at 3 s; a right shank sensor at 100 Hz for
/// 10 s whose gyro reads 1 rad/s about y; a knee that moves 50 degrees and a hip that rests.
Trial example_trial();

}  // namespace steppage
