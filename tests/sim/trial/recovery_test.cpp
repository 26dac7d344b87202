// A patient over weeks of training: the law of dose and severity, and the plans that it is for.
#include "trial/recovery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "core/input_error.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(DoseResponse, LeavesHalfOfTheWayAfterAHalfLife) {
  const double half_life = 200 * std::log(2.0);
  EXPECT_EQ(after_dose(0.1, 0.7, 0, 200), 0.1);
  EXPECT_NEAR(after_dose(0.1, 0.7, half_life, 200), 0.4, 1e-12);
  EXPECT_NEAR(after_dose(0.1, 0.7, 2 * half_life, 200), 0.55, 1e-12);
  EXPECT_NEAR(after_dose(0.1, 0.7, 1e6, 200), 0.7, 1e-12);
}

TEST(DoseResponse, DoesNotDependOnHowTheDoseIsDivided) {
  const double on_the_way = after_dose(0.1, 0.7, 120, 200);
  EXPECT_NEAR(after_dose(on_the_way, 0.7, 80, 200), after_dose(0.1, 0.7, 200, 200), 1e-12);
}

Rep rep(Side side, double range_fraction, bool moved = true) {
  Rep rep;
  rep.side = side;
  if (moved) rep.movement.emplace();
  rep.range_fraction = range_fraction;
  rep.completed = range_fraction >= 0.9;
  return rep;
}

TEST(Repetitions, AreThoseThatWereDoneAndNotThoseThatWereAskedFor) {
  Truth truth;
  truth.reps = {rep(Side::kRight, 0.95), rep(Side::kRight, 0.5), rep(Side::kRight, 0, false),
                rep(Side::kLeft, 1), rep(Side::kUnknown, 1)};
  truth.strides.emplace(2).front().side = Side::kLeft;
  truth.strides->back().side = Side::kRight;
  EXPECT_EQ(count_repetitions(truth, Counted::kMoved), (Repetitions{3, 4, 6}));
  EXPECT_EQ(count_repetitions(truth, Counted::kCompleted), (Repetitions{3, 3, 5}));
  EXPECT_EQ(count_repetitions(Truth{}, Counted::kMoved), (Repetitions{}));
}

// The drive recovers by repetitions of the right side, the mass is drawn.
constexpr const char* kPlan = R"({"schema": 1, "name": "knee", "seed": 4, "weeks": 6,
  "recovery": [{"setting": "/patient/impairments/0/drive", "end": 0.7, "side": "right",
                "repetitions": 200}],
  "scenario": {
    "patient": {"mass_kg": {"uniform": [60, 80]},
                "impairments": [{"kind": "weakness", "side": "right", "muscles": ["VAS"],
                                 "drive": 0.1}]},
    "activity": {"kind": "knee_extension", "repetitions": 1}}})";

RecoveryPlan plan(const std::vector<std::string>& changes = {}) {
  Document document = Document::parse("plan.json", kPlan, changes);
  return read_recovery_plan(document);
}

double drive(const RecoveryPlan& plan, int week, const Repetitions& done) {
  return severities(plan, week, done).front();
}

TEST(RecoveryPlan, APatientWhoDoesNoRepetitionsDoesNotRecover) {
  for (const int week : {1, 3, 6}) EXPECT_EQ(drive(plan(), week, {}), 0.1);
}

TEST(RecoveryPlan, MoreRepetitionsOfThatSideBringMoreRecovery) {
  double before = 0.1;
  for (const double done : {10.0, 100.0, 1000.0}) {
    const double now = drive(plan(), 2, {0, done, done});
    EXPECT_GT(now, before);
    before = now;
  }
  EXPECT_LT(before, 0.7);
  EXPECT_EQ(drive(plan(), 2, {500, 0, 500}), 0.1);
  EXPECT_GT(drive(plan({"/recovery/0/side=both"}), 2, {500, 0, 500}), 0.1);
}

TEST(RecoveryPlan, APatientCanGetWorse) {
  const RecoveryPlan worse = plan({"/recovery/0/end=0.02"});
  EXPECT_NEAR(drive(worse, 2, {0, 200, 200}), 0.02 + 0.08 / std::exp(1.0), 1e-12);
}

TEST(RecoveryPlan, WeeksCanPassInsteadOfRepetitions) {
  const RecoveryPlan plan_by_weeks =
      plan({R"(/recovery=[{"setting": "/patient/impairments/0/drive", "end": 0.7, "weeks": 2}])"});
  EXPECT_EQ(drive(plan_by_weeks, 1, {900, 900, 900}), 0.1);
  EXPECT_NEAR(drive(plan_by_weeks, 3, {}), 0.7 - 0.6 / std::exp(1.0), 1e-12);
}

TEST(RecoveryPlan, IsTheSamePatientEachWeekWhereNothingIsGained) {
  const RecoveryPlan same = plan({"/recovery/0/end=0.1", "/variation=0.5"});
  const auto first = plan_of_week(same, 1, severities(same, 1, {}));
  const auto last = plan_of_week(same, 6, severities(same, 6, {300, 300, 600}));
  EXPECT_EQ(first.patient.mass_kg, last.patient.mass_kg);
  EXPECT_EQ(severities(same, 1, {}), severities(same, 6, {300, 300, 600}));
  EXPECT_NE(first.seed, last.seed);
}

TEST(RecoveryPlan, VariesFromWeekToWeekByItsSeedAndNeverBeyondStartAndEnd) {
  const RecoveryPlan varied = plan({"/variation=0.3"});
  const Repetitions done = {0, 140, 140};
  std::vector<double> found;
  for (int week = 1; week <= 200; ++week) {
    found.push_back(drive(varied, week, done));
    EXPECT_GE(found.back(), 0.1);
    EXPECT_LE(found.back(), 0.7);
    EXPECT_EQ(found.back(), drive(varied, week, done));
  }
  double mean = 0;
  for (const double value : found) mean += value / 200;
  EXPECT_NEAR(mean, after_dose(0.1, 0.7, 140, 200), 0.04);  // three standard errors of 0.3 * 0.6
  EXPECT_NE(found[0], found[1]);
}

TEST(RecoveryPlan, APresetGoesFromOneSeverityToAnother) {
  const RecoveryPlan preset =
      plan({R"(/scenario/patient/impairments/0={"preset": "foot_drop", "side": "right",
          "severity": "severe", "towards": "mild"})",
            "/recovery/0/setting=/patient/impairments/0/share", "/recovery/0/end=1"});
  EXPECT_EQ(drive(preset, 1, {}), 0);
  EXPECT_NEAR(drive(preset, 2, {0, 200, 200}), 1 - 1 / std::exp(1.0), 1e-12);
  plan_of_week(preset, 2, severities(preset, 2, {0, 200, 200}));
}

std::string problem_of(const std::vector<std::string>& changes) {
  try {
    plan(changes);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(RecoveryPlan, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(problem_of({"/recovery/0/end=1.2"}),
              HasSubstr("plan.json:/recovery/0/end is 1.2, outside 0 to 1"));
  EXPECT_THAT(problem_of({"/recovery/0/setting=/patient/impairments/1/drive"}),
              HasSubstr("plan.json:/recovery/0/setting is not the pointer of a number"));
  EXPECT_THAT(problem_of({"/recovery/0/setting=/activity/repetitions", "/recovery/0/end=20"}),
              HasSubstr("plan.json:/recovery/0/setting passes through what it cannot be"));
  EXPECT_THAT(problem_of({"/recovery/0/weeks=2"}), HasSubstr("plan.json:/recovery/0/weeks is"));
  EXPECT_THAT(problem_of({"/recovery=[]"}), HasSubstr("plan.json:/recovery has no settings"));
  EXPECT_THAT(
      problem_of({R"(/recovery/1={"setting": "/patient/impairments/0/drive", "end": 0.5})"}),
      HasSubstr("plan.json:/recovery/1/setting is /patient/impairments/0/drive, which"));
  EXPECT_THAT(problem_of({"/scenario/patient/mass_kg=7"}),
              HasSubstr("plan.json:/scenario/patient/mass_kg is 7, outside 40 to 150"));
  EXPECT_THAT(problem_of({"/scenario=3"}), HasSubstr("plan.json:/scenario is 3, not an object"));
  EXPECT_THAT(problem_of({"/week=3"}), HasSubstr("plan.json:/week is not a known setting"));
}

TEST(RecoveryPlan, ThatShipsCanBeRead) {
  namespace fs = std::filesystem;
  int count = 0;
  for (const auto& entry : fs::directory_iterator(STEPPAGE_SOURCE_DIR "/scenarios/plans")) {
    Document document = Document::load(entry.path().string());
    EXPECT_TRUE(is_recovery_plan(document));
    EXPECT_GE(read_recovery_plan(document).weeks, 2);
    ++count;
  }
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace steppage
