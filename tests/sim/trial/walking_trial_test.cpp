// Walks in closed loop.
#include <gtest/gtest.h>

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "control/walking/gains.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

Trial walk(double WalkingGainKind::*end) {
  std::string gains;
  for (const WalkingGainKind& kind : walking_gains())
    gains += (gains.empty() ? "\"" : ", \"") + std::string(kind.name) +
             "\": " + std::to_string(kind.*end);
  Document document =
      Document::parse("test.json", R"({"schema": 1, "device": {"detector": "none"}, "activity":
                       {"kind": "walk", "duration_s": 20, "gains": {)" +
                                       gains + "}}}");
  return run(read_plan(document));
}

class AbsurdGains : public testing::TestWithParam<double WalkingGainKind::*> {};

TEST_P(AbsurdGains, EndAsAFallWithFiniteNumbers) {
  const Trial trial = walk(GetParam());
  EXPECT_EQ(trial.stop, StopReason::kFell) << trial.stop_detail;
  EXPECT_GT(trial.truth.motion->rows.size(), 20U);  // not at the start: 0.2 s
  for (const auto& row : trial.truth.motion->rows)
    for (const double value : row) ASSERT_TRUE(std::isfinite(value));
}

INSTANTIATE_TEST_SUITE_P(Walking, AbsurdGains,
                         testing::Values(&WalkingGainKind::low, &WalkingGainKind::high),
                         [](const auto& tested) {
                           return tested.param == &WalkingGainKind::low ? "AllLow" : "AllHigh";
                         });

// Which way a walker went who bends his path by that much, in the last two seconds.
Eigen::Vector2d last_way_m(const std::string& settings) {
  Document document = Document::parse(
      "test.json", R"({"schema": 1, "device": {"detector": "none"}, "sensors": [], "activity":
          {"kind": "walk", "speed_m_s": 1, "duration_s": 32)" +
                       settings + "}}");
  const Trial trial = run(read_plan(document));
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  const Table& motion = *trial.truth.motion;
  const auto place_m = [&](double time_s) {
    const auto column = [&](const std::string& name) {
      return static_cast<size_t>(std::find(motion.columns.begin(), motion.columns.end(), name) -
                                 motion.columns.begin());
    };
    const auto row = std::find_if(motion.rows.begin(), motion.rows.end(), [&](const auto& values) {
      return values[column("t_s")] >= time_s;
    });
    return Eigen::Vector2d((*row)[column("pelvis_x_m")], (*row)[column("pelvis_y_m")]);
  };
  return place_m(31.9) - place_m(29.9);
}

struct RightSwing {
  double ankle_at_contact_deg = 0, hip_deg = 0, knee_deg = 0, toe_first = 0;
};

// Means of the right foot of a man whose right dorsiflexors keep this share of their drive.
RightSwing right_swing(double drive, const std::string& settings = "") {
  Document document =
      Document::parse("test.json",
                      R"({"schema": 1, "device": {"detector": "none"}, "sensors": [],
          "patient": {"sex": "male", "age_y": 50, "mass_kg": 78, "height_m": 1.76, "impairments": [
            {"kind": "weakness", "side": "right", "muscles": ["TA", "EDL"], "drive": )" +
                          std::to_string(drive) +
                          R"(}]}, "activity": {"kind": "walk", "gait": "steppage", "speed_m_s": 1,
          "duration_s": 15)" +
                          settings + "}}");
  const Trial trial = run(read_plan(document));
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  RightSwing swing;
  double count = 0;
  for (const Stride& stride : *trial.truth.strides) {
    if (stride.side != Side::kRight || to_seconds(stride.ic) < 5) continue;
    ++count;
    swing.ankle_at_contact_deg += stride.ankle_at_ic_deg;
    swing.hip_deg += stride.hip_max_swing_deg;
    swing.knee_deg += stride.knee_max_swing_deg;
    swing.toe_first += stride.contact == FootContact::kToe ? 1 : 0;
  }
  EXPECT_GT(count, 5);
  for (double* sum :
       {&swing.ankle_at_contact_deg, &swing.hip_deg, &swing.knee_deg, &swing.toe_first})
    *sum /= count;
  return swing;
}

TEST(AWalker, WhoIsBriskWalksWithinFivePercentOfTheSpeedThatIsAsked) {
  Document document = Document::parse(
      "test.json", R"({"schema": 1, "device": {"detector": "none"}, "sensors": [], "activity":
          {"kind": "walk", "gait": "brisk", "speed_m_s": 1.2, "duration_s": 20}})");
  const Trial trial = run(read_plan(document));
  ASSERT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  double way_m = 0, time_s = 0;
  for (const Stride& stride : *trial.truth.strides) {
    if (to_seconds(stride.ic) < 5) continue;
    way_m += stride.stride_length_m;
    time_s += stride.stride_time_s;
  }
  ASSERT_GT(time_s, 20);  // both sides' strides
  EXPECT_NEAR(way_m / time_s, 1.2, 0.05 * 1.2);
}

// Steppage: hip and knee of the swinging leg flex more, the toes land first. With one set of gains.
TEST(AWalker, WithADroppedFootLiftsTheLegHigherUntilStimulationLiftsTheFoot) {
  const RightSwing sound = right_swing(1), dropped = right_swing(0.07);
  EXPECT_GT(sound.ankle_at_contact_deg, 0);
  EXPECT_EQ(sound.toe_first, 0);
  EXPECT_LT(dropped.ankle_at_contact_deg, -5);
  EXPECT_GT(dropped.toe_first, 0.5);
  EXPECT_GT(dropped.hip_deg, sound.hip_deg + 3);
  EXPECT_GT(dropped.knee_deg, sound.knee_deg + 5);
  const RightSwing lifted =
      right_swing(0.07, R"(, "stimulation": {"side": "right", "level": 0.2})");
  EXPECT_GT(lifted.ankle_at_contact_deg,
            (sound.ankle_at_contact_deg + dropped.ankle_at_contact_deg) / 2);
  EXPECT_LT(lifted.hip_deg, dropped.hip_deg - 2);
  EXPECT_LT(lifted.knee_deg, dropped.knee_deg - 2);
}

TEST(AWalker, SetsOffFromQuietStandingAndWalksOn) {
  Document document = Document::parse("test.json", R"({"schema": 1, "device": {"detector": "none"},
      "sensors": [], "activity": {"kind": "walk", "speed_m_s": 0.8, "start": "standing",
                                  "duration_s": 25}})");
  const Trial trial = run(read_plan(document));
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  const Table& motion = *trial.truth.motion;
  const size_t x = index_of(motion.columns, "pelvis_x_m");
  const auto place_m = [&](double time_s) {
    return std::find_if(motion.rows.begin(), motion.rows.end(),
                        [&](const auto& row) { return row[0] >= time_s; })
        ->at(x);
  };
  EXPECT_NEAR(place_m(1), place_m(0.1), 0.03);  // a second of standing
  EXPECT_NEAR((place_m(24) - place_m(9)) / 15, 0.8, 0.08);
}

TEST(AWalker, StopsWithTheFeetBesideEachOtherAndStandsStill) {
  Document document = Document::parse("test.json", R"({"schema": 1, "device": {"detector": "none"},
      "sensors": [], "patient": {"mass_kg": 68}, "activity": {"kind": "walk", "speed_m_s": 0.6,
                                                               "stop_at_s": 3, "duration_s": 15}})");
  const Trial trial = run(read_plan(document));
  ASSERT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  const Table& motion = *trial.truth.motion;
  const auto at = [&](double time_s, const std::string& column) {
    return motion.rows[static_cast<size_t>(100 * time_s)][index_of(motion.columns, column)];
  };
  EXPECT_GT(at(3, "pelvis_x_m") - at(2, "pelvis_x_m"), 0.4);  // walked so far
  for (const char* axis : {"x", "y"}) {
    const std::string column = "pelvis_" + std::string(axis) + "_m";
    EXPECT_NEAR(at(14.9, column), at(12, column), 0.03);
  }
  for (const std::string side : {"left", "right"})
    EXPECT_NEAR(at(14.9, side + "_grf_z_n"), 68 * 9.81 / 2, 0.2 * 68 * 9.81);
  EXPECT_NEAR(at(14.9, "left_cop_x_m"), at(14.9, "right_cop_x_m"), 0.12);
  const Interval told = {from_seconds(3), from_seconds(15), Side::kUnknown, "episode", "stop"};
  EXPECT_EQ(std::count(trial.truth.intervals->begin(), trial.truth.intervals->end(), told), 1);
  EXPECT_LT(trial.momentum_residual->force_n, 30);
}

// Downhill every step is faster than usual: gravity alone would bring the walker to 1 m/s and down.
TEST(AWalker, KeepsHisPaceDownASlope) {
  Document document = Document::parse("test.json", R"({"schema": 1, "device": {"detector": "none"},
      "sensors": [], "activity": {"kind": "walk", "speed_m_s": 0.8, "slope_deg": -1,
                                  "duration_s": 25}})");
  const Trial trial = run(read_plan(document));
  ASSERT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  const Table& motion = *trial.truth.motion;
  const size_t x = index_of(motion.columns, "pelvis_x_m");
  EXPECT_NEAR((motion.rows[2400][x] - motion.rows[1400][x]) / 10, 0.8, 0.08);
}

TEST(AWalker, TurnsRoundAndWalksBack) {
  const Eigen::Vector2d straight_on = last_way_m("");
  EXPECT_GT(straight_on.x(), 1.5);
  EXPECT_NEAR(straight_on.y(), 0, 0.3);
  const Eigen::Vector2d back =
      last_way_m(R"(, "turns": [{"at_s": 8, "by_deg": 180, "rate_deg_s": 10}])");
  EXPECT_LT(back.x(), -1.5);
  EXPECT_NEAR(back.y(), 0, 0.3);
}

}  // namespace
}  // namespace steppage
