// Postures kept by muscle alone.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cmath>

#include "control/postures.hpp"
#include "patient/body.hpp"
#include "trial/build.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

Trial keep(const std::string& activity, const std::string& patient = "{}") {
  Document document = Document::parse(
      "test.json", R"({"schema": 1, "patient": )" + patient +
                       R"(, "device": {"detector": "none"}, "activity": )" + activity + "}");
  return run(read_plan(document));
}

std::vector<double> column(const Trial& trial, const std::string& name) {
  const Table& motion = *trial.truth.motion;
  const int index = find_index(motion.columns, name);
  EXPECT_GE(index, 0) << name;
  std::vector<double> values;
  for (const auto& row : motion.rows) values.push_back(row[static_cast<size_t>(index)]);
  return values;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

void expect_closed_balance(const Trial& trial) {
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  EXPECT_LT(trial.momentum_residual->force_n, 1);
  EXPECT_LT(trial.momentum_residual->moment_nm, 1);
}

TEST(Standing, HoldsForTwentySecondsWithoutAHand) {
  const Trial trial = keep(R"({"kind": "stand", "duration_s": 20})");
  expect_closed_balance(trial);
  EXPECT_NEAR(mean(column(trial, "left_grf_z_n")) + mean(column(trial, "right_grf_z_n")),
              68.05 * 9.81, 5);  // the patient and four sensors
}

TEST(Standing, FallsWhenTheMusclesBelowTheKneeAreGone) {
  const Trial trial = keep(R"({"kind": "stand", "duration_s": 20})",
                           R"({"impairments": [{"kind": "weakness", "side": "both", "drive": 0,
                               "muscles": ["SOL", "GAS", "TP", "FDL", "PER", "TA", "EDL"]}]})");
  EXPECT_EQ(trial.stop, StopReason::kFell);
}

TEST(Sitting, HoldsForTwentySecondsOnAChairWithAndWithoutArmRests) {
  for (const char* support : {"chair", "chair_with_arm_rests"})
    expect_closed_balance(
        keep(R"({"kind": "sit", "duration_s": 20, "support": ")" + std::string(support) + "\"}"));
}

TEST(Lying, RestsOnTheTableWithRelaxedFeetDropped) {
  const Trial trial = keep(R"({"kind": "lie", "duration_s": 20})");
  expect_closed_balance(trial);
  EXPECT_NEAR(column(trial, "right_ankle_dorsiflexion_deg").back(), -20, 8);
}

// The grasp is the only thing that may join patient and world; it is in the balance.
TEST(Support, CarriesAPartOfTheBodyAndTheBalanceKnowsIt) {
  expect_closed_balance(keep(R"({"kind": "stand", "duration_s": 10, "support": "right_hand"})"));
}

TEST(Support, LetsGoOfAPullAboveItsLimit) {
  Document document = Document::parse(
      "test.json",
      R"({"schema": 1, "activity": {"kind": "stand", "duration_s": 2, "support": "right_hand"}})");
  const Scene scene = build_scene(read_plan(document));
  const Model model = scene.body.compile();
  Physics physics(model, scene.start);
  const Drive limp = physics.idle();  // the body sinks and hangs on the hand
  double most_n = 0, last_n = 0;
  for (int i = 0; i < 1500; ++i) {
    last_n = physics.step(limp).grasp_force_n.right.norm();
    most_n = std::max(most_n, last_n);
  }
  EXPECT_GT(most_n, 80);
  EXPECT_LT(most_n, 160);  // the step in which it slips
  EXPECT_EQ(last_n, 0);
}

TEST(Mount, AddsTheMassOfTheSensor) {
  BodySpec body = build_body({});
  body.add_imu("right_shank", {0.030, false});
  EXPECT_NEAR(body.compile().mass_kg(), 68.030, 1e-9);
}

// Of a rigid body: what is worn d further down reads alpha x d + omega x (omega x d) more.
TEST(Mount, ThatIsMovedDownTheShankReadsWhatTheKicksTurningAddsThere) {
  double step_s = 0;
  const Eigen::Vector3d down_m(0, 0, -0.1);
  std::vector<IdealImu> usual, lower;
  for (std::vector<IdealImu>* read : {&usual, &lower}) {
    BodySpec body = build_body({});
    const Posture sitting = sit_on_chair(body);
    const double weightless_kg = 1e-6;
    body.add_imu("right_shank",
                 {weightless_kg, false, read == &lower ? down_m : Eigen::Vector3d::Zero()});
    const Model model = body.compile();
    Physics physics(model, sitting);
    step_s = to_seconds(model.timestep());
    Drive kick = physics.idle();
    const auto muscle = find_index(model.layout().muscles, "right_VAS");
    kick.muscles[static_cast<size_t>(muscle)].voluntary = 0.3;
    for (int i = 0; i < 500; ++i) read->push_back(physics.step(kick).imus[0]);
  }
  double most_m_s2 = 0;
  for (size_t i = 101; i + 1 < usual.size(); ++i) {
    const Eigen::Vector3d omega = usual[i].gyro_rad_s;
    const Eigen::Vector3d alpha =
        (usual[i + 1].gyro_rad_s - usual[i - 1].gyro_rad_s) / (2 * step_s);
    const Eigen::Vector3d more = alpha.cross(down_m) + omega.cross(omega.cross(down_m));
    EXPECT_LT((lower[i].accel_m_s2 - usual[i].accel_m_s2 - more).norm(), 0.05 + 0.02 * more.norm())
        << i;
    most_m_s2 = std::max(most_m_s2, more.norm());
  }
  EXPECT_GT(most_m_s2, 2);
}

TEST(Mount, OnSoftTissueMovesAgainstTheBoneAndReadsGravityAtRestAllTheSame) {
  double peak_m_s2[2] = {};
  for (const bool soft : {false, true}) {
    BodySpec body = build_body({});
    const Posture lying = lie_on_table(body);
    body.add_imu("pelvis", {0.012, soft});
    const Model model = body.compile();
    Physics physics(model, lying);
    const Drive idle = physics.idle();
    std::vector<double> reading;
    for (int i = 0; i < 4000; ++i) reading.push_back(physics.step(idle).imus[0].accel_m_s2.norm());
    EXPECT_NEAR(reading.back(), 9.81, 0.05) << soft;
    for (const double value : reading)
      peak_m_s2[soft] = std::max(peak_m_s2[soft], std::fabs(value - 9.81));
  }
  // While the body settles on the mat, a mount of 20 Hz passes less of the jolt or rings: not
  // alike.
  EXPECT_GT(std::fabs(peak_m_s2[1] / peak_m_s2[0] - 1), 0.1);
}

// Stroke patients put 60 % of their weight on the better leg (PMC4777057).
TEST(Standing, WithReducedBalanceLeansOntoItsSide) {
  for (const std::string side : {"left", "right"}) {
    const Trial trial =
        keep(R"({"kind": "stand", "duration_s": 8})",
             R"({"impairments": [{"kind": "reduced_balance", "lean_mm": 30, "side": ")" + side +
                 "\"}]}");
    const std::vector<double> left = column(trial, "left_grf_z_n"),
                              right = column(trial, "right_grf_z_n");
    const size_t last = left.size() - 1;
    const double share = (side == "left" ? left : right)[last] / (left[last] + right[last]);
    EXPECT_GT(share, 0.55) << side;
    EXPECT_LT(share, 0.65) << side;
  }
}

}  // namespace
}  // namespace steppage
