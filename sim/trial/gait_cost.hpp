// How good a walk is, as one number for a search to make small.
#pragma once

#include "core/trial.hpp"

namespace steppage {

/// What a walk was to be.
struct WishedGait {
  double speed_m_s = 0;
  double duration_s = 0;
  double mass_kg = 0;
  double height_m = 0;
};

/// Of the best of falls; no walk that does not end in one costs more.
inline constexpr double kCostOfFall = 1000;

/// A trial of the activity "walk", with truth. A walk that ends in a fall costs 1000 to 2000, the
/// less the further and longer it went, and so does one of hardly a stride. Any other costs less,
/// from 500 on less and less more for the same. It pays for another
/// speed, hard landings, toes near the floor, uneven strides and steps, joints at their stops,
/// wandering off the line and off the heading, and for activation; and, multiplied by `looks`, for
/// what differs from a healthy gait: joint angles over the cycle against
/// models/reference/gait_curves.csv in standard deviations between people, and the ankle's
/// correlation; legs that turn faster than people's; the vertical force over stance; the stride
/// time against models/reference/gait_speeds.csv; the share of stance, step width, toes too high, a
/// limp. Of who walks with an impairment, `looks` 0 asks for nothing of the sort. Tolerances as far
/// as possible from docs/walking.md's norms; weights by trial, so that no term of a usable gait
/// outweighs the others.
double gait_cost(const Trial& trial, const WishedGait& wished, double looks = 1);

}  // namespace steppage
