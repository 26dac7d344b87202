// A cane in one hand.
#pragma once

#include <memory>

#include "control/activities.hpp"

namespace steppage {

/// Stands while the foot of the other side carries, and is carried along while that foot swings.
struct Cane {
  Side side = Side::kLeft;  // the hand
  double max_load = 0;      // vertical, body weights, while the other side's foot carries all
};

/// As long as the hip is high, fixed in the hand; its tip may touch the floor.
void take_in_hand(const Cane& cane, BodySpec& body);
/// The arm of a posture, with the tip off the floor.
void hold_ready(const Cane& cane, Posture& posture);

/// `walking`, but for the arm that holds the cane.
std::unique_ptr<Performance> lean_on_cane(const Model& model, const Cane& cane,
                                          std::unique_ptr<Performance> walking);

}  // namespace steppage
