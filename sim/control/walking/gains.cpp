#include "control/walking/gains.hpp"

#include <algorithm>

namespace steppage {
namespace {

using G = WalkingGains;

constexpr auto kGains = std::to_array<WalkingGainKind>({
    {"landing_angle", &G::landing_angle, 0.9, 2, 0.05},
    {"landing_per_distance", &G::landing_per_distance, -0.5, 1, 0.1},
    {"landing_per_speed", &G::landing_per_speed, -0.2, 0.8, 0.05},
    {"landing_stretch", &G::landing_stretch, 0, 0.5, 0.05},
    {"swing_knee", &G::swing_knee, 0.2, 1.3, 0.1},
    {"landing_knee", &G::landing_knee, 0, 0.5, 0.05},
    {"stance_ankle", &G::stance_ankle, -0.3, 0.4, 0.05},
    {"swing_ankle", &G::swing_ankle, -0.2, 0.4, 0.05},
    {"landing_width", &G::landing_width, -0.3, 0.4, 0.03},
    {"width_per_distance", &G::width_per_distance, -0.5, 2, 0.1},
    {"width_per_speed", &G::width_per_speed, 0, 2, 0.1},
    {"width_per_heading", &G::width_per_heading, -0.5, 0.5, 0.05},
    {"unload_stance", &G::unload_stance, 0, 4, 0.3},
    {"early_swing", &G::early_swing, 0, 4, 0.3},
    {"trunk_lean", &G::trunk_lean, -0.2, 0.3, 0.03},
    {"trunk_bend", &G::trunk_bend, -0.1, 0.2, 0.02},
    {"HFL_stance", &G::HFL_stance, 0, 0.3, 0.02},
    {"GMAX_stance", &G::GMAX_stance, 0, 0.3, 0.02},
    {"HFL_lean", &G::HFL_lean, 0, 12, 0.5},
    {"HFL_lean_rate", &G::HFL_lean_rate, 0, 6, 0.3},
    {"GMAX_lean", &G::GMAX_lean, 0, 12, 0.5},
    {"GMAX_lean_rate", &G::GMAX_lean_rate, 0, 6, 0.3},
    {"HAM_lean", &G::HAM_lean, 0, 4, 0.2},
    {"HAB_stance", &G::HAB_stance, 0, 0.3, 0.02},
    {"HAB_bend", &G::HAB_bend, 0, 15, 0.7},
    {"HAB_bend_rate", &G::HAB_bend_rate, 0, 8, 0.3},
    {"HAD_bend", &G::HAD_bend, 0, 8, 0.4},
    {"HAD_bend_rate", &G::HAD_bend_rate, 0, 8, 0.3},
    {"SOL_force", &G::SOL_force, 0, 6, 0.2},
    {"GAS_force", &G::GAS_force, 0, 4, 0.1},
    {"VAS_stance", &G::VAS_stance, 0, 0.4, 0.03},
    {"VAS_force", &G::VAS_force, 0, 3, 0.1},
    {"knee_leeway", &G::knee_leeway, 0, 0.15, 0.02},
    {"VAS_straight", &G::VAS_straight, 0, 6, 0.4},
    {"VAS_rate", &G::VAS_rate, 0, 0.5, 0.03},
    {"RF_force", &G::RF_force, 0, 2, 0.1},
    {"HAM_force", &G::HAM_force, 0, 2, 0.1},
    {"GMAX_force", &G::GMAX_force, 0, 2, 0.1},
    {"HAB_force", &G::HAB_force, 0, 2, 0.1},
    {"BFSH_straight", &G::BFSH_straight, 0, 6, 0.4},
    {"TA_inhibition", &G::TA_inhibition, 0, 3, 0.15},
    {"TP_synergy", &G::TP_synergy, 0, 2, 0.1},
    {"PER_synergy", &G::PER_synergy, 0, 2, 0.1},
    {"FDL_synergy", &G::FDL_synergy, 0, 2, 0.1},
    {"push_from", &G::push_from, -0.2, 0.4, 0.05},
    {"SOL_push", &G::SOL_push, 0, 8, 0.4},
    {"GAS_push", &G::GAS_push, 0, 8, 0.4},
    {"hold_place", &G::hold_place, -0.2, 0.4, 0.03},
    {"HAB_hold", &G::HAB_hold, -4, 4, 0.2},
    {"hindfoot_hold", &G::hindfoot_hold, -4, 4, 0.2},
    {"HFL_swing", &G::HFL_swing, 0, 6, 0.3},
    {"HFL_swing_rate", &G::HFL_swing_rate, 0, 4, 0.2},
    {"RF_swing", &G::RF_swing, 0, 1, 0.1},
    {"GMAX_swing", &G::GMAX_swing, 0, 8, 0.4},
    {"GMAX_swing_rate", &G::GMAX_swing_rate, 0, 4, 0.2},
    {"HAB_swing", &G::HAB_swing, 0, 8, 0.4},
    {"HAB_swing_rate", &G::HAB_swing_rate, 0, 3, 0.1},
    {"HAD_swing", &G::HAD_swing, 0, 8, 0.4},
    {"BFSH_swing_rate", &G::BFSH_swing_rate, 0, 5, 0.3},
    {"BFSH_swing", &G::BFSH_swing, 0, 4, 0.2},
    {"BFSH_yield", &G::BFSH_yield, 0, 10, 0.4},
    {"RF_brake", &G::RF_brake, 0, 3, 0.15},
    {"HAM_brake", &G::HAM_brake, 0, 6, 0.3},
    {"BFSH_brake", &G::BFSH_brake, 0, 4, 0.2},
    {"BFSH_brake_from", &G::BFSH_brake_from, 0, 2, 0.1},
    {"HFL_land", &G::HFL_land, 0, 4, 0.2},
    {"GMAX_land", &G::GMAX_land, 0, 4, 0.2},
    {"VAS_reach", &G::VAS_reach, 0, 4, 0.2},
    {"VAS_land", &G::VAS_land, 0, 4, 0.2},
    {"BFSH_land", &G::BFSH_land, 0, 4, 0.2},
    {"TA_ankle", &G::TA_ankle, 0, 6, 0.3},
    {"TA_land", &G::TA_land, 0, 1, 0.1},
    {"EDL_share", &G::EDL_share, 0, 2, 0.1},
    {"steppage_from", &G::steppage_from, 0, 0.6, 0.05},
    {"steppage_hip", &G::steppage_hip, 0, 4, 0.2},
    {"steppage_knee", &G::steppage_knee, 0, 4, 0.2},
    {"steppage_bend", &G::steppage_bend, 0, 3, 0.2},
    {"hindfoot", &G::hindfoot, 0, 6, 0.3},
    {"hindfoot_rate", &G::hindfoot_rate, 0, 2, 0.1},
    {"hindfoot_target", &G::hindfoot_target, -0.2, 0.2, 0.03},
    {"rotation", &G::rotation, 0, 4, 0.2},
    {"rotation_rate", &G::rotation_rate, 0, 2, 0.1},
    {"rotation_target", &G::rotation_target, -0.3, 0.2, 0.03},
    {"rotation_heading", &G::rotation_heading, -1, 3, 0.15},
    {"lumbar", &G::lumbar, 0, 20, 0.8},
    {"lumbar_rate", &G::lumbar_rate, 0, 6, 0.3},
    {"lumbar_tone", &G::lumbar_tone, 0, 0.3, 0.02},
    {"arm_swing", &G::arm_swing, 0, 2, 0.1},
    {"start_speed", &G::start_speed, 0, 0.8, 0.05},
    {"start_speed_left", &G::start_speed_left, -0.2, 0.2, 0.02},
    {"start_standing_hip", &G::start_standing_hip, -0.2, 0.6, 0.05},
    {"start_standing_knee", &G::start_standing_knee, 0.02, 0.6, 0.05},
    {"start_swinging_hip", &G::start_swinging_hip, -0.7, 0.4, 0.05},
    {"start_swinging_knee", &G::start_swinging_knee, 0.1, 1.6, 0.1},
    {"start_standing_hip_rate", &G::start_standing_hip_rate, -2, 1, 0.1},
    {"start_swinging_hip_rate", &G::start_swinging_hip_rate, -1, 4, 0.15},
    {"start_lean", &G::start_lean, -0.2, 0.2, 0.03},
});

}  // namespace

std::span<const WalkingGainKind> walking_gains() { return kGains; }

WalkingGains mixed(const WalkingGains& a, const WalkingGains& b, double share_of_b) {
  WalkingGains mixed{};
  for (const WalkingGainKind& kind : walking_gains())
    mixed.*kind.value = (1 - share_of_b) * a.*kind.value + share_of_b * b.*kind.value;
  return mixed;
}

WalkingGains of_side(const WalkingGains& gains, const WalkingGains& uneven, Side side) {
  if (uneven == WalkingGains{}) return gains;
  WalkingGains own{};
  const double right = side == Side::kRight ? 1 : -1;
  for (const WalkingGainKind& kind : walking_gains())
    own.*kind.value =
        std::clamp(gains.*kind.value + right * uneven.*kind.value, kind.low, kind.high);
  return own;
}

}  // namespace steppage
