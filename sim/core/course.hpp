// The smooth course that a movement is asked to take.
#pragma once

#include "core/cue.hpp"

namespace steppage {

/// Position, velocity and acceleration along a movement.
struct Motion {
  double position = 0;
  double velocity = 0;
  double acceleration = 0;
};

/// The smoothest movement from `from` to `to` in the time from `start` to `end` (minimum jerk:
/// Flash & Hogan 1985, J Neurosci 5:1688); at rest before and after.
Motion minimum_jerk(double from, double to, Time start, Time end, Time now);

/// When something leaves, is there, leaves again, and is back.
struct RoundTrip {
  Time out{}, there{}, back{}, home{};
};

/// From `from` to `to` and back, smoothest both ways.
Motion out_and_back(const RoundTrip& trip, double from, double to, Time now);

/// It takes this long to swing back from an overshoot.
inline constexpr Time kSwingBack{300'000};

/// From `rest` towards `target` as far as the cue reaches and when it says so, and back.
Motion out_and_back(const RepCue& cue, double rest, double target, Time now);

}  // namespace steppage
