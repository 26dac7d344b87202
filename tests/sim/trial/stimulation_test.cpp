// The loop closed: sensor, detector, stimulator, electrodes, muscles. None of this depends on how
// long the patient stays on her feet.
#include "trial/stimulation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/input_error.hpp"
#include "score/scorecard.hpp"
#include "trial/replay.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

using testing::HasSubstr;

Trial run_text(const std::string& text, const std::vector<std::string>& changes = {}) {
  Document document = Document::parse("test.json", text, changes);
  return run(read_plan(document));
}

// Seated, the right leg over the left knee, so that the foot hangs; its dorsiflexors are paralysed.
constexpr const char* kHangingFoot = R"({"schema": 1,
  "patient": {"impairments": [{"kind": "weakness", "side": "right", "muscles": ["TA", "EDL"],
                               "drive": 0}]},
  "activity": {"kind": "ankle_dorsiflexion", "repetitions": 1, "sides": "right"},
  "device": {"detector": "none", "stimulator": {"amplitude_ma": 60, "pulse_width_us": 300,
                                                "cycle_s": {"on": 2, "off": 2}}}})";

double most(const Trial& trial, const std::string& column) {
  const Table& motion = *trial.truth.motion;
  const size_t index = index_of(motion.columns, column);
  double found = motion.rows.front()[index];
  for (const auto& row : motion.rows) found = std::max(found, row[index]);
  return found;
}

double highest_foot_deg(const std::vector<std::string>& changes) {
  return most(run_text(kHangingFoot, changes), "right_ankle_dorsiflexion_deg");
}

TEST(Stimulation, LiftsAFootThatVolitionCannotAndNoMoreThanTheMusclesAreStrong) {
  const double paralysed = highest_foot_deg({"/device/stimulator=null"});
  const double stimulated = highest_foot_deg({});
  const double wasted = highest_foot_deg({"/patient/impairments/0/strength=0.05"});
  EXPECT_GT(stimulated, paralysed + 10);
  EXPECT_LT(wasted, paralysed + 0.5 * (stimulated - paralysed));
}

TEST(Stimulation, NeverActivatesAMuscleBeyondAll) {
  const Trial trial = run_text(
      kHangingFoot, {"/patient/impairments/0/drive=1", "/device/stimulator/amplitude_ma=100"});
  EXPECT_LE(most(trial, "right_TA_activation"), 1);
  EXPECT_GT(most(trial, "right_TA_activation"), 0.85);
}

constexpr const char* kFootDrop = R"({"schema": 1,
  "patient": {"sex": "male", "age_y": 50, "mass_kg": 78, "height_m": 1.76,
              "impairments": [{"kind": "weakness", "side": "right", "muscles": ["TA", "EDL"],
                               "drive": 0.3}]},
  "activity": {"kind": "walk", "gait": "steppage", "duration_s": 6},
  "device": {"detector": "shank_fes", "stimulator": {"side": "right"}}})";

// A gait that has not ended yet, so many swings of it at least.
StimulationComparison compared(const Trial& trial, size_t swings) {
  const auto found = compare_stimulation(trial);
  EXPECT_TRUE(found.has_value());
  EXPECT_GE(found->swings.size(), swings) << trial.stop_detail;
  return *found;
}

// The first step shows it that the patient walks.
TEST(ClosedLoop, TheDetectorStimulatesEveryLaterSwingOfANoisyShankWithinSafety) {
  const StimulationComparison found = compared(run_text(kFootDrop), 4);
  for (size_t i = 1; i < found.swings.size(); ++i) EXPECT_TRUE(found.swings[i].burst);
  EXPECT_EQ(found.false_bursts, 0);
  EXPECT_EQ(found.violations, 0);
}

// Perfect timing is decided while the foot is still on its way: on, before it is known whether the
// heel comes down once more; off, within two control periods.
TEST(ClosedLoop, TheOracleIsWhatTheScoreCallsPerfect) {
  const StimulationComparison found = compared(run_text(kFootDrop, {"/device/detector=oracle"}), 3);
  for (const StimulatedSwing& swing : found.swings) {
    if (!swing.perfect_on) continue;  // the first
    ASSERT_TRUE(swing.burst);
    EXPECT_NEAR(to_seconds(swing.burst->on - *swing.perfect_on), 0, 0.03);
    EXPECT_NEAR(to_seconds(swing.burst->off - swing.perfect_off), 0, 0.015);
  }
}

// Without the wait for a step of walking every other lift of a leg was stimulated.
TEST(ClosedLoop, TheDetectorDoesNotStimulateAPatientWhoMarchesBrisklyOnAChair) {
  const Trial trial = run_text(R"({"schema": 1,
      "activity": {"kind": "seated_marching", "repetitions": 4,
                   "tempo_s": {"up": 0.5, "hold": 0.1, "down": 0.5, "rest": 0.2}},
      "device": {"detector": "shank_fes", "stimulator": {"side": "right"}}})");
  const auto contacts = [](const DeviceEvent& event) {
    return event.kind == EventKind::kInitialContact;
  };
  EXPECT_GE(std::count_if(trial.device_events.begin(), trial.device_events.end(), contacts), 2)
      << "no movement that resembles a step";
  for (const StimulationRow& row : trial.stimulation->rows) EXPECT_EQ(row.train, PulseTrain{});
}

TEST(ClosedLoop, ADetectorThatDoesNotTimeStimulationGivesNone) {
  const Trial trial =
      run_text(kFootDrop, {"/device/detector=shank_gyro", "/activity/duration_s=2"});
  for (const StimulationRow& row : trial.stimulation->rows) EXPECT_EQ(row.train, PulseTrain{});
}

TEST(ClosedLoop, IsTheSameEachTime) {
  const std::vector<std::string> brief = {"/activity/duration_s=3"};
  EXPECT_EQ(run_text(kFootDrop, brief), run_text(kFootDrop, brief));
}

TEST(ClosedLoop, WithoutADeviceNothingIsDifferentFromNoStimulator) {
  Trial with = run_text(kFootDrop, {"/activity/duration_s=2", "/device/detector=none"});
  const Trial without = run_text(
      kFootDrop, {"/activity/duration_s=2", "/device/detector=none", "/device/stimulator=null"});
  EXPECT_EQ(with.truth, without.truth);
  EXPECT_EQ(with.stimulation, std::nullopt);
}

TEST(ClosedLoop, TheStimulatorHasToHaveItsSensor) {
  try {
    run_text(kFootDrop, {R"(/sensors=[{"site": "left_shank"}])"});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/device/stimulator/sensor"));
    EXPECT_THAT(error.what(), HasSubstr("is right_shank, where no sensor is"));
  }
}

TEST(ClosedLoop, ReplayedGivesWhatTheStimulatorGave) {
  const Trial walked = run_text(kFootDrop);
  ASSERT_GT(walked.stimulation->rows.size(), 20u);
  Trial replayed = walked;
  replay(replayed, "shank_fes");
  EXPECT_EQ(replayed.device_events, walked.device_events);
  EXPECT_EQ(replayed.stimulation->limits, walked.stimulation->limits);
  // The trial ends a few control steps after its last sample.
  const auto& expected = walked.stimulation->rows;
  const auto& rows = replayed.stimulation->rows;
  ASSERT_GE(rows.size() + 2, expected.size());
  ASSERT_LE(rows.size(), expected.size());
  for (size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i], expected[i]) << i;
  EXPECT_EQ(compare_stimulation(replayed)->swings, compare_stimulation(walked)->swings);
}

TEST(ClosedLoop, ReplayedForAnotherDetectorKeepsTheStimulatorAndItsLimits) {
  Trial replayed = run_text(kFootDrop, {"/activity/duration_s=2", "/device/detector=none"});
  EXPECT_EQ(replayed.stimulation, std::nullopt);
  replay(replayed, "shank_gyro");
  for (const StimulationRow& row : replayed.stimulation->rows) EXPECT_EQ(row.train, PulseTrain{});
  replay(replayed, "none");
  EXPECT_EQ(replayed.stimulation, std::nullopt);
}

// No leg carries a body whose muscles have no drive.
constexpr const char* kCollapses = R"({"schema": 1,
  "patient": {"impairments": [{"kind": "weakness", "side": "both", "drive": 0}]},
  "activity": {"kind": "walk", "duration_s": 6, "falls": "scored"}})";

TEST(Fall, IsAnEventOfTheTruthAndPartOfAValidTrialWhereFallsAreScored) {
  const Trial scored = run_text(kCollapses);
  ASSERT_EQ(scored.stop, StopReason::kFell);
  EXPECT_TRUE(score(scored).valid);
  const Trial invalid = run_text(kCollapses, {"/activity/falls=invalid"});
  EXPECT_FALSE(score(invalid).valid);
  const TruthEvent& last = invalid.truth.events->back();
  EXPECT_EQ(last.kind, EventKind::kFall);
  EXPECT_NEAR(to_seconds(last.time), invalid.truth.motion->rows.back().front(), 0.02);
  EXPECT_THAT(*scored.truth.events, testing::Contains(last));
  const auto &rows = scored.truth.motion->rows, &until_impact = invalid.truth.motion->rows;
  ASSERT_GT(rows.back().front(), until_impact.back().front() + 1);
  for (size_t i = 0; i < until_impact.size(); ++i) EXPECT_EQ(rows[i], until_impact[i]) << i;
}

}  // namespace
}  // namespace steppage
