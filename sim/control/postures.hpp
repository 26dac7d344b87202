// Where the patient is when an activity begins, and on what.
#pragma once

#include "core/side.hpp"
#include "physics/body_spec.hpp"

namespace steppage {

/// Angles of the oblique joints of ankle and hindfoot that keep the sole flat, per angle of the
/// shank.
inline constexpr double kFlatDorsiflexion = 1.038, kFlatInversion = 0.1385;

/// Upright on the floor, leaning forward a little so that the centre of mass is over the midfoot;
/// unequal legs tilt the pelvis.
Posture stand_on_floor(const BodySpec& body);

/// Adds a chair whose seat fits the patient's lower legs (with arm rests, if wanted), and returns
/// the upright seated posture: shanks vertical, feet flat on the floor, thighs on the seat up to
/// the calves. Of unequal legs the shorter one fits the seat; the thigh of the longer one
/// slopes less.
Posture sit_on_chair(BodySpec& body, bool arm_rests = false);

/// Adds a raised chair and returns the posture from which people stand up: on its front,
/// trunk upright, the feet flat on the floor and drawn back behind the knees.
Posture sit_ready_to_rise(BodySpec& body);

/// Seated as on `sit_on_chair`, with that side's leg crossed over the other, a figure four: its
/// shank lies across the other thigh just above the knee, its foot hangs free beyond. Shank and
/// thigh can touch.
Posture sit_with_ankle_on_knee(BodySpec& body, Side side);

/// The same with the forefoot of the `upper` foot lying on that of the other one, which stands flat
/// below it; its own heel is on the floor. The two forefeet can touch.
Posture sit_with_foot_on_foot(BodySpec& body, Side upper);

/// Adds a treatment table and returns the supine posture on it, head backwards.
Posture lie_on_table(BodySpec& body);

/// The same with hips and knees at right angles, feet in the air.
Posture lie_in_table_top(BodySpec& body);

/// Force that a hand holds a support with before it slips: about a third of the grip strength of
/// older women (Bohannon 2006), because it pulls sideways on a broad edge.
inline constexpr double kGraspLimit_n = 80;

/// Force that a hand holds before it opens, closed around a limb or a rail, by body mass: grip
/// strength of older people (Bohannon 2006).
inline constexpr double kHookGrip_n_kg = 3;

/// The same with both knees drawn to the chest: each hand is hooked around the thigh of its side,
/// as near to the knee as it reaches, and holds as much as a hand can close.
Posture lie_with_knees_hugged(BodySpec& body);

/// Brings the hand of that side to its thigh, as near to the knee as a bent arm gets, and lets it
/// hold that. Changes the arm of `posture`.
void hold_thigh_from_outside(BodySpec& body, Posture& posture, Side side);

/// Brings a hand to the forefoot of a leg that is crossed over the other, and lets it hold that at
/// the sole. Changes the arm of `posture`, and leans the trunk forward as far as it must.
void hold_forefoot(BodySpec& body, Posture& posture, Side hand, Side foot,
                   double limit_n = kGraspLimit_n);

/// How far an elbow is bent that holds a support, and one that has room for the body to go aside
/// and up.
inline constexpr double kElbowAtSupport_rad = 0.8, kElbowWithRoom_rad = 1.6;

/// Adds a support (chair back, counter) where the hand of that side is after the arm was raised to
/// hold it, and the hand's grasp. Changes the arm of `posture`.
void hold_support(BodySpec& body, Posture& posture, Side side, double limit_n = kGraspLimit_n,
                  double elbow_rad = kElbowAtSupport_rad);

/// Upright on the floor, with hands on a support: "left_hand", "right_hand", "both_hands" or
/// "none".
Posture stand_at_support(BodySpec& body, const std::string& support);

}  // namespace steppage
