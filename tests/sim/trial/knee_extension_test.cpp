// What a patient does when asked to extend a knee.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/input_error.hpp"
#include "trial/plan.hpp"
#include "trial/replay.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

// The balance is closed from step to step; a movement that jolts shows as integration error, in
// proportion to the mass that jolts.
Trial perform(const std::string& patient, const std::string& activity, uint64_t seed = 1,
              double residual_n = 1) {
  Document document = Document::parse(
      "test.json", R"({"schema": 1, "patient": )" + patient + R"(, "activity": )" + activity + "}",
      {}, seed);
  Trial trial = run(read_plan(document));
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  EXPECT_LT(trial.momentum_residual->force_n, residual_n);
  EXPECT_LT(trial.momentum_residual->moment_nm, 1);
  return trial;
}

std::string weak_right(double drive) {
  return R"({"impairments": [{"kind": "weakness", "side": "right", "muscles": ["VAS", "RF"], "drive": )" +
         std::to_string(drive) + "}]}";
}

const char* const kTwoEach = R"({"kind": "knee_extension", "repetitions": 2})";

double mean_range_deg(const Trial& trial, Side side) {
  double sum = 0;
  int count = 0;
  for (const Rep& rep : *trial.truth.reps)
    if (rep.side == side) {
      sum += rep.range_deg;
      ++count;
    }
  return sum / count;
}

int counted(const Trial& trial, Side side) {
  return static_cast<int>(std::count_if(
      trial.device_events.begin(), trial.device_events.end(), [&](const DeviceEvent& event) {
        return event.kind == EventKind::kRepEnd && event.side == side;
      }));
}

// Root mean square pitch rate of a shank (rad/s) while its leg is asked to move.
double shank_motion(const Trial& trial, Side side) {
  const std::string site = std::string(name(side)) + "_shank";
  double squares = 0;
  int count = 0;
  for (const Stream& stream : trial.streams) {
    if (stream.site != site) continue;
    for (const ImuSample& sample : stream.samples)
      for (const Interval& interval : *trial.truth.intervals)
        if (interval.label == "exercise" && interval.side == side &&
            sample.t_device >= interval.start && sample.t_device < interval.end) {
          squares += sample.gyro_rad_s.y() * sample.gyro_rad_s.y();
          ++count;
        }
  }
  return std::sqrt(squares / count);
}

TEST(KneeExtension, OfAHealthyPatientReachesItsRangeAndIsCountedTenOfTen) {
  const Trial trial = perform("{}", R"({"kind": "knee_extension", "repetitions": 10})");
  ASSERT_EQ(trial.truth.reps->size(), 20U);
  for (const Rep& rep : *trial.truth.reps) EXPECT_TRUE(rep.completed) << rep.range_fraction;
  EXPECT_EQ(counted(trial, Side::kLeft), 10);
  EXPECT_EQ(counted(trial, Side::kRight), 10);
}

TEST(KneeExtension, KeepsItsTempo) {
  const Trial trial =
      perform("{}", R"({"kind": "knee_extension", "repetitions": 2, "tempo_variability": 0,
                "tempo_s": {"up": 2, "hold": 2, "down": 2, "rest": 1.5}})");
  for (const Rep& rep : *trial.truth.reps) {
    const double cue_s = 2 + 7.5 * (2 * (rep.number - 1) + (rep.side == Side::kLeft ? 1 : 0));
    EXPECT_NEAR(to_seconds(rep.movement->start), cue_s, 0.6);
    EXPECT_NEAR(to_seconds(rep.movement->turn), cue_s + 3, 0.5);
    EXPECT_NEAR(to_seconds(rep.movement->end), cue_s + 6, 0.6);
  }
}

TEST(KneeExtension, GetsShorterWithTheDriveOfTheQuadricepsAndTheShankSlower) {
  double range = 1000, motion = 1000;
  for (const double drive : {1.0, 0.25, 0.1, 0.03}) {
    const Trial trial = perform(weak_right(drive), kTwoEach);
    EXPECT_LT(mean_range_deg(trial, Side::kRight), range - 3) << drive;
    EXPECT_LT(shank_motion(trial, Side::kRight), motion) << drive;
    EXPECT_GT(mean_range_deg(trial, Side::kLeft), 70) << drive;
    range = mean_range_deg(trial, Side::kRight);
    motion = shank_motion(trial, Side::kRight);
  }
  EXPECT_LT(range, 45);
}

TEST(KneeExtension, WithoutAnyDriveOrWithHardlyAnyMuscleDoesNotHappen) {
  const Trial trial = perform(weak_right(0), kTwoEach);
  for (const Rep& rep : *trial.truth.reps) {
    if (rep.side != Side::kRight) continue;
    EXPECT_FALSE(rep.completed);
    EXPECT_LT(rep.range_fraction, 0.4);
  }
}

TEST(KneeExtension, MirroredIsTheSameExerciseOnTheOtherSide) {
  const Trial right =
      perform("{}", R"({"kind": "knee_extension", "repetitions": 2, "sides": "right"})");
  const Trial left =
      perform("{}", R"({"kind": "knee_extension", "repetitions": 2, "sides": "left"})");
  ASSERT_EQ(right.truth.reps->size(), left.truth.reps->size());
  for (size_t i = 0; i < right.truth.reps->size(); ++i)
    // The order of sides in the engine's and the controller's solvers costs a degree or two.
    EXPECT_NEAR((*right.truth.reps)[i].range_deg, (*left.truth.reps)[i].range_deg, 3);
}

TEST(KneeExtension, IsDoneByPatientsOfManySizes) {
  for (const char* patient :
       {R"({"sex": "male", "age_y": 35, "mass_kg": 95, "height_m": 1.95})",
        R"({"sex": "female", "age_y": 75, "mass_kg": 48, "height_m": 1.50})",
        R"({"sex": "male", "age_y": 60, "mass_kg": 110, "height_m": 1.75})"}) {
    const Trial trial = perform(patient, kTwoEach, 1, 2.5);
    for (const Rep& rep : *trial.truth.reps)
      EXPECT_GT(rep.range_fraction, 0.9) << patient << " " << name(rep.side);
  }
}

TEST(Trial, OfTheSameSeedIsTheSameAndOfAnotherIsAnother) {
  const Trial once = perform(weak_right(0.25), kTwoEach, 1);
  EXPECT_EQ(once, perform(weak_right(0.25), kTwoEach, 1));
  const Trial other = perform(weak_right(0.25), kTwoEach, 2);
  EXPECT_NE(once.streams, other.streams);
  EXPECT_NE(once.truth, other.truth);
}

TEST(Trial, ReplayedToTheSameDetectorGivesTheSameEvents) {
  const Trial live = perform("{}", kTwoEach);
  Trial replayed = live;
  replayed.device_events.clear();
  replay(replayed, "rep_counter");
  EXPECT_EQ(replayed.device_events, live.device_events);
  EXPECT_FALSE(live.device_events.empty());
}

TEST(Trial, IsRebuiltFromTheScenarioThatItStored) {
  const char* ranged =
      R"({"mass_kg": {"uniform": [55, 80]}, "height_m": {"normal": [1.65, 0.05]}})";
  const Trial trial = perform(ranged, kTwoEach, 7);
  Document stored = Document::parse("stored.json", trial.scenario_json);
  EXPECT_EQ(run(read_plan(stored)).streams, trial.streams);
}

TEST(Scenario, WithoutAnythingButTheKindIsComplete) {
  Document document =
      Document::parse("test.json", R"({"schema": 1, "activity": {"kind": "knee_extension"}})");
  const Plan plan = read_plan(document);
  EXPECT_EQ(plan.imus.size(), 4U);
  EXPECT_EQ(plan.detector, "rep_counter");
  EXPECT_EQ(plan.patient, PatientSettings{});
}

TEST(Scenario, NamesEveryProblemAtOnce) {
  Document document = Document::parse("test.json", R"({
    "schema": 1,
    "patient": {"mass_kg": 130, "height_m": 1.60},
    "activity": {"kind": "knee_extension", "repetitions": 0},
    "sensors": [{"kind": "imu", "site": "right_shank", "part": "LSM6DSO", "rate_hz": 100},
                {"kind": "imu", "site": "right_shank"}]})");
  try {
    read_plan(document);
    FAIL() << "accepted";
  } catch (const InputError& error) {
    EXPECT_STREQ(
        error.what(),
        "test.json:/patient/mass_kg gives a body mass index of 50.8, outside 16 to 40\n"
        "test.json:/activity/repetitions is 0, outside 1 to 100\n"
        "test.json:/sensors/0/rate_hz is 100, which LSM6DSO does not have; it has 12.5, 26, "
        "52, 104, 208, 416\n"
        "test.json:/sensors/1/site is right_shank, which has a sensor already");
  }
}

}  // namespace
}  // namespace steppage
