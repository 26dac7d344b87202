// A patient who walks by reflexes.
#pragma once

#include <memory>

#include "control/activities.hpp"
#include "control/walking/gains.hpp"
#include "control/walking/reflexes.hpp"

namespace steppage {

/// On the floor and under way: the right foot stands, the left leg swings, as the gains say.
Posture under_way(const BodySpec& body, const WalkingGains& gains);

struct Walking {
  WalkingGains gains;
  double noise = 0;  // standard deviation of an excitation's noise, relative to the excitation
};

std::unique_ptr<Performance> walk(const Model& model, const Posture& posture,
                                  const Walking& walking, uint64_t seed);

}  // namespace steppage
