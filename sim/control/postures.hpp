// Where the patient is when an activity begins, and on what.
#pragma once

#include "core/side.hpp"
#include "physics/body_spec.hpp"

namespace steppage {

/// Upright on the floor, leaning forward a little so that the centre of mass is over the midfoot;
/// unequal legs tilt the pelvis.
Posture stand_on_floor(const BodySpec& body);

/// How the patient sits on the chair.
struct Seat {
  double shank_lean_rad = 0;  // feet drawn back: shanks lean forward
  double raised_m = 0;  // above
  double forward_m = 0;       // from the back of the seat, for a reference body
};

/// Adds a chair whose seat fits the patient's lower legs (with arm rests, if wanted), and returns
/// the upright seated posture: shanks vertical, feet flat on the floor, thighs on the seat to 5 cm
/// behind the knees.
Posture sit_on_chair(BodySpec& body, bool arm_rests = false, const Seat& seat = {});

/// Adds a treatment table and returns the supine posture on it, head backwards.
Posture lie_on_table(BodySpec& body);

/// Force that a hand holds a support with before it slips: about a third of the grip strength of
/// older women (Bohannon 2006), because it pulls sideways on a broad edge.
inline constexpr double kGraspLimit_n = 80;

/// Adds a support (chair back, counter) where the hand of that side is after the arm was raised to
/// hold it, and the hand's grasp. Changes the arm of `posture`.
void hold_support(BodySpec& body, Posture& posture, Side side, double limit_n = kGraspLimit_n);

}  // namespace steppage
