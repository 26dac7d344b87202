// Peripheral fatigue: muscles that work lose fibres for a while.
#pragma once

#include <memory>

#include "patient/impairments.hpp"

namespace steppage {

/// Three compartments (Xia & Frey-Law 2008, J Biomech 41:3046): of each muscle's fibres a share is
/// active (the activation), a share MF is fatigued, and the others rest:
///   dMF/dt = F active - R MF
/// with R larger by a factor r when the muscle rests (Looft et al. 2018, J Biomech 77:16). What is
/// left, 1 - MF, is the muscle's capacity. `rate` multiplies F: 1 is ordinary. What is not seen
/// between two control steps far apart counts as going on in the state of the later one.
std::unique_ptr<Distortion> start_fatigue(double rate, const Layout& layout);

}  // namespace steppage
