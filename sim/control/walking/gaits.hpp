// Tuned gaits, and what lies between them.
#pragma once

#include <span>
#include <string_view>

#include "control/walking/gains.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// One file of models/gaits/: what a search found, and how.
struct TunedGait {
  double speed = 0;  // sqrt(L g)
  WalkingGains gains{};
};

/// Reads the object "gains" of such a file; tuning goes on from it.
WalkingGains read_walking_gains(Reader& reader);

/// Gains for a speed in sqrt(L g): interpolated between the tuned gaits around it, those at the ends
/// for what is slower or faster.
WalkingGains healthy_gait(double speed);

}  // namespace steppage
