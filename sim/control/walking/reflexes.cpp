#include "control/walking/reflexes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace steppage {
namespace {

// Control periods of 5 ms from receptor to muscle, there and back (Geyer & Herr 2010; Song & Geyer
// 2015); the place where to land is decided above the spinal cord.
constexpr size_t kHip = 1, kKnee = 2, kAnkle = 4, kTrunk = 2, kLoad = 1, kLanding = 6;
constexpr double kHalfHipWidth =
    0.1;  // leg lengths from the middle to a foot that lands below its hip
constexpr double kLinePull = 0.1, kMostLinePull = 0.04;  // towards the path
constexpr double kStraightKnee = 0.04;                   // rad; below it the knee is about to lock
constexpr double kTone = 0.01;
constexpr double kMostDrop_rad = 0.4;  // a foot that hangs further is not lifted higher; by trial
constexpr double kPi = std::numbers::pi;

double positive(double value) { return std::max(0.0, value); }

// Leg's line from hip to ankle against the trunk; a leg that is further forward has less.
double leg_angle(const SensedLeg& leg, const SensedLeg& knee) {
  return kPi / 2 - leg.hip_flexion.angle + knee.knee_flexion.angle / 2;
}

}  // namespace

void WalkingReflexes::use(const WalkingGains& gains, const WalkingGains& uneven) {
  gains_ = gains;
  for (const Side side : {Side::kLeft, Side::kRight}) legs_[side] = of_side(gains, uneven, side);
}

const Sensed& WalkingReflexes::felt(size_t periods_ago) const {
  return past_[(newest_ + past_.size() - periods_ago) % past_.size()];
}

// How far the leg is still behind where it is to land.
double WalkingReflexes::lag(Side side) const {
  const Sensed& decided = felt(kLanding);
  const SensedLeg& standing = decided.legs[opposite(side)];
  const WalkingGains& g = legs_[side];
  const double wished = g.landing_angle - g.landing_per_distance * standing.ahead -
                        g.landing_per_speed * decided.speed - decided.pelvis_pitch.angle -
                        change_[opposite(side)].reach_rad;
  return leg_angle(felt(kHip).legs[side], felt(kKnee).legs[side]) - wished;
}

// How far the foot hangs below where it is wished, in swing.
double WalkingReflexes::drop(Side side) const {
  const WalkingGains& g = legs_[side];
  return std::clamp(
      g.swing_ankle - g.steppage_from - felt(kAnkle).legs[side].ankle_dorsiflexion.angle, 0.0,
      kMostDrop_rad);
}

double WalkingReflexes::wished_swing_knee(Side side) const {
  return legs_[side].swing_knee + change_[opposite(side)].swing_knee_rad +
         legs_[side].steppage_bend * drop(side);
}

void WalkingReflexes::tell_phases() {
  const Sensed& feet = felt(kLoad);
  PerSide<bool> stands;
  for (const Side side : {Side::kLeft, Side::kRight})
    stands[side] = feet.legs[side].load > kStandingLoad;
  const Side behind = lag(Side::kLeft) > lag(Side::kRight) ? Side::kLeft : Side::kRight;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    LegPhase& phase = phase_[side];
    if (stands[side]) {
      phase = stands[opposite(side)] && side == behind ? LegPhase::kPreparing : LegPhase::kStance;
      continue;
    }
    if (steppage::stands(phase)) phase = LegPhase::kLifting;
    if (phase == LegPhase::kLifting &&
        felt(kKnee).legs[side].knee_flexion.angle > wished_swing_knee(side))
      phase = LegPhase::kReaching;
    if (phase == LegPhase::kReaching && lag(side) < 0) phase = LegPhase::kRetracting;
  }
}

std::array<double, kLegMuscles.size()> WalkingReflexes::command_leg(Side side) const {
  const WalkingGains& g = legs_[side];
  const double left = side == Side::kLeft ? 1 : -1;
  const LegPhase phase = phase_[side];
  const bool stands = steppage::stands(phase);
  const bool retracts = phase == LegPhase::kRetracting;
  const SensedLeg &hip = felt(kHip).legs[side], &knee = felt(kKnee).legs[side],
                  &ankle = felt(kAnkle).legs[side], &foot = felt(kLoad).legs[side];
  const Sensed& balance = felt(kTrunk);
  const double other_load = felt(kLoad).legs[opposite(side)].load;

  const double is_standing = stands ? 1 : 0;
  double stance = is_standing, swing = 1 - is_standing;
  if (phase == LegPhase::kPreparing) {
    stance = positive(1 - g.unload_stance * other_load);
    swing = g.early_swing * other_load;
  }
  // A leg stands in the step that its own foot began and swings in the other's.
  const StepChange &standing = change_[side], &swinging = change_[opposite(side)];
  swing *= 1 + swinging.vigour;
  const double load = is_standing * std::min(foot.load, 1.5);

  const double lag = this->lag(side);
  const double leg_rate = -hip.hip_flexion.rate + knee.knee_flexion.rate / 2;
  const double knee_flexion = knee.knee_flexion.angle, knee_rate = knee.knee_flexion.rate;
  const bool reaches = phase == LegPhase::kLifting || phase == LegPhase::kReaching;
  const bool lands = retracts && leg_rate > 0;
  // How much the hip is still extended against its angle at landing.
  const double hip_lag = lag - knee_flexion / 2 + g.landing_knee / 2;
  const double lean = balance.trunk_pitch.angle - g.trunk_lean - change_[landed_].lean_rad,
               lean_rate = balance.trunk_pitch.rate;
  const double straight = positive(kStraightKnee - g.knee_leeway - knee_flexion);

  std::array<double, kLegMuscles.size()> u{};

  // Sagittal plane: hip.
  const double hip_balance = load * positive(g.GMAX_lean * lean + g.GMAX_lean_rate * lean_rate);
  const double ham_brake = retracts ? positive(g.HAM_brake * (g.landing_stretch - lag)) : 0;
  const double swing_forward = swing * positive(g.HFL_swing * lag + g.HFL_swing_rate * leg_rate);
  u[HFL_1] = is_standing * g.HFL_stance +
             load * positive(-g.HFL_lean * lean - g.HFL_lean_rate * lean_rate) + swing_forward +
             (lands ? positive(g.HFL_land * hip_lag) : 0) +
             (reaches ? g.steppage_hip * drop(side) : 0);
  u[HFL_2] = u[HFL_1];
  u[GMAX] = is_standing * g.GMAX_stance + stance * g.GMAX_force * hip.force[GMAX] + hip_balance +
            swing * positive(-g.GMAX_swing * lag - g.GMAX_swing_rate * leg_rate) +
            (lands ? positive(-g.GMAX_land * hip_lag) : 0);
  u[HAM] = is_standing * g.GMAX_stance + stance * g.HAM_force * hip.force[HAM] +
           g.HAM_lean * hip_balance + ham_brake;

  // Knee.
  u[RF] = stance * g.RF_force * hip.force[RF] + g.RF_swing * swing_forward +
          (phase == LegPhase::kReaching ? positive(g.RF_brake * knee_rate) : 0);
  u[VAS] =
      stance * positive(g.VAS_stance + standing.knee + g.VAS_force * knee.force[VAS] +
                        g.VAS_rate * knee_rate - g.VAS_straight * straight) +
      (retracts ? (lands ? g.VAS_land : g.VAS_reach) * positive(knee_flexion - g.landing_knee) : 0);
  const double lifting = phase == LegPhase::kLifting     ? 1
                         : phase == LegPhase::kPreparing ? swing
                                                         : 0;
  u[BFSH] =
      stance * g.BFSH_straight * straight +
      lifting * positive(-g.BFSH_swing_rate * leg_rate +
                         g.BFSH_swing * (wished_swing_knee(side) - knee_flexion)) +
      (phase == LegPhase::kReaching ? g.BFSH_yield * positive(-knee_rate) * positive(lag) : 0) +
      (reaches ? g.steppage_knee * drop(side) : 0) +
      positive(g.BFSH_brake * (ham_brake - g.BFSH_brake_from)) +
      (lands ? positive(g.BFSH_land * (g.landing_knee - knee_flexion)) : 0);

  // Ankle, hindfoot and toes.
  const double turned = ankle.subtalar_inversion.angle - g.hindfoot_target;
  const double drift = -foot.beside - left * felt(kLoad).speed_left - g.hold_place;
  const double invert = -g.hindfoot * turned - g.hindfoot_rate * ankle.subtalar_inversion.rate +
                        is_standing * (standing.inversion - g.hindfoot_hold * drift);
  const double trailing = (1 + swinging.push_off) * positive(foot.ahead - g.push_from);
  const double calf = 1 + standing.calf;
  u[GAS] = is_standing * (calf * g.GAS_force * ankle.force[GAS] + g.GAS_push * trailing);
  u[SOL] = is_standing * (calf * g.SOL_force * ankle.force[SOL] + g.SOL_push * trailing);
  u[TP] = is_standing * (g.TP_synergy * ankle.force[SOL] + positive(invert));
  u[PER] = is_standing * (g.PER_synergy * ankle.force[SOL] + positive(-invert));
  u[FDL] = is_standing * g.FDL_synergy * ankle.force[SOL];
  const double ankle_target = stands ? g.stance_ankle : g.swing_ankle;
  const double lift = positive(g.TA_ankle * (ankle_target - ankle.ankle_dorsiflexion.angle)) +
                      (retracts ? g.TA_land : 0) - is_standing * g.TA_inhibition * ankle.force[SOL];
  u[TA] = lift + (1 - is_standing) * positive(invert);
  u[EDL] = g.EDL_share * lift + (1 - is_standing) * positive(-invert);

  // Frontal plane. Lean is towards the standing side.
  const double bend = left * balance.trunk_lean.angle, bend_rate = left * balance.trunk_lean.rate;
  const Sensed& decided = felt(kLanding);
  const double line = std::clamp(kLinePull * decided.off_path, -kMostLinePull, kMostLinePull);
  const double wished_width =
      g.landing_width +
      g.width_per_distance * (-decided.legs[opposite(side)].beside - kHalfHipWidth) +
      g.width_per_speed * left * (decided.speed_left + line) +
      g.width_per_heading * left * decided.heading + swinging.outwards_rad;
  const double width = -hip.hip_adduction.angle - left * balance.pelvis_lean.angle;
  const double outwards = wished_width - width;
  const double abduct =
      is_standing * (g.HAB_stance + positive(standing.abduction)) +
      load * positive(g.HAB_bend * (g.trunk_bend - bend) - g.HAB_bend_rate * bend_rate +
                      g.HAB_hold * drift) +
      swing * positive(g.HAB_swing * outwards + g.HAB_swing_rate * hip.hip_adduction.rate);
  u[HAD] = is_standing * (g.HAB_stance + positive(-standing.abduction)) +
           load * positive(-g.HAD_bend * (g.trunk_bend - bend) + g.HAD_bend_rate * bend_rate) +
           swing * positive(-g.HAD_swing * outwards - g.HAB_swing_rate * hip.hip_adduction.rate);
  // A standing leg that turns inwards turns the pelvis towards its own side.
  const double turn_in =
      -g.rotation * (hip.hip_rotation.angle - g.rotation_target) -
      g.rotation_rate * hip.hip_rotation.rate +
      is_standing * (standing.turning_in - g.rotation_heading * left * balance.heading);
  u[HAB_1] = abduct + stance * g.HAB_force * hip.force[HAB_1] + positive(turn_in);
  u[HAB_2] = abduct + stance * g.HAB_force * hip.force[HAB_2] + positive(-turn_in);

  for (double& excitation : u) excitation = std::max(excitation, kTone);
  return u;
}

TrunkCommand WalkingReflexes::command_trunk() const {
  const WalkingGains& g = gains_;
  const Sensed& spine = felt(kHip);
  const auto back = [&](const Turning& joint) {
    return -g.lumbar * joint.angle - g.lumbar_rate * joint.rate;
  };
  const double flex = back(spine.lumbar_flexion), bend = back(spine.lumbar_bending),
               turn = back(spine.lumbar_rotation);
  TrunkCommand trunk;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const double left = side == Side::kLeft ? 1 : -1;
    const auto pull = [&](double wish) { return std::max(g.lumbar_tone + wish, kTone); };
    trunk.erector[side] = pull(positive(-flex) + positive(left * bend));
    trunk.abdominal[side] = pull(positive(flex));
    // An oblique turns the trunk away from its own side.
    trunk.oblique[side] = pull(positive(-left * turn) + positive(left * bend));
  }
  return trunk;
}

WalkingCommand WalkingReflexes::step(const Sensed& now) {
  if (past_.empty()) past_.assign(kLanding + 1, now);
  newest_ = (newest_ + 1) % past_.size();
  past_[newest_] = now;
  tell_phases();
  WalkingCommand command;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    command.legs[side] = command_leg(side);
    const SensedLeg &same = felt(kHip).legs[side], &other = felt(kHip).legs[opposite(side)];
    command.shoulder_flexion_rad[side] =
        gains_.arm_swing * (other.hip_flexion.angle - same.hip_flexion.angle) / 2;
  }
  command.trunk = command_trunk();
  return command;
}

}  // namespace steppage
