// What patients do between exercises, and what of it a counter of repetitions takes for one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "trial/plan.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

constexpr double kGravity_m_s2 = 9.81;

Trial perform(const std::string& activity, const std::string& patient = "{}", uint64_t seed = 1) {
  Document document = Document::parse(
      "test.json", R"({"schema": 1, "patient": )" + patient + R"(, "activity": )" + activity + "}",
      {}, seed);
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

std::vector<double> sum(std::vector<double> a, const std::vector<double>& b) {
  for (size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

// Rotation about the lateral axis, of pelvis and back together.
std::vector<double> trunk_lean_deg(const Trial& trial) {
  const auto w = column(trial, "pelvis_qw"), x = column(trial, "pelvis_qx"),
             y = column(trial, "pelvis_qy"), z = column(trial, "pelvis_qz");
  std::vector<double> pitch;
  for (size_t i = 0; i < w.size(); ++i)
    pitch.push_back(std::asin(2 * (w[i] * y[i] - z[i] * x[i])) * 180 / std::numbers::pi);
  return sum(pitch, column(trial, "lumbar_flexion_deg"));
}

std::vector<double> weight_on_feet_n(const Trial& trial) {
  return sum(column(trial, "left_grf_z_n"), column(trial, "right_grf_z_n"));
}

double largest(const std::vector<double>& values, const Interval& when) {
  constexpr Time kRow{10'000};
  return *std::max_element(values.begin() + when.start / kRow, values.begin() + when.end / kRow);
}

std::vector<Interval> episodes(const Trial& trial, std::string_view what) {
  std::vector<Interval> found;
  for (const Interval& interval : *trial.truth.intervals)
    if (interval.label == "episode" && interval.detail.starts_with(what)) found.push_back(interval);
  return found;
}

// There is nothing to count; what the detector counts all the same is told, not judged.
void expect_sound(const Trial& trial) {
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  EXPECT_LT(trial.momentum_residual->force_n, 2.5);
  EXPECT_TRUE(trial.truth.reps->empty());
  const auto counted =
      std::count_if(trial.device_events.begin(), trial.device_events.end(),
                    [](const DeviceEvent& event) { return event.kind == EventKind::kRepEnd; });
  testing::Test::RecordProperty("false_counts", static_cast<int>(counted));
}

struct Person {
  const char* name;
  const char* json;
  double mass_kg, height_m;
};

class SitToStand : public testing::TestWithParam<Person> {};

// Rise: 1 to 3 s in healthy older people; trunk flexion about 35 to 50 degrees, vertical force at
// most 1.1 to 1.3 body weights (Schenkman et al. 1990, Phys Ther 70:638; Etnyre & Thomas 2007, Phys
// Ther 87:1651).
TEST_P(SitToStand, RisesAsPeopleDoAndComesBackToTheSeatWithoutACrash) {
  const Person& person = GetParam();
  const Trial trial = perform(R"({"kind": "sit_to_stand", "repetitions": 1})", person.json);
  expect_sound(trial);
  const Interval up = episodes(trial, "stand_up").at(0), down = episodes(trial, "sit_down").at(0);
  const double weight_n = person.mass_kg * kGravity_m_s2;
  const auto height = column(trial, "pelvis_z_m"), lean = trunk_lean_deg(trial),
             feet = weight_on_feet_n(trial);
  const auto row = [](Time time) { return static_cast<size_t>(time / Time{10'000}); };
  const double seated = height[row(up.start)], standing = height[row(down.start)];
  EXPECT_GT(standing - seated, 0.13 * person.height_m);
  EXPECT_NEAR(feet[row(down.start)] / weight_n, 1, 0.02);  // nothing else carries

  size_t leaning = row(up.start), risen = leaning;
  while (lean[leaning] < lean[row(up.start)] + 3) ++leaning;
  while (height[risen] < seated + 0.95 * (standing - seated)) ++risen;
  EXPECT_GT(risen - leaning, 100U);
  EXPECT_LT(risen - leaning, 300U);
  EXPECT_GT(largest(lean, up), 30);
  EXPECT_LT(largest(lean, up), 60);
  EXPECT_GT(largest(feet, up) / weight_n, 1.05);
  EXPECT_LT(largest(feet, up) / weight_n, 1.3);

  EXPECT_NEAR(height.back(), seated, 0.02);
  EXPECT_LT(feet.back() / weight_n, 0.7);  // the seat carries again
  // Neither the seat's blow nor a stamp: legs and seat brake together.
  double hardest = 0;
  for (size_t i = row(down.start) + 1; i + 1 < height.size(); ++i)
    hardest = std::max(hardest, (height[i + 1] - 2 * height[i] + height[i - 1]) / 1e-4);
  EXPECT_LT(hardest / kGravity_m_s2, 1.5);
}

INSTANTIATE_TEST_SUITE_P(
    People, SitToStand,
    testing::Values(
        Person{"woman_of_60", "{}", 68, 1.65},
        Person{"small_woman_of_75", R"({"age_y": 75, "mass_kg": 48, "height_m": 1.50})", 48, 1.50},
        Person{"heavy_man_of_65",
               R"({"sex": "male", "age_y": 65, "mass_kg": 100, "height_m": 1.75})", 100, 1.75},
        Person{"man_of_70", R"({"sex": "male", "age_y": 70, "mass_kg": 85, "height_m": 1.80})", 85,
               1.80}),
    [](const auto& tested) { return tested.param.name; });

TEST(SitToStand, FailsWithoutTheQuadriceps) {
  const Trial trial = perform(R"({"kind": "sit_to_stand", "repetitions": 1})",
                              R"({"impairments": [{"kind": "weakness", "side": "both", "drive": 0.1,
                  "muscles": ["VAS", "RF"]}]})");
  const auto height = column(trial, "pelvis_z_m");
  EXPECT_LT(*std::max_element(height.begin(), height.end()) - height.front(), 0.1);
}

TEST(WeightShift, MovesAFifthOfTheWeightToEachFoot) {
  const Trial trial = perform(R"({"kind": "weight_shift", "repetitions": 1, "forward_m": 0})");
  expect_sound(trial);
  const double weight_n = 68 * kGravity_m_s2;
  for (const char* side : {"left", "right"}) {
    const Interval shift = episodes(trial, std::string("shift_") + side).at(0);
    EXPECT_GT(largest(column(trial, std::string(side) + "_grf_z_n"), shift) / weight_n, 0.7);
  }
}

TEST(WeightShift, BringsTheCentreOfPressureForwardAndBack) {
  const Trial trial = perform(R"({"kind": "weight_shift", "repetitions": 1, "sideward_m": 0})");
  expect_sound(trial);
  const auto pressure = column(trial, "left_cop_x_m");
  const auto backward = episodes(trial, "shift_backward").at(0);
  EXPECT_GT(largest(pressure, episodes(trial, "shift_forward").at(0)) - pressure[100], 0.02);
  auto behind = pressure;
  for (double& value : behind) value = -value;
  EXPECT_GT(largest(behind, backward) + pressure[100], 0.01);
}

TEST(Fidgeting, MovesTheLegsAndStaysOnTheChair) {
  const Trial trial = perform(R"({"kind": "fidget", "duration_s": 20})", "{}", 2);
  expect_sound(trial);
  const auto x = column(trial, "pelvis_x_m"), z = column(trial, "pelvis_z_m");
  for (size_t i = 0; i < x.size(); ++i) {
    EXPECT_LT(std::hypot(x[i] - x[0], z[i] - z[0]), 0.05);
    if (HasFailure()) break;
  }
  EXPECT_GT(episodes(trial, "fidget_").size(), 12U);
}

TEST(Fidgeting, IsAnotherWithAnotherSeed) {
  const auto begin = [](uint64_t seed) {
    Document document =
        Document::parse("test.json", R"({"schema": 1, "activity": {"kind": "fidget"}})", {}, seed);
    const Plan plan = read_plan(document);
    std::vector<Time> times;
    for (const Interval& episode : plan.activity->episodes(seed)) times.push_back(episode.start);
    return times;
  };
  EXPECT_EQ(begin(1), begin(1));
  EXPECT_NE(begin(1), begin(2));
}

TEST(StrapAdjusting, BendsTheTrunkAndMovesTheShankABit) {
  const Trial trial = perform(R"({"kind": "adjust_strap", "repetitions": 1, "sides": "right"})");
  expect_sound(trial);
  const Interval reach = episodes(trial, "adjust_strap").at(0);
  EXPECT_EQ(reach.side, Side::kRight);
  const auto lean = trunk_lean_deg(trial);
  EXPECT_GT(largest(lean, reach), 35);
  EXPECT_LT(std::fabs(lean.back()), 8);
}

}  // namespace
}  // namespace steppage
