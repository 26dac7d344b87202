// What holds for each row of the tables.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <set>

#include "sim/score/example_trials.hpp"

namespace steppage {
namespace {

TEST(EveryMetric, IsAtItsBestWhenTheDetectionIsPerfect) {
  std::vector<Measurement> lines = score(perfect_trial()).measurements;
  Trial without = walking_trial(), stimulated = perfectly_stimulated_trial();
  add_strides(without, Side::kRight, -10, 0.005, 45);
  add_strides(stimulated, Side::kRight, 2, 0.015, 30);
  for (const Measurement& line : score_arms({&without, &stimulated, &stimulated}).measurements)
    if (line.name.starts_with("fes.")) lines.push_back(line);
  for (const MetricRow& row : metric_rows()) {
    if (row.better == Better::kNeither) continue;
    int found = 0;
    for (const Measurement& line : lines) {
      if (line.name != row.name) continue;
      ++found;
      EXPECT_EQ(line.value, row.better == Better::kHigher ? 1 : 0) << row.name << " " << line.side;
      EXPECT_GT(line.count, 0) << row.name;
    }
    EXPECT_GT(found, 0) << row.name;
  }
}

TEST(EveryMetric, IsEmptyAndNotZeroWhenThereIsNothing) {
  for (const Measurement& line : score(Trial{}).measurements) {
    EXPECT_EQ(line.value, std::nullopt) << line.name;
    EXPECT_EQ(line.count, 0) << line.name;
  }
  for (const EventMetric& metric : event_metrics())
    EXPECT_EQ(metric.measure({}).value, std::nullopt) << metric.info.name;
  for (const RepMetric& metric : rep_metrics()) {
    if (metric.info.name == "count_true") continue;  // nobody moved: that is a count, of zero
    EXPECT_EQ(metric.measure({}).value, std::nullopt) << metric.info.name;
  }
}

TEST(EveryMetric, DoesNotDependOnTheOrderOfTheInput) {
  Trial trial = perfect_trial();
  add_claims(trial, Side::kLeft, {1990, 2115, 4000}, 40);
  add_claimed_rep(trial, Side::kLeft, 7100, 7600);
  trial.reference_has_constant_lag = true;
  const Scorecard expected = score(trial);
  std::mt19937 random(3);
  for (int repeat = 0; repeat < 20; ++repeat) {
    std::shuffle(trial.truth.events->begin(), trial.truth.events->end(), random);
    std::shuffle(trial.truth.reps->begin(), trial.truth.reps->end(), random);
    std::shuffle(trial.device_events.begin(), trial.device_events.end(), random);
    EXPECT_EQ(score(trial), expected);
  }
}

TEST(EveryMetric, HasItsOwnNameAUnitAndASummary) {
  std::set<std::string> names;
  for (const MetricRow& row : metric_rows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.unit.empty()) << row.name;
    EXPECT_FALSE(row.summary.empty()) << row.name;
  }
}

TEST(EveryMetric, OfTheContractIsInTheTable) {
  std::set<std::string> names;
  for (const MetricRow& row : metric_rows()) names.insert(row.name);
  for (const std::string kind : {"initial_contact", "final_contact", "heel_off"})
    for (const std::string metric : {"f1", "precision", "recall", "bias_ms", "sd_ms", "mae_ms",
                                     "p95_ms", "latency_p95_ms", "decision_p95_ms", "lag_ms"})
      EXPECT_TRUE(names.count(kind + "." + metric)) << kind << "." << metric;
  for (const std::string metric :
       {"onset_error_ms", "offset_error_ms", "swing_coverage", "stance_overstimulation",
        "missed_swings", "false_bursts_per_min", "latency_p95_ms", "charge_per_step_uc",
        "safety_violations", "clinical_gain"})
    EXPECT_TRUE(names.count("fes." + metric)) << metric;
  for (const std::string metric : {"exact", "within_one", "mae", "iou_f1"})
    EXPECT_TRUE(names.count("reps." + metric)) << metric;
}

}  // namespace
}  // namespace steppage
