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

/// A trial of the activity "walk", with truth. A walk that ends in a fall costs 1000 to 2000, the
/// less the further and longer it went. One that does not costs at most 1000, for what differs from
/// a healthy gait: joint angles over the cycle against models/reference/gait_curves.csv in standard
/// deviations between people, and the ankle's correlation; vertical force over stance, and its
/// peaks; speed, stride time, toe clearance, step width, uneven strides, a limp, joints at their
/// stops, wandering off the line; and for activation. Tolerances as far as possible from
/// docs/walking.md's norms; weights by trial, so that no term of a usable gait outweighs the
/// others.
double gait_cost(const Trial& trial, const WishedGait& wished);

}  // namespace steppage
