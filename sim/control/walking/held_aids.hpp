// Aids that hands hold while they move along: a walking frame, a rail.
#pragma once

#include <memory>
#include <vector>

#include "control/activities.hpp"

namespace steppage {

/// Puts a walking frame that fits before who is in that posture, and in both hands. Changes the
/// arms.
void take_hold_of_walker(BodySpec& body, Posture& posture);

/// Puts a rail along x beside who is in that posture, and the hand of that side on it. Changes the
/// arm.
void take_hold_of_rail(Side side, BodySpec& body, Posture& posture);

struct Hold {
  std::vector<Side> hands;
  /// Body weights with which they press down together; what balance adds or takes comes on top.
  double load = 0;
};

/// `walking`, but for the arms whose hands hold: they stay as they are in the posture.
std::unique_ptr<Performance> lean_on_held(const Model& model, const Posture& posture,
                                          const Hold& hold, std::unique_ptr<Performance> walking);

}  // namespace steppage
