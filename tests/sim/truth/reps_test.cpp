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
RepTrace trapezoid(double range_deg, double hold_s) {
  RepTrace trace{Time{1'000'000}, kStep, {}};
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

TEST(RepTruth, CountsFromTheRestThatTheCueNames) {
  RepCue from_100 = cue();
  from_100.rest_rad = 100 * kDegree;  // 90 asked for
  const Rep rep = measure_rep(from_100, trapezoid(71, 1));
  EXPECT_NEAR(rep.range_deg, 81, 1e-9);
  EXPECT_NEAR(rep.range_fraction, 0.9, 1e-9);
}

// A hip that is asked to go from 90 to 48 degrees and back.
RepCue returning() {
  RepCue cue = steppage::cue();
  cue.measure = Measure::kReturn;
  cue.rest_rad = 90 * kDegree;
  cue.target_rad = 48 * kDegree;
  return cue;
}

RepTrace through(std::vector<double> corners_deg) {
  RepTrace trace{Time{1'000'000}, kStep, {}};
  for (size_t i = 0; i + 1 < corners_deg.size(); ++i)
    for (double t = 0; t < 1; t += 0.001)
      trace.angle_rad.push_back(std::lerp(corners_deg[i], corners_deg[i + 1], t) * kDegree);
  return trace;
}

TEST(ReturnTruth, IsTheWayThatWasMadeBothOutAndBack) {
  EXPECT_NEAR(measure_rep(returning(), through({90, 48, 90})).range_fraction, 1, 1e-3);
  EXPECT_NEAR(measure_rep(returning(), through({90, 48, 69})).range_fraction, 0.5, 1e-3);
  EXPECT_NEAR(measure_rep(returning(), through({69, 48, 90})).range_fraction, 0.5, 1e-3);
}

TEST(ReturnTruth, OfALegThatHadSunkBeforeItWasAskedIsNothing) {
  const Rep rep = measure_rep(returning(), through({47, 45, 47}));
  EXPECT_NEAR(rep.range_deg, 2, 0.01);
  EXPECT_FALSE(rep.movement.has_value());
}

TEST(ReturnTruth, OfALegThatDropsTooFarIsNoMoreThanWasAsked) {
  EXPECT_EQ(measure_rep(returning(), through({90, 30, 90})).range_fraction, 1);
}

TEST(ReturnTruth, BeginsAndEndsWhereTheLegWasNearestToRest) {
  const Rep rep = measure_rep(returning(), through({85, 85, 45, 80, 80}));
  ASSERT_TRUE(rep.movement.has_value());
  EXPECT_NEAR(to_seconds(rep.movement->start), 2 + 2.25 / 40, 0.002);  // 5 % of 45 degrees
  EXPECT_NEAR(to_seconds(rep.movement->end), 4 - 2.25 / 35, 0.002);
}

TEST(RepTruth, MovesOutEitherWay) {
  RepCue up = cue();
  up.target_rad = 120 * kDegree;
  const Rep rep = measure_rep(up, trapezoid(-30, 1));
  EXPECT_NEAR(rep.range_deg, 30, 1e-9);
  EXPECT_TRUE(rep.completed);
}

TEST(RepTruth, OfALimbThatDoesNotMoveHasARangeOfZero) {
  const Rep rep = measure_rep(cue(), trapezoid(0, 1));
  EXPECT_EQ(rep.range_deg, 0);
  EXPECT_FALSE(std::signbit(rep.range_deg));
  EXPECT_FALSE(std::signbit(rep.range_fraction));
}

TEST(RepTruth, OfALimbThatIsAtItsTargetAlreadyIsAFiniteFraction) {
  RepCue there = cue();
  there.target_rad = 90 * kDegree;
  EXPECT_NEAR(measure_rep(there, trapezoid(-2, 1)).range_fraction, 2, 1e-9);
}

TEST(RepTruth, OfASmallExerciseNeedsLessToBeAMovement) {
  RepCue small = cue();
  small.target_rad = 70 * kDegree;
  EXPECT_TRUE(measure_rep(small, trapezoid(4.5, 1)).movement.has_value());
  EXPECT_FALSE(measure_rep(small, trapezoid(3.5, 1)).movement.has_value());
  EXPECT_EQ(smallest_movement_deg(30), 6);
  EXPECT_EQ(smallest_movement_deg(10), 4);
}

// Straight up to the target in 1 s, 1 s there, straight down in 1 s. The smoothest way is
// s^3 (10 - 15 s + 6 s^2) of the range, whose mean square difference from s is 5/462.
TEST(RepTruth, ComparesTheJointWithTheSmoothestCourseWhileItIsAskedFor) {
  RepCue course = cue();
  course.top = course.start + Time{1'000'000};
  course.down = course.top + Time{1'000'000};
  course.end = course.down + Time{1'000'000};
  const double expected = 80 * std::sqrt(2.0 / 3 * 5 / 462);
  EXPECT_NEAR(measure_rep(course, trapezoid(80, 1)).tracking_rms_deg, expected, 0.01);
}

TEST(RepTruth, OfAPatientWhoLostCountSaysSo) {
  RepCue added = cue();
  added.compensation = "trunk_lean";
  EXPECT_EQ(measure_rep(added, trapezoid(40, 0)).compensation, "trunk_lean");
  added.asked_for = false;
  const Rep rep = measure_rep(added, trapezoid(40, 0));
  EXPECT_EQ(rep.compensation, "lost_count");
  EXPECT_NEAR(rep.range_fraction, 0.5, 1e-9);
  EXPECT_FALSE(rep.completed);
}

// Asked to stand on one leg for 4 s. The other foot carries half of the weight from 1 s on, with
// `contacts` (s, from and to) until 9 s.
Rep stand_on_one_leg(std::vector<std::pair<double, double>> contacts) {
  RepCue stance = cue();
  stance.measure = Measure::kStanceHeld;
  stance.top = Time{2'000'000};
  stance.down = Time{6'000'000};
  RepTrace trace{Time{1'000'000}, kStep, {}, {}};
  for (double t = 1; t < 9; t += 0.001) {
    bool loaded = false;
    for (const auto& [from, to] : contacts) loaded = loaded || (t > from && t < to);
    trace.angle_rad.push_back((loaded ? 90 : 50) * kDegree);
    trace.load.push_back(loaded ? 0.5 : 0.04);
  }
  return measure_rep(stance, trace);
}

TEST(StanceTruth, LastsFromLiftOffToTouchDown) {
  const Rep rep = stand_on_one_leg({{0, 1.5}, {6.5, 9}});
  ASSERT_TRUE(rep.movement.has_value());
  EXPECT_NEAR(to_seconds(rep.movement->start), 1.5, 0.002);
  EXPECT_NEAR(to_seconds(rep.movement->turn), 4, 0.002);
  EXPECT_NEAR(to_seconds(rep.movement->end), 6.5, 0.002);
  EXPECT_NEAR(rep.hold_s, 5, 0.002);
  EXPECT_EQ(rep.range_fraction, 1);
  EXPECT_TRUE(rep.completed);
  EXPECT_NEAR(rep.range_deg, 40, 1e-9);
}

// An ankle that is asked to go from 0 to -20 degrees between 1 s and 5 s, the way back from 3 s.
// From `touch_s` on, the other foot carries a fifth of the body.
Rep raise_on_one_leg(double touch_s) {
  RepCue raise = cue();
  raise.joint = "right_ankle_dorsiflexion";
  raise.measure = Measure::kHeelUpOnOneLeg;
  raise.target_rad = -20 * kDegree;
  raise.rest_rad = 0;
  raise.down = Time{3'000'000};
  raise.end = Time{5'000'000};
  RepObserver observer(Layout{{"right_ankle_dorsiflexion"}, {}, {}}, {raise}, kStep);
  Instant now;
  now.balance.mass_kg = 100;
  now.soles.right.resize(1);
  now.soles.right[0].is_heel = true;
  now.soles.right[0].place_m.z() = 0.05;
  for (Time t{0}; t < raise.end; t += kStep) {
    now.time = t;
    const double s = to_seconds(t);
    now.joint_angle_rad = {-20 * kDegree * std::clamp(std::min(s - 1, 5 - s), 0.0, 1.0)};
    now.ground_reaction_n.left.z() = s < touch_s ? 0 : 200;
    observer.observe(now);
  }
  return observer.finish().front();
}

TEST(HeelUpTruth, OnOneLegIsWorthNoMoreThanTheTimeThatTheOtherFootWasInTheAir) {
  EXPECT_NEAR(raise_on_one_leg(9).range_fraction, 1, 1e-3);
  EXPECT_TRUE(raise_on_one_leg(3.5).completed);  // on the way back
  EXPECT_NEAR(raise_on_one_leg(2.5).range_fraction, 0.75, 1e-3);
  EXPECT_NEAR(raise_on_one_leg(1.5).range_fraction, 0.25, 1e-3);
  EXPECT_EQ(raise_on_one_leg(0).range_fraction, 0);
}

TEST(StanceTruth, EndsWithTheFirstTouch) {
  const Rep rep = stand_on_one_leg({{0, 2}, {3, 3.05}, {6.5, 9}});
  EXPECT_NEAR(rep.hold_s, 1, 0.002);
  EXPECT_NEAR(rep.range_fraction, 0.25, 0.001);
  EXPECT_FALSE(rep.completed);
}

TEST(StanceTruth, DoesNotBeginWhileTheWeightStillShifts) {
  const Rep rep = stand_on_one_leg({{0, 1.4}, {1.45, 2}, {5.6, 9}});
  EXPECT_NEAR(to_seconds(rep.movement->start), 2, 0.002);
  EXPECT_NEAR(rep.range_fraction, 0.9, 0.001);
}

TEST(StanceTruth, OfAFootThatStaysOnTheFloorHasNoMovement) {
  const Rep rep = stand_on_one_leg({{0, 9}});
  EXPECT_FALSE(rep.movement.has_value());
  EXPECT_EQ(rep.range_fraction, 0);
  EXPECT_FALSE(rep.completed);
}

TEST(StanceTruth, OfAFootThatStaysInTheAirLastsToTheEnd) {
  const Rep rep = stand_on_one_leg({{0, 2}});
  EXPECT_NEAR(to_seconds(rep.movement->end), 9, 0.002);
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

// A body that sways over a flat foot turns the ankle, too.
TEST(HeelRaiseTruth, CountsWhileTheHeelIsOffTheFloor) {
  RepCue raise = cue();
  raise.joint = "right_ankle_dorsiflexion";
  raise.target_rad = -20 * kDegree;
  raise.end = Time{4'000'000};
  raise.measure = Measure::kHeelUp;
  for (const bool is_up : {true, false}) {
    RepObserver observer(Layout{{"right_ankle_dorsiflexion"}, {}, {}}, {raise}, kStep);
    Instant now;
    now.soles.right.resize(1);
    now.soles.right[0].is_heel = true;
    for (Time t{0}; t < raise.end; t += kStep) {
      const bool is_out = t > Time{2'000'000} && t < Time{3'000'000};
      now.time = t;
      now.joint_angle_rad = {is_out ? -20 * kDegree : 0};
      now.soles.right[0].place_m.z() = is_out && is_up ? 0.05 : 0;
      observer.observe(now);
    }
    EXPECT_NEAR(observer.finish().front().range_fraction, is_up ? 1 : 0, 1e-9) << is_up;
  }
}

// Both knees are asked to move from 1 s to 3 s. Forces and activations, constant from 1.5 s to 2.5
// s, are as given; afterwards everything is ten times as strong.
std::vector<Rep> observe_both(const std::vector<std::string>& trained) {
  RepCue right = cue();
  right.end = Time{3'000'000};
  right.trained = trained;
  RepCue left = right;
  left.side = Side::kLeft;
  left.joint = "left_knee_flexion";
  const Layout layout{{"left_knee_flexion", "right_knee_flexion"},
                      {"left_GMAX_1", "left_GMAX_2", "right_GMAX_1", "right_ES", "left_ES"}};
  RepObserver observer(layout, {right, left}, kStep);
  Instant now;
  now.joint_angle_rad = {90 * kDegree, 90 * kDegree};
  for (Time t{0}; t < Time{6'000'000}; t += kStep) {
    now.time = t;
    const double size = t > Time{3'000'000} ? 0.9 : t > Time{1'500'000} ? 0.09 : 0;
    now.muscles.assign(5, {});
    for (size_t i = 0; i < 5; ++i) now.muscles[i].activation = size * (1 + static_cast<double>(i));
    now.grasp_force_n = {{0, 300 * size, 400 * size}, {0, 0, 900 * size}};
    now.held = {Held::kWorld, Held::kOwnBody};
    now.assisted_n = {100 * size, 200 * size};
    observer.observe(now);
  }
  return observer.finish();
}

TEST(RepTruth, OfBothLegsAtOnceHasARowForEach) {
  const std::vector<Rep> reps = observe_both({});
  ASSERT_EQ(reps.size(), 2U);
  EXPECT_EQ(reps[0].side, Side::kRight);
  EXPECT_EQ(reps[1].side, Side::kLeft);
  EXPECT_TRUE(reps[0].peak_activations.empty());
}

TEST(RepTruth, KnowsThePeakOfTheStrongestLineOfEachTrainedMuscleWhileAskedFor) {
  using Peaks = std::vector<PeakActivation>;
  const std::vector<Rep> reps = observe_both({"GMAX", "ES"});
  EXPECT_EQ(reps[0].peak_activations, (Peaks{{"GMAX", 0.27}, {"ES", 0.45}}));
  EXPECT_EQ(reps[1].peak_activations, (Peaks{{"GMAX", 0.18}, {"ES", 0.45}}));
}

TEST(RepTruth, KnowsTheLargestForceOfAHandOnASupport) {
  EXPECT_NEAR(observe_both({})[0].support_n, 45, 1e-9);
}

TEST(RepTruth, KnowsTheLargestForceOfHandsAndTheOtherFootOnTheMovingLeg) {
  const std::vector<Rep> reps = observe_both({});
  EXPECT_NEAR(reps[0].assistance_n, 18, 1e-9);
  EXPECT_NEAR(reps[1].assistance_n, 9, 1e-9);
}

}  // namespace
}  // namespace steppage
