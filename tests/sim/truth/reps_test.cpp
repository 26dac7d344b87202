#include "truth/reps.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr Time kStep{1000};

RepCue cue() {
  RepCue cue;
  cue.exercise = "knee_extension";
  cue.number = 3;
  cue.side = Side::kRight;
  cue.start = Time{1'000'000};
  cue.joint = "right_knee_flexion";
  cue.target_rad = 10 * kDegree;
  return cue;
}

// From 90 degrees down by `range` in straight lines: 1 s out, `hold` s there, 1 s back, 1 s rest.
JointTrace trapezoid(double range_deg, double hold_s) {
  JointTrace trace{Time{1'000'000}, kStep, {}};
  for (double t = 0; t < 3 + hold_s; t += 0.001) {
    const double back = std::max(0.0, t - 1 - hold_s);
    const double out = std::clamp(std::min(t, 1.0) - std::min(back, 1.0), 0.0, 1.0);
    trace.angle_rad.push_back((90 - range_deg * out) * kDegree);
  }
  return trace;
}

TEST(RepTruth, BeginsAndEndsWhereTheExcursionPassesFivePercent) {
  const Rep rep = measure_rep(cue(), trapezoid(80, 2));
  ASSERT_TRUE(rep.movement.has_value());
  EXPECT_NEAR(to_seconds(rep.movement->start), 1.05, 0.002);
  EXPECT_NEAR(to_seconds(rep.movement->turn), 3.0, 0.002);
  EXPECT_NEAR(to_seconds(rep.movement->end), 4.95, 0.002);
  EXPECT_NEAR(rep.hold_s, 2.1, 0.004);
  EXPECT_NEAR(rep.range_deg, 80, 1e-9);
  EXPECT_NEAR(rep.range_fraction, 1, 1e-9);
  EXPECT_TRUE(rep.completed);
  EXPECT_EQ(rep.number, 3);
}

TEST(RepTruth, IsNotCompletedBelowNineTenthsOfTheRange) {
  EXPECT_TRUE(measure_rep(cue(), trapezoid(73, 1)).completed);
  EXPECT_FALSE(measure_rep(cue(), trapezoid(71, 1)).completed);
}

TEST(RepTruth, HasNoMovementBelowTenDegrees) {
  const Rep rep = measure_rep(cue(), trapezoid(9, 1));
  EXPECT_FALSE(rep.movement.has_value());
  EXPECT_NEAR(rep.range_deg, 9, 1e-9);
  EXPECT_FALSE(rep.completed);
}

TEST(RepTruth, GivesOneRowForEachCueThatBegan) {
  RepCue first = cue(), second = cue(), never = cue();
  first.end = Time{2'000'000};
  second.start = Time{3'000'000};
  second.end = Time{4'000'000};
  never.start = Time{60'000'000};
  never.end = Time{61'000'000};
  const Layout layout{{"left_knee_flexion", "right_knee_flexion"}, {}, {}};
  RepObserver observer(layout, {first, second, never}, kStep);
  Instant now;
  now.joint_angle_rad = {0, 0};
  for (Time t{0}; t < Time{6'000'000}; t += kStep) {
    now.time = t;
    const double s = to_seconds(t) - 3;
    now.joint_angle_rad[1] =
        (90 - (s > 0 && s < 1 ? 80 * std::sin(std::numbers::pi * s) : 0)) * kDegree;
    observer.observe(now);
  }
  const std::vector<Rep> reps = observer.finish();
  ASSERT_EQ(reps.size(), 2U);
  EXPECT_FALSE(reps[0].movement.has_value());
  ASSERT_TRUE(reps[1].movement.has_value());
  EXPECT_NEAR(to_seconds(reps[1].movement->turn), 3.5, 0.002);
}

}  // namespace
}  // namespace steppage
