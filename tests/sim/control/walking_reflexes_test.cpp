// Reflexes of walking, one at a time and all together, on histories that are made up.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "control/control_period.hpp"
#include "control/walking/reflexes.hpp"
#include "core/random.hpp"

namespace steppage {
namespace {

constexpr double kRest = 0.01;  // a muscle that nothing excites

/// Upright, at rest, with that load on each foot.
Sensed upright(double left_load, double right_load) {
  Sensed sensed;
  sensed.legs.left.load = left_load;
  sensed.legs.right.load = right_load;
  for (const Side side : {Side::kLeft, Side::kRight})
    sensed.legs[side].force.assign(kLegMuscles.size(), 0);
  return sensed;
}

/// The left leg stands, the right one is in the air.
Sensed on_left_leg() { return upright(1, 0); }

WalkingCommand command(const WalkingGains& gains, const Sensed& always) {
  return WalkingReflexes(gains).step(always);
}

TEST(WalkingReflexes, CatchATrunkThatLeansForwardByTheExtensorsOfTheStandingHip) {
  WalkingGains gains{};
  gains.GMAX_lean = 2;
  gains.HAM_lean = 0.5;
  gains.HFL_lean = 3;
  Sensed sensed = on_left_leg();
  sensed.trunk_pitch.angle = 0.1;
  const WalkingCommand forward = command(gains, sensed);
  EXPECT_NEAR(forward.legs.left[GMAX], 0.2, 1e-12);
  EXPECT_NEAR(forward.legs.left[HAM], 0.1, 1e-12);
  EXPECT_EQ(forward.legs.left[HFL_1], kRest);
  EXPECT_EQ(forward.legs.left[HFL_2], kRest);
  for (const double excitation : forward.legs.right) EXPECT_EQ(excitation, kRest);

  sensed.trunk_pitch.angle = -0.1;
  const WalkingCommand backward = command(gains, sensed);
  EXPECT_EQ(backward.legs.left[GMAX], kRest);
  EXPECT_EQ(backward.legs.left[HAM], kRest);
  EXPECT_NEAR(backward.legs.left[HFL_1], 0.3, 1e-12);
  EXPECT_NEAR(backward.legs.left[HFL_2], 0.3, 1e-12);
}

TEST(WalkingReflexes, CatchATrunkThatLeansToTheSwingingSideByTheStandingAbductors) {
  WalkingGains gains{};
  gains.HAB_bend = 2;
  gains.HAD_bend = 3;
  Sensed sensed = on_left_leg();
  sensed.trunk_lean.angle = -0.1;  // to the right
  const WalkingCommand away = command(gains, sensed);
  EXPECT_NEAR(away.legs.left[HAB_1], 0.2, 1e-12);
  EXPECT_NEAR(away.legs.left[HAB_2], 0.2, 1e-12);
  EXPECT_EQ(away.legs.left[HAD], kRest);
  sensed.trunk_lean.angle = 0.1;
  const WalkingCommand towards = command(gains, sensed);
  EXPECT_EQ(towards.legs.left[HAB_1], kRest);
  EXPECT_NEAR(towards.legs.left[HAD], 0.3, 1e-12);
  for (const double excitation : away.legs.right) EXPECT_EQ(excitation, kRest);
}

TEST(WalkingReflexes, LiftAFootThatIsBelowItsTarget) {
  WalkingGains gains{};
  gains.TA_ankle = 2;
  gains.stance_ankle = gains.swing_ankle = 0.05;
  gains.EDL_share = 0.5;
  Sensed sensed = on_left_leg();
  sensed.legs.right.ankle_dorsiflexion.angle = -0.1;
  const WalkingCommand low = command(gains, sensed);
  EXPECT_NEAR(low.legs.right[TA], 0.3, 1e-12);
  EXPECT_NEAR(low.legs.right[EDL], 0.15, 1e-12);
  sensed.legs.right.ankle_dorsiflexion.angle = 0.1;
  const WalkingCommand high = command(gains, sensed);
  EXPECT_EQ(high.legs.right[TA], kRest);
  EXPECT_EQ(high.legs.right[EDL], kRest);
}

TEST(WalkingReflexes, RaiseAStandingCalfByItsOwnForceAndASwingingOneNot) {
  WalkingGains gains{};
  gains.SOL_force = 2;
  gains.GAS_force = 1.5;
  Sensed sensed = on_left_leg();
  for (const Side side : {Side::kLeft, Side::kRight})
    sensed.legs[side].force[SOL] = sensed.legs[side].force[GAS] = 0.3;
  const WalkingCommand command = steppage::command(gains, sensed);
  EXPECT_NEAR(command.legs.left[SOL], 0.6, 1e-12);
  EXPECT_NEAR(command.legs.left[GAS], 0.45, 1e-12);
  EXPECT_EQ(command.legs.right[SOL], kRest);
  EXPECT_EQ(command.legs.right[GAS], kRest);
}

TEST(WalkingReflexes, PushOffWithTheCalfOfALegThatTrailsBehindTheBody) {
  WalkingGains gains{};
  gains.push_from = 0.1;
  gains.SOL_push = 2;
  gains.GAS_push = 1;
  Sensed sensed = on_left_leg();
  sensed.legs.left.ahead = sensed.legs.right.ahead = 0.3;
  const WalkingCommand trailing = command(gains, sensed);
  EXPECT_NEAR(trailing.legs.left[SOL], 0.4, 1e-12);
  EXPECT_NEAR(trailing.legs.left[GAS], 0.2, 1e-12);
  EXPECT_EQ(trailing.legs.right[SOL], kRest);
  sensed.legs.left.ahead = 0.05;
  EXPECT_EQ(command(gains, sensed).legs.left[SOL], kRest);
}

// Where the centre of mass will be one unit of time later decides, not where it is.
TEST(WalkingReflexes, HoldABodyThatDriftsInwardsByAbductorsAndEvertorsOfTheStandingLeg) {
  WalkingGains gains{};
  gains.hold_place = 0.1;
  gains.HAB_hold = 2;
  gains.hindfoot_hold = 3;
  Sensed sensed = on_left_leg();
  sensed.legs.left.beside = -0.12;
  sensed.speed_left = -0.08;
  const WalkingCommand inwards = command(gains, sensed);
  EXPECT_NEAR(inwards.legs.left[HAB_1], 0.2, 1e-12);
  EXPECT_NEAR(inwards.legs.left[HAB_2], 0.2, 1e-12);
  EXPECT_NEAR(inwards.legs.left[PER], 0.3, 1e-12);
  EXPECT_EQ(inwards.legs.left[TP], kRest);
  sensed.speed_left = 0.12;
  const WalkingCommand outwards = command(gains, sensed);
  EXPECT_EQ(outwards.legs.left[HAB_1], kRest);
  EXPECT_EQ(outwards.legs.left[PER], kRest);
  EXPECT_NEAR(outwards.legs.left[TP], 0.3, 1e-12);
}

TEST(WalkingReflexes, LetTheCalfSilenceTheShinInStance) {
  WalkingGains gains{};
  gains.TA_ankle = 2;
  gains.stance_ankle = gains.swing_ankle = 0.3;
  gains.TA_inhibition = 1;
  Sensed sensed = on_left_leg();
  sensed.legs.left.force[SOL] = sensed.legs.right.force[SOL] = 0.4;
  const WalkingCommand command = steppage::command(gains, sensed);
  EXPECT_NEAR(command.legs.left[TA], 0.2, 1e-12);   // 2 * 0.3 - 0.4
  EXPECT_NEAR(command.legs.right[TA], 0.6, 1e-12);  // in swing nothing silences it
}

TEST(WalkingReflexes, KeepAKneeFromLocking) {
  WalkingGains gains{};
  gains.VAS_stance = 0.3;
  gains.VAS_straight = 2;
  gains.BFSH_straight = 5;
  Sensed sensed = on_left_leg();
  sensed.legs.left.knee_flexion.angle = 0.2;
  const WalkingCommand bent = command(gains, sensed);
  EXPECT_NEAR(bent.legs.left[VAS], 0.3, 1e-12);
  EXPECT_EQ(bent.legs.left[BFSH], kRest);
  sensed.legs.left.knee_flexion.angle = -0.02;  // hyperextended
  const WalkingCommand locking = command(gains, sensed);
  EXPECT_NEAR(locking.legs.left[VAS], 0.18, 1e-12);  // 0.3 - 2 * 0.06
  EXPECT_NEAR(locking.legs.left[BFSH], 0.3, 1e-12);  // 5 * 0.06
  gains.knee_leeway = 0.07;                          // that little is not locking yet
  EXPECT_NEAR(command(gains, sensed).legs.left[VAS], 0.3, 1e-12);
}

TEST(WalkingReflexes, SlowAStandingKneeThatBendsAndOneThatStraightens) {
  WalkingGains gains{};
  gains.VAS_stance = 0.3;
  gains.VAS_rate = 0.1;
  Sensed sensed = on_left_leg();
  sensed.legs.left.knee_flexion.rate = sensed.legs.right.knee_flexion.rate = 2;
  const WalkingCommand bending = command(gains, sensed);
  EXPECT_NEAR(bending.legs.left[VAS], 0.5, 1e-12);  // 0.3 + 0.1 * 2
  EXPECT_EQ(bending.legs.right[VAS], kRest);        // a swinging knee bends freely
  sensed.legs.left.knee_flexion.rate = -2;
  EXPECT_NEAR(command(gains, sensed).legs.left[VAS], 0.1, 1e-12);
}

TEST(WalkingReflexes, TurnAWalkerWhoHeadsLeftBackByTheStandingHip) {
  WalkingGains gains{};
  gains.rotation_heading = 2;
  Sensed sensed = on_left_leg();
  sensed.heading = 0.1;
  // A left thigh that turns outwards on its foot turns the pelvis to the right; its posterior
  // abductor does that, its anterior one the contrary.
  const WalkingCommand left = command(gains, sensed);
  EXPECT_NEAR(left.legs.left[HAB_2], 0.2, 1e-12);
  EXPECT_EQ(left.legs.left[HAB_1], kRest);
  sensed.legs.left.load = 0;
  sensed.legs.right.load = 1;
  const WalkingCommand right = command(gains, sensed);
  EXPECT_NEAR(right.legs.right[HAB_1], 0.2, 1e-12);
  EXPECT_EQ(right.legs.right[HAB_2], kRest);
}

TEST(WalkingReflexes, ReachOutWithTheSwingingLegToTheSideThatTheBodyFallsTo) {
  WalkingGains gains{};
  gains.HAB_swing = gains.HAD_swing = 2;
  gains.width_per_speed = 1;
  Sensed sensed = on_left_leg();
  sensed.speed_left = -0.1;  // to the right, where the leg is that swings
  EXPECT_NEAR(command(gains, sensed).legs.right[HAB_1], 0.2, 1e-12);
  EXPECT_EQ(command(gains, sensed).legs.right[HAD], kRest);
  sensed.speed_left = 0.1;
  EXPECT_NEAR(command(gains, sensed).legs.right[HAD], 0.2, 1e-12);
  EXPECT_EQ(command(gains, sensed).legs.right[HAB_1], kRest);
}

TEST(WalkingReflexes, FlexTheSwingingHipUntilTheLegIsWhereItIsToLand) {
  WalkingGains gains{};
  gains.landing_angle = M_PI / 2 - 0.2;  // in front of the hip
  gains.HFL_swing = gains.GMAX_swing = 2;
  gains.RF_swing = 0.5;
  Sensed sensed = on_left_leg();
  const WalkingCommand behind = command(gains, sensed);
  EXPECT_NEAR(behind.legs.right[HFL_1], 0.4, 1e-12);
  EXPECT_NEAR(behind.legs.right[RF], 0.2, 1e-12);
  EXPECT_EQ(behind.legs.right[GMAX], kRest);
  sensed.legs.right.hip_flexion.angle = 0.3;
  const WalkingCommand beyond = command(gains, sensed);
  EXPECT_EQ(beyond.legs.right[HFL_1], kRest);
  EXPECT_EQ(beyond.legs.right[RF], kRest);
  EXPECT_NEAR(beyond.legs.right[GMAX], 0.2, 1e-12);
  // Leaning forward brings the leg back against the world.
  sensed.pelvis_pitch.angle = 0.3;
  EXPECT_NEAR(command(gains, sensed).legs.right[HFL_1], 0.4, 1e-12);
}

TEST(WalkingReflexes, BendHipAndKneeMoreWhenTheFootHangsInSwing) {
  WalkingGains gains{};
  gains.landing_angle = M_PI / 2 - 0.2;
  gains.swing_knee = 0.8;
  gains.stance_ankle = gains.swing_ankle = 0.1;
  gains.steppage_from = 0.15;
  gains.steppage_hip = 1;
  gains.steppage_knee = 2;
  gains.steppage_bend = 0.5;
  Sensed sensed = on_left_leg();
  for (const Side side : {Side::kLeft, Side::kRight})
    sensed.legs[side].ankle_dorsiflexion.angle = -0.25;  // 0.2 below where steppage begins
  const WalkingCommand command = steppage::command(gains, sensed);
  EXPECT_NEAR(command.legs.right[HFL_1], 0.2, 1e-12);
  EXPECT_NEAR(command.legs.right[BFSH], 0.4, 1e-12);
  EXPECT_EQ(command.legs.left[HFL_1], kRest);  // a standing foot does not hang
  EXPECT_EQ(command.legs.left[BFSH], kRest);

  // The knee is to bend by 0.9 instead of 0.8 before the leg reaches out.
  sensed.legs.right.knee_flexion.angle = 0.85;
  WalkingReflexes reflexes(gains);
  for (int i = 0; i < 10; ++i) reflexes.step(sensed);
  EXPECT_EQ(reflexes.phase(Side::kRight), LegPhase::kLifting);
  sensed.legs.right.ankle_dorsiflexion.angle = 0;
  for (int i = 0; i < 10; ++i) reflexes.step(sensed);
  EXPECT_EQ(reflexes.phase(Side::kRight), LegPhase::kReaching);
}

TEST(WalkingReflexes, SwingArmsAgainstTheLegs) {
  WalkingGains gains{};
  gains.arm_swing = 1;
  Sensed sensed = on_left_leg();
  sensed.legs.left.hip_flexion.angle = 0.4;
  const WalkingCommand command = steppage::command(gains, sensed);
  EXPECT_NEAR(command.shoulder_flexion_rad.left, -0.2, 1e-12);
  EXPECT_NEAR(command.shoulder_flexion_rad.right, 0.2, 1e-12);
}

TEST(WalkingReflexes, BringTheSpineBackUpright) {
  WalkingGains gains{};
  gains.lumbar = 2;
  Sensed sensed = on_left_leg();
  sensed.lumbar_flexion.angle = 0.1;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    EXPECT_NEAR(command(gains, sensed).trunk.erector[side], 0.2, 1e-12);
    EXPECT_EQ(command(gains, sensed).trunk.abdominal[side], kRest);
  }
  sensed.lumbar_flexion.angle = -0.1;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    EXPECT_EQ(command(gains, sensed).trunk.erector[side], kRest);
    EXPECT_NEAR(command(gains, sensed).trunk.abdominal[side], 0.2, 1e-12);
  }
  sensed.lumbar_flexion.angle = 0;
  sensed.lumbar_bending.angle = 0.1;  // to the left: the right side pulls
  EXPECT_EQ(command(gains, sensed).trunk.oblique.left, kRest);
  EXPECT_NEAR(command(gains, sensed).trunk.oblique.right, 0.2, 1e-12);
}

// Excitation changes so long after what caused it.
double delay_s(const WalkingGains& gains, void (*change)(Sensed&), LegMuscle muscle) {
  const Sensed before = on_left_leg();
  Sensed after = before;
  change(after);
  WalkingReflexes reflexes(gains);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(reflexes.step(before).legs.left[muscle], kRest);
  for (int periods = 0; periods < 20; ++periods)
    if (reflexes.step(after).legs.left[muscle] > kRest) return periods * to_seconds(kControlPeriod);
  return INFINITY;
}

// Geyer & Herr 2010: long, medium and short loops.
TEST(WalkingReflexes, TakeTwentyMillisecondsFromTheAnkleTenFromTheKneeFiveFromTheHip) {
  WalkingGains gains{};
  gains.SOL_force = gains.VAS_force = gains.GMAX_force = gains.TA_ankle = 1;
  EXPECT_NEAR(delay_s(
                  gains, [](Sensed& s) { s.legs.left.force[SOL] = 0.5; }, SOL),
              0.020, 1e-9);
  EXPECT_NEAR(delay_s(
                  gains, [](Sensed& s) { s.legs.left.ankle_dorsiflexion.angle = -0.3; }, TA),
              0.020, 1e-9);
  EXPECT_NEAR(delay_s(
                  gains, [](Sensed& s) { s.legs.left.force[VAS] = 0.5; }, VAS),
              0.010, 1e-9);
  EXPECT_NEAR(delay_s(
                  gains, [](Sensed& s) { s.legs.left.force[GMAX] = 0.5; }, GMAX),
              0.005, 1e-9);
}

TEST(WalkingReflexes, TakeALegThroughItsPhasesInOrder) {
  WalkingGains gains{};
  gains.landing_angle = M_PI / 2 - 0.3;
  gains.swing_knee = 0.6;
  WalkingReflexes reflexes(gains);
  const auto phase_after = [&](const Sensed& sensed) {
    for (int i = 0; i < 10; ++i) reflexes.step(sensed);
    return reflexes.phase(Side::kRight);
  };
  Sensed sensed = upright(0, 1);
  sensed.legs.right.hip_flexion.angle = -0.2;
  EXPECT_EQ(phase_after(sensed), LegPhase::kStance);
  sensed.legs.left.load = sensed.legs.right.load = 0.5;  // the other foot, in front, lands
  sensed.legs.left.hip_flexion.angle = 0.3;
  EXPECT_EQ(phase_after(sensed), LegPhase::kPreparing);
  EXPECT_EQ(reflexes.phase(Side::kLeft), LegPhase::kStance);
  sensed.legs.left.load = 1;
  sensed.legs.right.load = 0;
  EXPECT_EQ(phase_after(sensed), LegPhase::kLifting);
  sensed.legs.right.knee_flexion.angle = 0.7;
  EXPECT_EQ(phase_after(sensed), LegPhase::kReaching);
  sensed.legs.right.knee_flexion.angle = 0.3;  // straightens while it reaches
  EXPECT_EQ(phase_after(sensed), LegPhase::kReaching);
  sensed.legs.right.hip_flexion.angle = 0.6;
  EXPECT_EQ(phase_after(sensed), LegPhase::kRetracting);
  sensed.legs.right.hip_flexion.angle = 0.5;  // comes back towards the floor
  EXPECT_EQ(phase_after(sensed), LegPhase::kRetracting);
  sensed.legs.right.load = 0.3;
  EXPECT_EQ(phase_after(sensed), LegPhase::kStance);
}

TEST(WalkingReflexes, StraightenTheKneeAndHoldTheForefootUpOfALegThatIsAboutToLand) {
  WalkingGains gains{};
  gains.landing_angle = M_PI / 2 - 0.3;
  gains.landing_knee = 0.1;
  gains.VAS_reach = 2;
  gains.VAS_land = 3;
  gains.TA_land = 0.4;
  WalkingReflexes reflexes(gains);
  Sensed sensed = on_left_leg();
  sensed.legs.right.knee_flexion.angle = 0.3;
  const auto command_after = [&](double hip_flexion, double hip_rate) {
    sensed.legs.right.hip_flexion = {hip_flexion, hip_rate};
    for (int i = 0; i < 10; ++i) reflexes.step(sensed);
    return reflexes.step(sensed).legs.right;
  };
  EXPECT_EQ(command_after(0.2, 0)[VAS], kRest);
  EXPECT_EQ(command_after(0.2, 0)[TA], kRest);
  const auto is_there = command_after(0.6, 0);
  EXPECT_NEAR(is_there[VAS], 0.4, 1e-12);
  EXPECT_NEAR(is_there[TA], 0.4, 1e-12);
  EXPECT_NEAR(command_after(0.6, -0.1)[VAS], 0.6, 1e-12);  // comes down
}

}  // namespace
}  // namespace steppage
