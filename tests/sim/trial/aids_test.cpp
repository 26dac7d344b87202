// What aids do for patients who walk.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/instant.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

constexpr double kSettled_s = 2;  // the first strides are those of the start

constexpr const char* kIdealFoot = R"({"kind": "imu", "site": "right_foot", "errors": false})";

Trial walk(const std::string& patient, const std::string& activity,
           const std::string& sensors = "") {
  Document document =
      Document::parse("test.json", R"({"schema": 1, "device": {"detector": "none"}, "sensors": [)" +
                                       sensors + R"(], "patient": {)" + patient +
                                       R"(}, "activity": {"kind": "walk", )" + activity + "}}");
  return run(read_plan(document));
}

std::vector<double> column(const Trial& trial, const std::string& name) {
  const Table& motion = *trial.truth.motion;
  const size_t index = index_of(motion.columns, name);
  std::vector<double> values;
  for (const auto& row : motion.rows) values.push_back(row[index]);
  return values;
}

double mean(const Trial& trial, Side side, double Stride::*value) {
  double sum = 0;
  int count = 0;
  for (const Stride& stride : *trial.truth.strides) {
    if (stride.side != side || to_seconds(stride.ic) < kSettled_s) continue;
    sum += stride.*value;
    ++count;
  }
  EXPECT_GE(count, 2);
  return sum / count;
}

// GIVEN a man whose right dorsiflexors have a fifth of their drive
// WHEN he walks with an orthosis of 2 Nm/deg
// THEN his foot, which hangs by some 7 deg in swing, stays near its neutral angle.
TEST(Orthosis, KeepsADroppedFootUpInSwing) {
  const std::string man =
      R"("sex": "male", "age_y": 50, "mass_kg": 78, "height_m": 1.76, "impairments":
         [{"kind": "weakness", "side": "right", "muscles": ["TA", "EDL"], "drive": 0.2}])";
  const std::string walking = R"("gait": "steppage", "speed_m_s": 1.0, "duration_s": 6)";
  const Trial bare = walk(man, walking);
  const Trial worn = walk(man, walking + R"(, "orthoses": [{"side": "right"}])");
  EXPECT_LT(mean(bare, Side::kRight, &Stride::ankle_min_swing_deg), -5);
  EXPECT_GT(mean(worn, Side::kRight, &Stride::ankle_min_swing_deg), -2);
  EXPECT_LT(worn.momentum_residual->force_n, 2 * bare.momentum_residual->force_n);
  EXPECT_LT(worn.momentum_residual->moment_nm, 2 * bare.momentum_residual->moment_nm);
}

// A frame that moves at a constant velocity is as good as any other (Galilei).
TEST(Treadmill, IsWalkedOnAsTheFloorIs) {
  const std::string walking = R"("speed_m_s": 1.0, "duration_s": 3)";
  const Trial floor = walk("", walking, kIdealFoot);
  const Trial belt = walk("", walking + R"(, "surface": "treadmill")", kIdealFoot);
  const auto x_on_floor = column(floor, "pelvis_x_m"), x_on_belt = column(belt, "pelvis_x_m");
  ASSERT_EQ(x_on_floor.size(), x_on_belt.size());
  EXPECT_GT(x_on_floor.back(), 2.5);
  for (size_t i = 0; i < x_on_floor.size(); ++i)
    EXPECT_NEAR(x_on_belt[i], x_on_floor[i] - 1.0 * 0.01 * static_cast<double>(i), 1e-6);
  for (const std::string& name : floor.truth.motion->columns) {
    if (name == "pelvis_x_m" || name.ends_with("cop_x_m")) continue;
    const auto on_floor = column(floor, name), on_belt = column(belt, name);
    for (size_t i = 0; i < on_floor.size(); ++i)
      ASSERT_NEAR(on_belt[i], on_floor[i], 1e-6 * std::max(1.0, std::fabs(on_floor[i]))) << name;
  }
  const auto &felt_on_floor = floor.streams[0].samples, &felt_on_belt = belt.streams[0].samples;
  ASSERT_EQ(felt_on_floor.size(), felt_on_belt.size());
  for (size_t i = 0; i < felt_on_floor.size(); ++i) {
    EXPECT_TRUE(felt_on_belt[i].accel_m_s2.isApprox(felt_on_floor[i].accel_m_s2, 1e-5));
    EXPECT_TRUE(felt_on_belt[i].gyro_rad_s.isApprox(felt_on_floor[i].gyro_rad_s, 1e-5));
  }
  ASSERT_EQ(belt.truth.strides->size(), floor.truth.strides->size());
  ASSERT_FALSE(floor.truth.strides->empty());
  for (size_t i = 0; i < floor.truth.strides->size(); ++i) {
    const Stride &on_belt = (*belt.truth.strides)[i], &on_floor = (*floor.truth.strides)[i];
    EXPECT_EQ(on_belt.ic, on_floor.ic);
    EXPECT_NEAR(on_belt.stride_length_m, on_floor.stride_length_m, 1e-6);
    EXPECT_NEAR(on_belt.step_width_m.value_or(0), on_floor.step_width_m.value_or(0), 1e-6);
  }
}

// Whole strides start and end alike, so that gravity, floor and harness balance in the mean.
TEST(BodyWeightSupport, TakesItsShareOfTheWeightOffTheFeet) {
  const Trial trial =
      walk(R"("mass_kg": 68)", R"("speed_m_s": 0.8, "duration_s": 8, "body_weight_support": 0.3)");
  ASSERT_EQ(trial.stop, StopReason::kCompleted);
  const double weight_n = 68 * 9.81;
  for (const double support_n : column(trial, "body_weight_support_n"))
    ASSERT_NEAR(support_n, 0.3 * weight_n, 1e-6 * weight_n);
  std::vector<Stride> right;
  for (const Stride& stride : *trial.truth.strides)
    if (stride.side == Side::kRight && to_seconds(stride.ic) > kSettled_s) right.push_back(stride);
  ASSERT_GE(right.size(), 2U);
  const auto from = static_cast<size_t>(100 * to_seconds(right.front().ic)),
             to = static_cast<size_t>(100 * to_seconds(right.back().next_ic));
  const auto left_n = column(trial, "left_grf_z_n"), right_n = column(trial, "right_grf_z_n");
  double sum_n = 0;
  for (size_t i = from; i < to; ++i) sum_n += left_n[i] + right_n[i];
  EXPECT_NEAR(sum_n / static_cast<double>(to - from), 0.7 * weight_n, 0.02 * weight_n);
  const Trial bare = walk(R"("mass_kg": 68)", R"("speed_m_s": 0.8, "duration_s": 3)");
  EXPECT_LT(trial.momentum_residual->force_n, 2 * bare.momentum_residual->force_n);
  EXPECT_LT(trial.momentum_residual->moment_nm, 2 * bare.momentum_residual->moment_nm);
}

// The cane's load is the floor's: momentum keeps its books, feet and cane together carry the
// weight.
TEST(Cane, CarriesAPartOfTheWeightWhileTheOtherFootStands) {
  const Trial trial = walk(R"("mass_kg": 68)", R"("speed_m_s": 0.8, "duration_s": 3, "aid": "cane",
                                                  "aid_side": "left", "aid_load": 0.1)");
  ASSERT_EQ(trial.stop, StopReason::kCompleted);
  const auto cane_n = column(trial, "cane_force_z_n"), foot_n = column(trial, "right_grf_z_n");
  double most_n = 0, on_other_n = 0;
  for (size_t i = 100; i < cane_n.size(); ++i)
    (foot_n[i] > 100 ? most_n : on_other_n) =
        std::max(foot_n[i] > 100 ? most_n : on_other_n, cane_n[i]);
  EXPECT_GT(most_n, 0.05 * 68 * 9.81);
  EXPECT_LT(most_n, 0.4 * 68 * 9.81);
  EXPECT_LT(on_other_n, most_n);
  const Trial bare = walk(R"("mass_kg": 68)", R"("speed_m_s": 0.8, "duration_s": 3)");
  EXPECT_LT(trial.momentum_residual->force_n, 4 * bare.momentum_residual->force_n);
  EXPECT_LT(trial.momentum_residual->moment_nm, 4 * bare.momentum_residual->moment_nm);
}

// Neither the frame's weight nor the floor's friction on it is the patient's, so that his momentum
// closes its books with what his hands feel; the frame adds its own weight to what the floor feels.
TEST(WalkingFrame, CarriesWhatBothHandsLeanOnIt) {
  Document document = Document::load(STEPPAGE_SOURCE_DIR "/scenarios/walk/with_walker.json",
                                     {"/activity/duration_s=8"});
  const Trial trial = run(read_plan(document));
  ASSERT_EQ(trial.stop, StopReason::kCompleted);
  double hands_n = 0, feet_n = 0;
  const size_t from = 100, to = column(trial, "t_s").size();
  for (const std::string side : {"left", "right"}) {
    const auto hand_n = column(trial, side + "_hand_force_z_n"),
               foot_n = column(trial, side + "_grf_z_n");
    for (size_t i = from; i < to; ++i) hands_n += hand_n[i];
    for (size_t i = from; i < to; ++i) feet_n += foot_n[i];
  }
  const double weight_n = 68 * 9.81 * static_cast<double>(to - from);
  // It rolls along, on all its tips.
  const auto way_m = [&](const std::string& what) {
    const auto x_m = column(trial, what + "_x_m");
    return x_m.back() - x_m.front();
  };
  EXPECT_GT(way_m("pelvis"), 3);
  EXPECT_NEAR(way_m("walker"), way_m("pelvis"), 0.2);
  for (const double z_m : column(trial, "walker_z_m")) ASSERT_NEAR(z_m, 0, 0.03);
  EXPECT_NEAR(hands_n, 0.15 * weight_n, 0.07 * weight_n);
  EXPECT_NEAR(hands_n + feet_n, weight_n, 0.05 * weight_n);
  EXPECT_LT(trial.momentum_residual->force_n, 10);
  EXPECT_LT(trial.momentum_residual->moment_nm, 5);
}

// It neither carries nor pulls along: dry friction is all that acts along it.
TEST(Rail, IsSlidAlongByAHandThatWalksWithTheBody) {
  const Trial trial =
      walk(R"("mass_kg": 68)", R"("speed_m_s": 0.8, "duration_s": 8, "aid": "rail", "aid_side":
                                  "right")");
  ASSERT_EQ(trial.stop, StopReason::kCompleted);
  EXPECT_GT(column(trial, "pelvis_x_m").back(), 5.5);
  EXPECT_EQ(index_of(trial.truth.motion->columns, "right_hand_force_x_n") + 2,
            index_of(trial.truth.motion->columns, "right_hand_force_z_n"));
  const auto along_n = column(trial, "right_hand_force_x_n"),
             up_n = column(trial, "right_hand_force_z_n");
  double along = 0, up = 0, most_n = 0;
  for (size_t i = 100; i < along_n.size(); ++i) {
    along += along_n[i] / static_cast<double>(along_n.size() - 100);
    up += up_n[i] / static_cast<double>(along_n.size() - 100);
    most_n = std::max(most_n, std::fabs(up_n[i]));
  }
  EXPECT_NEAR(along, -1, 0.3);  // models/props/rail.xml
  EXPECT_LT(std::fabs(up), 0.03 * 68 * 9.81);
  EXPECT_GT(most_n, 5);
  EXPECT_LT(trial.momentum_residual->force_n, 10);
  EXPECT_LT(trial.momentum_residual->moment_nm, 5);
}

}  // namespace
}  // namespace steppage
