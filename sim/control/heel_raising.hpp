// Repetitions on the forefeet: the weight goes forward over the balls of the feet, the heels rise,
// hold, come down, and the weight goes back.
#pragma once

#include "control/performing.hpp"
#include "core/cue.hpp"

namespace steppage {

/// How a standing patient is kept who is going to rise on the forefeet.
inline const PostureHold kOnForefeet = {{60, 36, 120}, 3, 60, 60, 10000, 300};

/// The weight goes forward before the heels leave, and back after they are down.
inline constexpr double kForwardShift_s = 1;

/// Both heels rise at each pair of `cues`, one a side, with equal times. Who loses balance comes
/// down early.
std::unique_ptr<Movement> raise_heels(const Model& model, const std::vector<RepCue>& cues);

}  // namespace steppage
