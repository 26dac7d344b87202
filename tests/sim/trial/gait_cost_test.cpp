// What walks cost, on walks that are drawn from the norms and then spoiled in one thing.
#include "trial/gait_cost.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

namespace steppage {
namespace {

// Older people, 1.63 m tall, walk at this speed with 121.387 steps a minute.
constexpr double kMass_kg = 70, kHeight_m = 1.63, kSpeed_m_s = 1.226, kDuration_s = 12;
constexpr double kStride_s = 120 / 121.387;
const WishedGait kWished = {kSpeed_m_s, kDuration_s, kMass_kg, kHeight_m};

using Curve = std::vector<double>;  // every 2 % of the stride

std::map<std::string, Curve> norms() {
  std::ifstream file(STEPPAGE_SOURCE_DIR "/models/reference/gait_curves.csv");
  std::map<std::string, Curve> curves;
  std::string line, curve, percent, mean;
  for (std::getline(file, line); std::getline(file, line);) {
    std::stringstream row(line);
    std::getline(row, curve, ',');
    std::getline(row, percent, ',');
    std::getline(row, mean, ',');
    curves[curve].push_back(std::stod(mean));
  }
  return curves;
}

// Between the points of a curve, over and over.
double at(const Curve& curve, double strides) {
  const double place = (strides - std::floor(strides)) * static_cast<double>(curve.size() - 1);
  const auto before = std::min(static_cast<size_t>(place), curve.size() - 2);
  const double share = place - static_cast<double>(before);
  return (1 - share) * curve[before] + share * curve[before + 1];
}

/// A walk of the norms, by what it may differ in.
struct Walk {
  double speed = 1, stride_time = 1;  // relative to what is wished and usual
  double hip_deg = 0, knee_deg = 0, ankle_deg = 0, force = 0;
  double right_knee_deg = 0;
  double hip_shake_deg = 0, knee_shake_deg = 0;  // five times a stride
  double longer_right_stance = 0;                // of the stride
  double ankle_late = 0, impact = 0;             // strides; body weights at first
  double hip_rotation_deg = 0;
  double activation = 0;
  double clearance_m = 0.02, width_m = 0.1;
  double stride_time_jitter_s = 0;
  double width_jitter_m = 0;
  double wander_m = 0;
  double heading_deg = 0;  // to and fro, each for three seconds
};

Trial trial(const Walk& walk) {
  static const std::map<std::string, Curve> curves = norms();
  const double stride_s = walk.stride_time * kStride_s, speed_m_s = walk.speed * kSpeed_m_s;
  Trial trial;
  Table& motion = trial.truth.motion.emplace();
  motion.columns = {"t_s",       "pelvis_x_m", "pelvis_y_m", "pelvis_qw",
                    "pelvis_qx", "pelvis_qy",  "pelvis_qz",  "left_SOL_activation"};
  for (const char* side : {"left_", "right_"})
    for (const char* column : {"hip_flexion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg",
                               "hip_rotation_deg", "subtalar_inversion_deg", "grf_z_n"})
      motion.columns.push_back(std::string(side) + column);
  for (int i = 0; i <= 100 * kDuration_s; ++i) {
    const double time_s = i / 100.0;
    const double half_yaw_rad = walk.heading_deg * M_PI / 360 * std::sin(2 * M_PI * time_s / 6);
    motion.rows.push_back({time_s, speed_m_s * time_s,
                           walk.wander_m * std::sin(2 * M_PI * time_s / kDuration_s),
                           std::cos(half_yaw_rad), 0, 0, std::sin(half_yaw_rad), walk.activation});
    for (const double begun : {0.5, 0.0}) {  // strides; the left foot is half a stride behind
      const double strides = time_s / stride_s - begun;
      const double more_deg = begun == 0 ? walk.right_knee_deg : 0;
      const double shake = std::sin(2 * M_PI * 5 * strides);
      for (const double value :
           {at(curves.at("hip_flexion"), strides) + walk.hip_deg + shake * walk.hip_shake_deg,
            at(curves.at("knee_flexion"), strides) + walk.knee_deg + more_deg +
                shake * walk.knee_shake_deg,
            at(curves.at("ankle_dorsiflexion"), strides - walk.ankle_late) + walk.ankle_deg,
            walk.hip_rotation_deg, 0.0,
            (at(curves.at("vertical_force"), strides) + walk.force +
             (strides - std::floor(strides) < 0.02 ? walk.impact : 0)) *
                kMass_kg * 9.81})
        motion.rows.back().push_back(value);
    }
  }
  trial.truth.strides.emplace();
  for (const Side side : {Side::kLeft, Side::kRight})
    for (int i = 0; (i + 1.6) * stride_s < kDuration_s; ++i) {
      Stride stride;
      stride.side = side;
      stride.ic = from_seconds((i + (side == Side::kLeft ? 0.5 : 0)) * stride_s);
      stride.next_ic = stride.ic + from_seconds(stride_s);
      stride.stride_time_s = stride_s + (i % 2 ? 1 : -1) * walk.stride_time_jitter_s;
      stride.stance_fraction = 0.615 + (side == Side::kRight ? walk.longer_right_stance : 0);
      stride.stride_length_m = speed_m_s * stride_s;
      stride.step_width_m = walk.width_m + (i % 2 ? 1 : -1) * walk.width_jitter_m;
      stride.min_toe_clearance_m = walk.clearance_m;
      trial.truth.strides->push_back(stride);
    }
  return trial;
}

double cost(const Walk& walk) { return gait_cost(trial(walk), kWished); }

// As much as a joint costs that is 0.1 standard deviations off: what resampling makes.
constexpr double kNothing = 0.6;

TEST(GaitCost, IsNothingForAWalkOfTheNorms) { EXPECT_NEAR(cost({}), 0, kNothing); }

TEST(GaitCost, IsNothingForSmallDifferences) {
  EXPECT_NEAR(cost({.speed = 0.98, .stride_time = 1.02, .force = 0.01}), 0, kNothing);
  EXPECT_NEAR(cost({.clearance_m = 0.029, .width_m = 0.07}), 0, kNothing);
  EXPECT_NEAR(cost({.stride_time_jitter_s = 0.01, .wander_m = 0.2}), 0, kNothing);
  EXPECT_NEAR(cost({.longer_right_stance = 0.001, .width_jitter_m = 0.015, .heading_deg = 1}), 0,
              kNothing);
}

// A tall person's strides take longer, and a Froude number of theirs is a higher speed.
TEST(GaitCost, WishesTheStrideTimeOfOlderPeopleScaledToTheHeight) {
  const double scale = std::sqrt(1.9 / kHeight_m);
  const Walk tall = {.speed = scale, .stride_time = scale};
  const WishedGait of_tall = {scale * kSpeed_m_s, kDuration_s, kMass_kg, 1.9};
  EXPECT_NEAR(gait_cost(trial(tall), of_tall), 0, kNothing);
  const double late_s = (scale - 1) * kStride_s - 0.04;
  EXPECT_NEAR(gait_cost(trial({.stride_time = scale}), kWished), 3000 * late_s * late_s, kNothing);
}

TEST(GaitCost, OfTheHeadingGoesByTheSquareOfItsStandardDeviation) {
  // Averaged over a stride, a sine of the period T keeps sin(pi s / T) / (pi s / T) of itself.
  const double phase = M_PI * kStride_s / 6;
  const double sd_deg = 5 / std::sqrt(2) * std::sin(phase) / phase;
  EXPECT_NEAR(cost({.heading_deg = 5}), 15 * (sd_deg - 1) * (sd_deg - 1),
              0.1 * 15 * sd_deg * sd_deg);
}

// An offset alone costs nothing more.
TEST(GaitCost, OfAJointGoesByTheSquareOfItsDeviation) {
  const double none = cost({}), hip = cost({.hip_deg = 3}) - none;
  EXPECT_NEAR(cost({.hip_deg = 6}) - none, 4 * hip, 0.05 * hip);
  EXPECT_NEAR(cost({.hip_deg = 3, .ankle_deg = 2}), hip + cost({.ankle_deg = 2}), 0.05 * hip);
}

// Knees that shake with the hips leave the shanks' rates to the norm, against them they add twice
// as much as either alone; the joints are as wrong in both.
TEST(GaitCost, OfAThrownLegGoesByTheSquareOfWhatItTurnsFasterThanPeoples) {
  const auto more = [](double shake_deg) {
    return cost({.hip_shake_deg = shake_deg, .knee_shake_deg = -shake_deg}) -
           cost({.hip_shake_deg = shake_deg, .knee_shake_deg = shake_deg});
  };
  EXPECT_GT(more(0.5), 10);
  EXPECT_GT(more(1), 3 * more(0.5));
}

TEST(GaitCost, GrowsWithEachThingThatIsWrong) {
  const std::map<std::string, std::function<Walk(double)>> wrong = {
      {"too slow", [](double much) { return Walk{.speed = 1 - 0.2 * much}; }},
      {"too fast", [](double much) { return Walk{.speed = 1 + 0.2 * much}; }},
      {"small quick steps", [](double much) { return Walk{.stride_time = 1 - 0.2 * much}; }},
      {"long slow steps", [](double much) { return Walk{.stride_time = 1 + 0.2 * much}; }},
      {"bent hips", [](double much) { return Walk{.hip_deg = 20 * much}; }},
      {"bent knees", [](double much) { return Walk{.knee_deg = 15 * much}; }},
      {"dropped feet", [](double much) { return Walk{.ankle_deg = -15 * much}; }},
      {"ankles out of step", [](double much) { return Walk{.ankle_late = 0.06 * much}; }},
      {"hard landings", [](double much) { return Walk{.impact = 1 + much}; }},
      {"heavy tread", [](double much) { return Walk{.force = 0.4 * much}; }},
      {"one stiff knee", [](double much) { return Walk{.right_knee_deg = 20 * much}; }},
      {"a limp", [](double much) { return Walk{.longer_right_stance = 0.1 * much}; }},
      {"legs turned out", [](double much) { return Walk{.hip_rotation_deg = -25 - 20 * much}; }},
      {"co-contraction", [](double much) { return Walk{.activation = much}; }},
      {"low toes", [](double much) { return Walk{.clearance_m = 0.014 - 0.012 * much}; }},
      {"high toes", [](double much) { return Walk{.clearance_m = 0.03 + 0.05 * much}; }},
      {"wide steps", [](double much) { return Walk{.width_m = 0.12 + 0.2 * much}; }},
      {"crossing steps", [](double much) { return Walk{.width_m = 0.06 - 0.2 * much}; }},
      {"uneven strides", [](double much) { return Walk{.stride_time_jitter_s = 0.1 * much}; }},
      {"uneven steps", [](double much) { return Walk{.width_jitter_m = 0.02 + 0.1 * much}; }},
      {"off the heading", [](double much) { return Walk{.heading_deg = 10 * much}; }},
      {"off the line", [](double much) { return Walk{.wander_m = 0.25 + 1 * much}; }}};
  for (const auto& [what, walk] : wrong) {
    const double little = cost(walk(0.5)), much = cost(walk(1));
    EXPECT_GT(little, 0.02) << what;
    EXPECT_GT(much, 1.5 * little) << what;
    EXPECT_LT(much, 1000) << what;
  }
}

TEST(GaitCost, WithoutLooksAsksOnlyForSpeedSteadinessAndEconomy) {
  const auto plain = [](const Walk& walk) { return gait_cost(trial(walk), kWished, 0); };
  EXPECT_NEAR(plain({.stride_time = 1.2,
                     .hip_deg = 20,
                     .knee_deg = 10,
                     .ankle_deg = -10,
                     .right_knee_deg = 20,
                     .longer_right_stance = 0.1,
                     .ankle_late = 0.1,
                     .clearance_m = 0.06,
                     .width_m = 0.2}),
              plain({}), 0.05);
  for (const Walk& wrong :
       {Walk{.speed = 0.8}, Walk{.impact = 1}, Walk{.activation = 0.2}, Walk{.clearance_m = 0.005},
        Walk{.stride_time_jitter_s = 0.1}, Walk{.width_jitter_m = 0.05}, Walk{.wander_m = 1},
        Walk{.heading_deg = 5}})
    EXPECT_GT(plain(wrong), plain({}) + 1);
}

TEST(GaitCost, CountsLooksByTheirWeight) {
  const Trial bent = trial({.knee_deg = 5, .activation = 0.3});
  const double none = gait_cost(bent, kWished, 0), all = gait_cost(bent, kWished, 1);
  EXPECT_GT(all - none, 10);
  EXPECT_NEAR(gait_cost(bent, kWished, 0.3), none + 0.3 * (all - none), 1e-9);
}

// However badly: a search still feels what would be better.
TEST(GaitCost, IsLessThanThatOfAFallForWhoStaysUpright) {
  const double bad = cost({.speed = 1.5, .hip_deg = 45}),
               worst = cost({.speed = 3, .hip_deg = 90, .knee_deg = 90});
  EXPECT_GT(bad, 500);
  EXPECT_LT(bad, worst);
  EXPECT_LT(worst, 1000);
}

TEST(GaitCost, OfWhoStandsRatherThanWalksIsThatOfAFallInThatPlaceAtTheEnd) {
  for (const double speed : {0.0, 0.5}) {
    Trial standing = trial({.speed = speed});
    standing.truth.strides->clear();
    Trial fall = trial({.speed = speed});
    fall.stop = StopReason::kFell;
    EXPECT_EQ(gait_cost(standing, kWished), gait_cost(fall, kWished));
  }
}

// A walk of the norms up to a fall.
double cost_of_fall(double time_s, double speed = 1) {
  Trial fall = trial({.speed = speed});
  fall.stop = StopReason::kFell;
  std::erase_if(fall.truth.motion->rows, [&](const auto& row) { return row[0] > time_s; });
  return gait_cost(fall, kWished);
}

TEST(GaitCost, OfAFallIsTheLessTheFurtherAndLongerTheWalkWas) {
  EXPECT_NEAR(cost_of_fall(0.01), 2000, 2);
  EXPECT_NEAR(cost_of_fall(kDuration_s), 1000, 1e-6);
  EXPECT_NEAR(cost_of_fall(kDuration_s / 2), 1500, 1e-6);
  EXPECT_GT(cost_of_fall(2), cost_of_fall(3));
  EXPECT_GT(cost_of_fall(6, 0.5), cost_of_fall(6, 1));
}

TEST(GaitCost, OfARunThatDivergedIsTheMost) {
  Trial diverged = trial({});
  diverged.stop = StopReason::kDiverged;
  EXPECT_EQ(gait_cost(diverged, kWished), 2000);
}

}  // namespace
}  // namespace steppage
