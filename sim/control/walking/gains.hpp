// The numbers that make reflexes walk.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/side.hpp"

namespace steppage {

/// Gains of the reflexes of both legs and of the trunk. Dimensionless, so that a gait fits bodies
/// of other sizes (Froude): lengths in leg lengths L, times in sqrt(L / g), loads in body weights,
/// muscle forces in the muscle's own maximum, angles in radians. Structure: Song & Geyer 2015,
/// J Physiol 593:3493 (modules M1 to M10), with hip rotation, hindfoot, toes and trunk added.
struct WalkingGains {
  // Where the swing leg is to land, in the world: the angle of the line from hip to ankle, and how
  // it changes with distance and speed of the centre of mass from the standing foot.
  double landing_angle, landing_per_distance, landing_per_speed, landing_stretch;
  double swing_knee, landing_knee, stance_ankle, swing_ankle;
  double landing_width, width_per_distance, width_per_speed, width_per_heading;
  // In double support, how much the load on the other leg takes from the stance reflexes of the leg
  // that is to swing next, and gives to its swing reflexes.
  double unload_stance, early_swing;
  // Balance of the trunk by the hips of the standing leg; GMAX_stance is HAM's too, HAB_stance
  // HAD's.
  double trunk_lean, trunk_bend;
  double HFL_stance, GMAX_stance, HFL_lean, HFL_lean_rate, GMAX_lean, GMAX_lean_rate, HAM_lean;
  double HAB_stance, HAB_bend, HAB_bend_rate, HAD_bend, HAD_bend_rate;
  // Standing leg. VAS_straight and BFSH_straight keep a knee that is nearly straight from locking,
  // knee_leeway gives it so much more way.
  double SOL_force, GAS_force, VAS_stance, VAS_force, VAS_rate, RF_force, HAM_force, GMAX_force;
  double knee_leeway, VAS_straight, BFSH_straight;
  double HAB_force, TA_inhibition;
  double TP_synergy, PER_synergy, FDL_synergy;
  // Push-off: a leg that trails behind the body by more than push_from is extended at the ankle
  // (hip extension prolongs extensor activity: Pearson 1995, Curr Opin Neurobiol 5:786).
  double push_from, SOL_push, GAS_push;
  // A body that drifts sideways over the standing foot is held by hip and hindfoot; drift is where
  // the centre of mass will be a time 1 later (extrapolated centre of mass: Hof 2005, J Biomech
  // 38:1), against hold_place.
  double hold_place, HAB_hold, hindfoot_hold;
  // Swinging leg.
  double HFL_swing, HFL_swing_rate, RF_swing, GMAX_swing, GMAX_swing_rate, HAB_swing,
      HAB_swing_rate, HAD_swing;
  double BFSH_swing_rate, BFSH_swing, BFSH_yield, RF_brake, HAM_brake, BFSH_brake, BFSH_brake_from;
  // Once it is where it is to land, VAS_reach straightens the knee; while it then comes down, the
  // _land gains hold hip and knee. TA_land lifts the forefoot, which contact would slap down.
  double HFL_land, GMAX_land, VAS_reach, VAS_land, BFSH_land;
  double TA_ankle, TA_land, EDL_share;
  // Steppage: a foot that hangs in swing has the knee and hip bent more.
  double steppage_from, steppage_hip, steppage_knee, steppage_bend;
  // Hindfoot, hip rotation, trunk and arms.
  double hindfoot, hindfoot_rate, hindfoot_target;
  double rotation, rotation_rate, rotation_target, rotation_heading;
  double lumbar, lumbar_rate, lumbar_tone;
  double arm_swing;
  // How the patient is under way at the start: the right foot stands, the left leg swings.
  double start_speed, start_speed_left, start_standing_hip, start_standing_knee, start_swinging_hip,
      start_swinging_knee, start_standing_hip_rate, start_swinging_hip_rate, start_lean;

  bool operator==(const WalkingGains&) const = default;
};

struct WalkingGainKind {
  std::string_view name;
  double WalkingGains::*value;
  double low, high;  // what tuning may try
  double step;       // its first standard deviation
};

std::span<const WalkingGainKind> walking_gains();

WalkingGains mixed(const WalkingGains& a, const WalkingGains& b, double share_of_b);

/// Of one leg of a gait that is not the same on both sides: `uneven` is added on the right and
/// taken from on the left, within what tuning may try.
WalkingGains of_side(const WalkingGains& gains, const WalkingGains& uneven, Side side);

}  // namespace steppage
