// Tuned gaits, and what lies between them.
#pragma once

#include "control/walking/gains.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// Gains of a healthy person for a speed in sqrt(L g), L the leg length: between those of the tuned
/// gaits that are a little slower and faster; what is beyond all of them walks like the nearest.
WalkingGains healthy_gait(double speed);

/// What the tuned gaits can be asked for: a tenth beyond them.
Range tuned_speeds_m_s();

}  // namespace steppage
