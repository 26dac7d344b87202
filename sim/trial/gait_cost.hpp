// How good a walk is, as one number for a search to make small.
#pragma once

#include "core/trial.hpp"

namespace steppage {

/// What a walk was to be.
struct WishedGait {
  double speed_m_s = 0;
  double duration_s = 0;
  double mass_kg = 0;
};

/// A trial of the activity "walk", with truth. A walk that ends in a fall costs 700 to 2000, the
/// less the further and longer it went. One that does not costs for what differs from a healthy
/// gait: speed, stride time, joint angles and vertical force over the cycle against
/// models/reference/gait_curves.csv (nothing inside a tolerance), toe clearance, step width, joints
/// at their stops, wandering off the line, uneven strides, and for activation per metre. Terms and
/// tolerances as far as possible from docs/walking.md's norms; weights by trial, so that no term of
/// a usable gait outweighs the others.
double gait_cost(const Trial& trial, const WishedGait& wished);

}  // namespace steppage
