// Stimulation beside the swings that it was for, on trials of a few numbers.
#include "score/compare_stimulation.hpp"

#include <gtest/gtest.h>

#include "sim/score/example_trials.hpp"

namespace steppage {
namespace {

std::optional<double> fes(const Trial& trial, const std::string& metric) {
  return value_of(score(trial).measurements, "fes." + metric);
}

TEST(Stimulation, IsNotMeasuredWithoutAStimulator) {
  Trial trial = walking_trial();
  trial.stimulation.reset();
  EXPECT_EQ(find(score(trial).measurements, "fes.onset_error_ms"), nullptr);
}

TEST(Stimulation, IsLateByWhatItsRampsStartAfterPerfectTiming) {
  Trial trial = walking_trial();
  add_burst(trial, 1400, 2100);
  add_burst(trial, 2450, 3140);                 // perfect: 2400 to 3100
  add_burst(trial, 3430, 4120);                 // 3400 to 4100
  EXPECT_EQ(fes(trial, "onset_error_ms"), 40);  // the first swing has no stance before it
  EXPECT_EQ(fes(trial, "offset_error_ms"), 20);
  EXPECT_DOUBLE_EQ(*fes(trial, "latency_p95_ms"), 49);
}

TEST(Stimulation, WaitsForTheExpectedFinalContactWhenTheHeelRisesEarly) {
  Trial trial = walking_trial();
  trial.truth.events->push_back({ms(2100), Side::kRight, EventKind::kHeelOff});
  std::erase(*trial.truth.events, TruthEvent{ms(2400), Side::kRight, EventKind::kHeelOff});
  const auto compared = compare_stimulation(trial);
  EXPECT_EQ(compared->swings[1].perfect_on,
            ms(2400));  // contact at 2000, a stance of 600, less 200
}

TEST(Stimulation, CoversTheShareOfSwingInWhichHalfOfTheAmplitudeFlows) {
  Trial trial = walking_trial();
  add_burst(trial, 1400, 1700);  // 100 of 400 ms
  add_burst(trial, 2700, 2900);  // 200 of 400 ms
  EXPECT_DOUBLE_EQ(*fes(trial, "swing_coverage"), (0.25 + 0.5 + 0) / 3);
  EXPECT_DOUBLE_EQ(*fes(trial, "missed_swings"), 1.0 / 3);
}

TEST(Stimulation, OfStanceIsTooMuchAfterTheFallingRampAndBeforeTheHeelRises) {
  Trial trial = walking_trial();
  // Falling ramps end by 2300; the stance of the next swing is spared from 2300 on: nothing to see.
  add_burst(trial, 1400, 2290);
  EXPECT_EQ(fes(trial, "stance_overstimulation"), 0);
  for (TruthEvent& event : *trial.truth.events)
    if (event.kind == EventKind::kHeelOff) event.time += ms(150);
  trial.stimulation->rows.back().time = ms(2340);  // 40 ms within 2300 to 2450
  EXPECT_DOUBLE_EQ(*fes(trial, "stance_overstimulation"), 40.0 / 3);
}

TEST(Stimulation, WithoutASwingIsAFalseBurst) {
  Trial trial = perfectly_stimulated_trial();
  add_burst(trial, 5000, 5300);
  add_burst(trial, 5700, 6000);  // goes on at the end: nobody knows for what
  EXPECT_DOUBLE_EQ(*fes(trial, "false_bursts_per_min"), 60 / 6.0);
  EXPECT_EQ(fes(trial, "missed_swings"), 0);
}

TEST(Stimulation, CountsTheChargeOfItsPulses) {
  // 40 mA, 250 us: 10 uC a phase; 40 Hz for 0.7 s: 28 pulses.
  EXPECT_NEAR(*fes(perfectly_stimulated_trial(), "charge_per_step_uc"), 280, 1e-9);
}

TEST(Stimulation, InterruptedForLessThanSixtyMillisecondsIsOneBurst) {
  Trial trial = walking_trial();
  add_burst(trial, 1400, 1700);
  add_burst(trial, 1759, 2100);
  EXPECT_EQ(bursts(*trial.stimulation, ms(4000)).size(), 1U);
  trial.stimulation->rows[2].time = ms(1760);
  EXPECT_EQ(bursts(*trial.stimulation, ms(4000)).size(), 2U);
}

TEST(Stimulation, BreaksALimitWhereItIsBeyondIt) {
  EXPECT_EQ(fes(perfectly_stimulated_trial(), "safety_violations"), 0);
  struct Case {
    const char* what;
    void (*change)(StimulationRecord&);
  };
  for (const Case& one : std::initializer_list<Case>{
           {"amplitude",
            [](StimulationRecord& r) {
              r.rows[0].train = {true, 101, 200, 40};
            }},
           {"width", [](StimulationRecord& r) { r.rows[0].train.pulse_width_us = 351; }},
           {"frequency", [](StimulationRecord& r) { r.rows[0].train.frequency_hz = 61; }},
           {"charge",
            [](StimulationRecord& r) {
              r.rows[0].train = {true, 84, 300, 40};
            }},
           {"on for too long", [](StimulationRecord& r) { r.limits.longest_on = ms(690); }},
           {"off for too short", [](StimulationRecord& r) { r.limits.shortest_off = ms(301); }},
           {"duty", [](StimulationRecord& r) { r.limits.duty = 0.2; }},
           {"too often", [](StimulationRecord& r) { r.limits.bursts_per_min = 2; }}}) {
    Trial trial = perfectly_stimulated_trial();
    one.change(*trial.stimulation);
    EXPECT_GE(*fes(trial, "safety_violations"), 1) << one.what;
  }
}

// A foot that hangs, hip and knee that lift it; the left side is not what is stimulated.
Trial arm(double ankle_deg, double clearance_m, double hip_deg) {
  Trial trial = walking_trial();
  add_strides(trial, Side::kRight, ankle_deg, clearance_m, hip_deg);
  add_strides(trial, Side::kLeft, 50 - ankle_deg, 1, 1);
  return trial;
}

TEST(ClinicalGain, IsThePartOfWhatPerfectTimingChangesThatTheDetectorChanges) {
  const Trial none = arm(-10, 0.005, 40), oracle = arm(0, 0.015, 30);
  const Trial detector = arm(-2.5, 0.010, 32);
  const auto gains = compare_arms({&none, &oracle, &detector});
  EXPECT_DOUBLE_EQ(*gains.ankle_at_contact, 0.75);
  EXPECT_DOUBLE_EQ(*gains.toe_clearance, 0.5);
  EXPECT_DOUBLE_EQ(*gains.steppage, 0.8);
  EXPECT_EQ(gains.strides, 2);
  const auto card = score_arms({&none, &oracle, &detector});
  EXPECT_EQ(find(card.measurements, "fes.clinical_gain")->value, gains.ankle_at_contact);
  EXPECT_EQ(find(card.measurements, "fes.clinical_gain")->count, 2);
}

TEST(ClinicalGain, IsNotMeasurableInASingleRunOrWherePerfectTimingChangesNothing) {
  const Trial none = arm(5, 0.01, 30), oracle = arm(5, 0.02, 30), detector = arm(6, 0.02, 31);
  EXPECT_EQ(fes(detector, "clinical_gain"), std::nullopt);
  EXPECT_EQ(compare_arms({&none, &oracle, &detector}).ankle_at_contact, std::nullopt);
  EXPECT_EQ(compare_arms({&none, &oracle, &detector}).toe_clearance, 1);
}

TEST(ClinicalGain, LeavesOutTheStridesOfGettingUpToSpeed) {
  const Trial none = arm(-10, 0.005, 40), oracle = arm(0, 0.015, 30);
  Trial detector = arm(-2.5, 0.010, 32);
  Stride early = detector.truth.strides->front();
  early.ic = ms(4999);
  early.ankle_at_ic_deg = 90;
  detector.truth.strides->insert(detector.truth.strides->begin(), early);
  EXPECT_DOUBLE_EQ(*compare_arms({&none, &oracle, &detector}).ankle_at_contact, 0.75);
}

TEST(ClinicalGain, NeedsThreeValidWalks) {
  Trial none = arm(-10, 0.005, 40);
  const Trial oracle = arm(0, 0.015, 30), detector = arm(-2.5, 0.010, 32);
  none.stop = StopReason::kFell;
  const auto gain = [&] {
    return find(score_arms({&none, &oracle, &detector}).measurements, "fes.clinical_gain")->value;
  };
  EXPECT_EQ(gain(), std::nullopt);
  none.falls_are_scored = true;
  EXPECT_EQ(gain(), 0.75);
}

}  // namespace
}  // namespace steppage
