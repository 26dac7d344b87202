#include "trial/recorded_motion.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/input_error.hpp"

namespace steppage {
namespace {

const Layout kLayout = {{"right_knee_flexion", "table_height"}, {"right_VAS"}, {}};

// Columns in no particular order; one joint turns, the other slides.
Table motion() {
  return {
      {"right_VAS_activation",
       "pelvis_qw",
       "pelvis_qx",
       "pelvis_qy",
       "pelvis_qz",
       "t_s",
       "left_grf_x_n",
       "left_grf_y_n",
       "left_grf_z_n",
       "right_grf_z_n",
       "right_grf_y_n",
       "right_grf_x_n",
       "pelvis_z_m",
       "pelvis_y_m",
       "pelvis_x_m",
       "right_knee_flexion_deg",
       "table_height_m",
       "somebody_elses",
       "left_cop_x_m",
       "left_cop_y_m",
       "right_cop_x_m",
       "right_cop_y_m"},
      {{0.25, 1, 0, 0, 0, 0.00, 1, 2, 3, 6, 5, 4, 0.9, 0.2, 0.1, 90, 0.75, 7, 0.1, 0.2, 0.3, -0.2},
       {0.50, 0, 1, 0, 0, 0.01, 1, 2, 3, 6, 5, 4, 0.9, 0.2, 0.1, 45, 0.75, 7, 0.1, 0.2, 0.3, -0.2},
       {0.75, 0,   0,   1,   0,  0.02, 1, 2,   3,   6,   5,
        4,    0.9, 0.2, 0.1, 30, 0.75, 7, 0.1, 0.2, 0.3, -0.2}}};
}

std::string refusal(const Table& table) {
  try {
    RecordedMotion(kLayout, table, "motion.csv");
  } catch (const InputError& error) {
    return error.what();
  }
  return "(no InputError)";
}

// Ten seconds at 1.2 m/s, swaying once a second.
RecordedMotion swaying_walk() {
  Table walk = motion();
  const std::vector<double> row = walk.rows.front();
  const auto column = [&](const char* name) {
    return static_cast<size_t>(find_index(walk.columns, name));
  };
  walk.rows.clear();
  for (int i = 0; i <= 1000; ++i) {
    const double time_s = i / 100.0, sway = std::sin(2 * std::numbers::pi * time_s);
    walk.rows.push_back(row);
    walk.rows.back()[column("t_s")] = time_s;
    walk.rows.back()[column("pelvis_x_m")] = 1.2 * time_s + 0.03 * sway;
    walk.rows.back()[column("pelvis_y_m")] = 0.2 + 0.03 * sway;
  }
  return {kLayout, walk, "motion.csv"};
}

TEST(RecordedMotion, HasAPlaceThatGoesAlongWithAWalkerAndDoesNotSway) {
  const RecordedMotion walk = swaying_walk();
  for (const double time_s : {0.5, 2.75, 5.1, 9.25}) {
    EXPECT_NEAR(walk.place_m(time_s).x(), 1.2 * time_s, 0.001);
    EXPECT_NEAR(walk.place_m(time_s).y(), 0.2, 0.001);
  }
}

TEST(RecordedMotion, HasAPlaceThatBeginsAndEndsAtThePelvisAndNeverJumps) {
  const RecordedMotion walk = swaying_walk();
  EXPECT_NEAR(walk.place_m(0).x(), 0, 1e-9);
  EXPECT_NEAR(walk.place_m(10).x(), 12, 1e-9);
  for (double time_s = 0.04; time_s <= 10; time_s += 0.04)
    EXPECT_NEAR((walk.place_m(time_s) - walk.place_m(time_s - 0.04)).norm(), 1.2 * 0.04, 0.01)
        << time_s;
}

TEST(RecordedMotion, FindsItsColumnsByName) {
  const VisibleMoment scene = RecordedMotion(kLayout, motion(), "motion.csv").at(0);
  EXPECT_EQ(scene.posture.pelvis_position_m, Eigen::Vector3d(0.1, 0.2, 0.9));
  EXPECT_EQ(scene.posture.pelvis_quaternion, Eigen::Vector4d(1, 0, 0, 0));
  EXPECT_DOUBLE_EQ(scene.posture.joint_angle_rad.at("right_knee_flexion"), std::numbers::pi / 2);
  EXPECT_EQ(scene.posture.joint_angle_rad.at("table_height"), 0.75);
  EXPECT_EQ(scene.activation.at("right_VAS"), 0.25);
  EXPECT_EQ(scene.ground_reaction_n.left, Eigen::Vector3d(1, 2, 3));
  EXPECT_EQ(scene.ground_reaction_n.right, Eigen::Vector3d(4, 5, 6));
  EXPECT_EQ(scene.centre_of_pressure_m.right, Eigen::Vector3d(0.3, -0.2, 0));
}

TEST(RecordedMotion, ShowsWhereTheWalkerWasOfWhoHoldsOne) {
  Table held = motion();
  const std::vector<double> place = {1, 2, 0.01, 0.8, 0, 0, 0.6};
  for (const char* part : {"x_m", "y_m", "z_m", "qw", "qx", "qy", "qz"})
    held.columns.push_back("walker_" + std::string(part));
  for (std::vector<double>& row : held.rows) row.insert(row.end(), place.begin(), place.end());
  Layout holds = kLayout;
  holds.has_walker = true;
  const VisibleMoment moment = RecordedMotion(holds, held, "motion.csv").at(0);
  ASSERT_TRUE(moment.posture.walker);
  EXPECT_TRUE(std::equal(place.begin(), place.end(), moment.posture.walker->begin()));
  EXPECT_FALSE(RecordedMotion(kLayout, held, "motion.csv").at(0).posture.walker);
}

TEST(RecordedMotion, ShowsTheMomentNearestToATime) {
  const RecordedMotion recorded(kLayout, motion(), "motion.csv");
  const auto shown = [&](double time_s) { return recorded.at(time_s).activation.at("right_VAS"); };
  EXPECT_EQ(shown(-1), 0.25);
  EXPECT_EQ(shown(0.004), 0.25);
  EXPECT_EQ(shown(0.006), 0.50);
  EXPECT_EQ(shown(0.014), 0.50);
  EXPECT_EQ(shown(9), 0.75);
  EXPECT_EQ(recorded.start_s(), 0);
  EXPECT_EQ(recorded.end_s(), 0.02);
}

TEST(RecordedMotion, OfAnotherBodyIsRefusedWithAllThatItLacks) {
  Table other = motion();
  other.columns[0] = "right_RF_activation";
  other.columns[15] = "right_hip_flexion_deg";
  EXPECT_EQ(refusal(other),
            "motion.csv does not describe the body of scenario.json: it has no "
            "right_knee_flexion_deg, right_VAS_activation");
}

TEST(RecordedMotion, WithoutAMomentIsRefused) {
  Table empty = motion();
  empty.rows.clear();
  EXPECT_EQ(refusal(empty), "motion.csv holds no moment to show");
}

}  // namespace
}  // namespace steppage
