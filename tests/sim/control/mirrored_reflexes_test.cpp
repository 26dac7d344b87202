// Reflexes of walking on whatever a body could do: left and right, and legs that are not alike.
#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "control/walking/reflexes.hpp"
#include "core/random.hpp"

namespace steppage {
namespace {

constexpr double kRest = 0.01;  // a muscle that nothing excites

WalkingGains random_gains(Random& random) {
  WalkingGains gains{};
  for (const WalkingGainKind& kind : walking_gains())
    gains.*kind.value = random.uniform(kind.low, kind.high);
  return gains;
}

Turning random_turning(Random& random, double size) {
  return {random.gaussian(0, size), random.gaussian(0, 2 * size)};
}

// Anything that a body could do, and falls.
Sensed random_sensed(Random& random) {
  Sensed sensed;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    SensedLeg& leg = sensed.legs[side];
    for (Turning SensedLeg::*joint :
         {&SensedLeg::hip_flexion, &SensedLeg::hip_adduction, &SensedLeg::hip_rotation,
          &SensedLeg::knee_flexion, &SensedLeg::ankle_dorsiflexion, &SensedLeg::subtalar_inversion})
      leg.*joint = random_turning(random, 0.4);
    leg.load = random.uniform() < 0.5 ? 0 : random.uniform(0, 3);
    for (size_t i = 0; i < kLegMuscles.size(); ++i) leg.force.push_back(random.uniform(0, 1.5));
    leg.ahead = random.gaussian(0, 0.3);
    leg.beside = random.gaussian(0, 0.2);
  }
  for (Turning Sensed::*joint :
       {&Sensed::pelvis_pitch, &Sensed::trunk_pitch, &Sensed::pelvis_lean, &Sensed::trunk_lean,
        &Sensed::lumbar_flexion, &Sensed::lumbar_bending, &Sensed::lumbar_rotation})
    sensed.*joint = random_turning(random, 0.3);
  sensed.heading = random.gaussian(0, 0.5);
  sensed.off_path = random.gaussian(0, 1);
  sensed.speed = random.gaussian(0.4, 0.2);
  sensed.speed_left = random.gaussian(0, 0.1);
  return sensed;
}

Sensed mirrored(const Sensed& sensed) {
  Sensed mirror = sensed;
  std::swap(mirror.legs.left, mirror.legs.right);
  for (Turning Sensed::*sideways : {&Sensed::pelvis_lean, &Sensed::trunk_lean,
                                    &Sensed::lumbar_bending, &Sensed::lumbar_rotation})
    mirror.*sideways = {-(sensed.*sideways).angle, -(sensed.*sideways).rate};
  mirror.heading = -sensed.heading;
  mirror.off_path = -sensed.off_path;
  mirror.speed_left = -sensed.speed_left;
  return mirror;
}

// An uneven gait of who has the right leg affected is mirrored by that of who has the left one.
TEST(WalkingReflexes, CommandTheMirrorImageInAMirroredBody) {
  Random random(1, "test");
  for (int walk = 0; walk < 20; ++walk) {
    const WalkingGains gains = random_gains(random), other_gains = random_gains(random);
    WalkingGains uneven{}, mirror_uneven{};
    for (const WalkingGainKind& kind : walking_gains()) {
      uneven.*kind.value = gains.*kind.value - other_gains.*kind.value;
      mirror_uneven.*kind.value = -(uneven.*kind.value);
    }
    WalkingReflexes reflexes(gains, uneven), mirror_reflexes(gains, mirror_uneven);
    for (int i = 0; i < 100; ++i) {
      const Sensed sensed = random_sensed(random);
      const WalkingCommand command = reflexes.step(sensed);
      const WalkingCommand mirror = mirror_reflexes.step(mirrored(sensed));
      for (const Side side : {Side::kLeft, Side::kRight}) {
        const Side other = opposite(side);
        EXPECT_EQ(reflexes.phase(side), mirror_reflexes.phase(other));
        EXPECT_EQ(command.legs[side], mirror.legs[other]);
        EXPECT_EQ(command.trunk.erector[side], mirror.trunk.erector[other]);
        EXPECT_EQ(command.trunk.abdominal[side], mirror.trunk.abdominal[other]);
        EXPECT_EQ(command.trunk.oblique[side], mirror.trunk.oblique[other]);
        EXPECT_EQ(command.shoulder_flexion_rad[side], mirror.shoulder_flexion_rad[other]);
      }
    }
  }
}

TEST(UnevenGains, AreAddedOnTheRightAndTakenFromOnTheLeftWithinWhatTuningMayTry) {
  WalkingGains gains{}, uneven{};
  gains.HFL_swing = 2;
  uneven.HFL_swing = 0.5;
  gains.SOL_push = 7;
  uneven.SOL_push = -3;
  EXPECT_EQ(of_side(gains, uneven, Side::kRight).HFL_swing, 2.5);
  EXPECT_EQ(of_side(gains, uneven, Side::kLeft).HFL_swing, 1.5);
  EXPECT_EQ(of_side(gains, uneven, Side::kRight).SOL_push, 4);
  EXPECT_EQ(of_side(gains, uneven, Side::kLeft).SOL_push, 8);
  EXPECT_EQ(of_side(gains, {}, Side::kRight), gains);
}

// Else what the legs differ in would tilt or turn the trunk by itself.
TEST(UnevenGains, LeaveTheTrunkToTheGainsOfBothSides) {
  Random random(3, "test");
  const WalkingGains gains = random_gains(random);
  WalkingGains uneven{};
  uneven.lumbar = uneven.lumbar_rate = uneven.arm_swing = 1;
  WalkingReflexes even_reflexes(gains), uneven_reflexes(gains, uneven);
  for (int i = 0; i < 100; ++i) {
    const Sensed sensed = random_sensed(random);
    const WalkingCommand even = even_reflexes.step(sensed), command = uneven_reflexes.step(sensed);
    for (const Side side : {Side::kLeft, Side::kRight}) {
      EXPECT_EQ(command.trunk.erector[side], even.trunk.erector[side]);
      EXPECT_EQ(command.shoulder_flexion_rad[side], even.shoulder_flexion_rad[side]);
    }
  }
}

TEST(WalkingReflexes, LeaveATraceOfToneInEveryMuscle) {
  Random random(2, "test");
  const auto expect_tone = [](double excitation) {
    EXPECT_TRUE(std::isfinite(excitation));
    EXPECT_GE(excitation, kRest);
  };
  for (int walk = 0; walk < 20; ++walk) {
    WalkingReflexes reflexes(random_gains(random));
    for (int i = 0; i < 100; ++i) {
      const WalkingCommand command = reflexes.step(random_sensed(random));
      for (const Side side : {Side::kLeft, Side::kRight}) {
        for (const double excitation : command.legs[side]) expect_tone(excitation);
        expect_tone(command.trunk.erector[side]);
        expect_tone(command.trunk.abdominal[side]);
        expect_tone(command.trunk.oblique[side]);
      }
    }
  }
}

}  // namespace
}  // namespace steppage
