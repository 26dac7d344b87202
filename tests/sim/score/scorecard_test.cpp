#include "score/scorecard.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "sim/score/example_trials.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;

/// Three true contacts; errors +10, -20 and +90 ms, noticed 50 ms later; one extra.
Trial three_contacts() {
  Trial trial;
  trial.name = "three";
  add_truth(trial, Side::kRight, {1000, 2000, 3000});
  add_claims(trial, Side::kRight, {1010, 1980, 3090, 5000}, 50);
  return trial;
}

TEST(Scorecard, AgreesWithAHandCalculation) {
  const std::vector<Measurement> lines = score(three_contacts()).measurements;
  const auto at_100 = [&](const char* metric) { return *value_of(lines, metric, "right", 100); };
  EXPECT_DOUBLE_EQ(at_100("initial_contact.precision"), 0.75);
  EXPECT_DOUBLE_EQ(at_100("initial_contact.recall"), 1);
  EXPECT_DOUBLE_EQ(at_100("initial_contact.f1"), 6.0 / 7);
  EXPECT_DOUBLE_EQ(at_100("initial_contact.bias_ms"), 80.0 / 3);
  EXPECT_DOUBLE_EQ(at_100("initial_contact.mae_ms"), 40);
  // squares about 26.67: 277.78 + 2177.78 + 4011.11, over 2
  EXPECT_NEAR(at_100("initial_contact.sd_ms"), std::sqrt(6466.6667 / 2), 1e-4);
  EXPECT_DOUBLE_EQ(at_100("initial_contact.p95_ms"), 83);           // 20 + 0.9 * 70
  EXPECT_DOUBLE_EQ(at_100("initial_contact.latency_p95_ms"), 132);  // 60 + 0.9 * 80
  EXPECT_DOUBLE_EQ(at_100("initial_contact.decision_p95_ms"), 50);
}

TEST(Scorecard, ATighterToleranceMatchesFewer) {
  const std::vector<Measurement> lines = score(three_contacts()).measurements;
  EXPECT_DOUBLE_EQ(*value_of(lines, "initial_contact.recall", "both", 25), 2.0 / 3);
  EXPECT_DOUBLE_EQ(*value_of(lines, "initial_contact.bias_ms", "both", 25), -5);
  EXPECT_EQ(find(lines, "initial_contact.f1", "both", 25)->count, 3);
  EXPECT_EQ(find(lines, "initial_contact.bias_ms", "both", 25)->count, 2);
}

TEST(Scorecard, ADetectorThatFindsNothingHasARecallOfZeroAndNoTiming) {
  Trial trial = three_contacts();
  trial.device_events.clear();
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(value_of(lines, "initial_contact.f1", "both", 100), 0);
  EXPECT_EQ(value_of(lines, "initial_contact.recall", "both", 100), 0);
  EXPECT_EQ(value_of(lines, "initial_contact.precision", "both", 100), std::nullopt);
  EXPECT_EQ(value_of(lines, "initial_contact.mae_ms", "both", 100), std::nullopt);
}

TEST(Scorecard, OnePairHasNoSpread) {
  Trial trial;
  add_truth(trial, Side::kRight, {1000});
  add_claims(trial, Side::kRight, {1010});
  EXPECT_EQ(value_of(score(trial).measurements, "initial_contact.sd_ms", "both", 100),
            std::nullopt);
}

TEST(Scorecard, AnUnmeasurableKindHasOneEmptyLine) {
  int lines = 0;
  for (const Measurement& line : score(three_contacts()).measurements)
    if (line.name.starts_with("heel_off")) {
      ++lines;
      EXPECT_EQ(line, (Measurement{"heel_off.f1", {}, "1", 0, "both", 100, false}));
    }
  EXPECT_EQ(lines, 1);
}

TEST(Scorecard, RemovesAConstantLagAndSaysHowMuch) {
  Trial trial = three_contacts();
  trial.reference_has_constant_lag = true;  // median of +10, -20, +90
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(*find(lines, "initial_contact.lag_ms", "both", 250, true),
            (Measurement{"initial_contact.lag_ms", 10, "ms", 3, "both", 250, true}));
  EXPECT_NEAR(*value_of(lines, "initial_contact.bias_ms", "both", 100, true), 80.0 / 3 - 10, 1e-9);
  EXPECT_NEAR(*value_of(lines, "initial_contact.bias_ms", "both", 100), 80.0 / 3, 1e-9);
}

TEST(Scorecard, IsInvalidWithTheReasonWhenTheRunDidNotComplete) {
  Trial trial = perfect_trial();
  EXPECT_TRUE(score(trial).valid);
  for (const StopReason stop :
       {StopReason::kFell, StopReason::kDiverged, StopReason::kDetectorFailed}) {
    trial.stop = stop;
    trial.stop_detail.clear();
    EXPECT_FALSE(score(trial).valid);
    EXPECT_EQ(score(trial).reason, name(stop));
    trial.stop_detail = "at 3.2 s";
    EXPECT_EQ(score(trial).reason, std::string(name(stop)) + ": at 3.2 s");
  }
}

TEST(Scorecard, IsInvalidWhenNothingTrulyHappened) {
  Trial trial;
  add_claims(trial, Side::kLeft, {1000});
  EXPECT_EQ(score(trial).reason, "no true events");
  add_rep(trial, Side::kLeft, 1000, 2000);
  EXPECT_TRUE(score(trial).valid);
  trial.truth.reps->front().movement.reset();
  EXPECT_FALSE(score(trial).valid);
  add_truth(trial, Side::kLeft, {1000});
  EXPECT_TRUE(score(trial).valid);
  add_scored(trial, 5000, 6000);
  EXPECT_FALSE(score(trial).valid);
}

TEST(Scorecard, ReportsTheMomentumResidualOfASimulation) {
  Trial trial = three_contacts();
  EXPECT_EQ(find(score(trial).measurements, "physics.momentum_residual_force_n"), nullptr);
  trial.momentum_residual = MomentumResidual{0.25, 0.5};
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(value_of(lines, "physics.momentum_residual_force_n"), 0.25);
  EXPECT_EQ(value_of(lines, "physics.momentum_residual_moment_nm"), 0.5);
}

TEST(Scorecard, ANumberThatIsNotFiniteIsNotMeasurable) {
  Trial trial = three_contacts();
  trial.momentum_residual = MomentumResidual{std::nan(""), INFINITY};
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(value_of(lines, "physics.momentum_residual_force_n"), std::nullopt);
  EXPECT_EQ(value_of(lines, "physics.momentum_residual_moment_nm"), std::nullopt);
}

/// The first recording has errors +10, -20, +90 ms and one extra; the second has +30 ms, and misses
/// one of two.
TEST(Pool, NamesTheMeanPerRecordingAndThePooledValue) {
  Trial second;
  add_truth(second, Side::kRight, {1000, 2000});
  add_claims(second, Side::kRight, {1030}, 50);
  const PooledScorecard pooled = pool(std::vector{three_contacts(), second});
  EXPECT_EQ(pooled.recordings, 2);

  // pairs 3 and 1, missed 0 and 1, extra 1 and 0
  EXPECT_DOUBLE_EQ(*value_of(pooled.mean_per_recording, "initial_contact.f1", "both", 100),
                   (6.0 / 7 + 2.0 / 3) / 2);
  EXPECT_DOUBLE_EQ(*value_of(pooled.pooled, "initial_contact.f1", "both", 100), 8.0 / 10);
  EXPECT_EQ(find(pooled.pooled, "initial_contact.f1", "both", 100)->count, 5);

  // The second has no spread of its own: the mean rests on one recording, the pool on four pairs.
  const Measurement* mean_sd =
      find(pooled.mean_per_recording, "initial_contact.sd_ms", "both", 100);
  EXPECT_EQ(mean_sd->count, 1);
  EXPECT_NEAR(*mean_sd->value, std::sqrt(6466.6667 / 2), 1e-4);
  // +10, -20, +90, +30: mean 27.5, squares 306.25 + 2256.25 + 3906.25 + 6.25
  EXPECT_NEAR(*value_of(pooled.pooled, "initial_contact.sd_ms", "both", 100), std::sqrt(6475.0 / 3),
              1e-9);
}

TEST(Pool, RemovesFromEachRecordingItsOwnLag) {
  std::vector<Trial> trials(2);
  for (Trial& trial : trials) {
    trial.reference_has_constant_lag = true;
    add_truth(trial, Side::kUnknown, {1000, 2000, 3000});
  }
  add_claims(trials[0], Side::kLeft, {1060, 2070, 3080});
  add_claims(trials[1], Side::kLeft, {1190, 2200, 3210});
  const PooledScorecard pooled = pool(trials);
  EXPECT_EQ(value_of(pooled.pooled, "initial_contact.f1", "both", 25, true), 1);
  EXPECT_DOUBLE_EQ(*value_of(pooled.pooled, "initial_contact.sd_ms", "both", 25, true),
                   std::sqrt(400.0 / 5));
  EXPECT_EQ(value_of(pooled.mean_per_recording, "initial_contact.lag_ms", "both", 250, true), 135);
}

TEST(Pool, LeavesInvalidRecordingsOutAndNamesThem) {
  Trial fallen = perfect_trial();
  fallen.name = "fallen";
  fallen.stop = StopReason::kFell;
  const PooledScorecard pooled = pool(std::vector{fallen, three_contacts()});
  EXPECT_EQ(pooled.recordings, 1);
  EXPECT_THAT(pooled.invalid, ElementsAre("fallen"));
  EXPECT_EQ(find(pooled.pooled, "initial_contact.f1", "both", 100)->count, 3);
}

TEST(Pool, CountsLegsOverRecordings) {
  std::vector<Trial> trials(2);
  for (Trial& trial : trials) {
    add_rep(trial, Side::kLeft, 1000, 3000);
    add_rep(trial, Side::kRight, 1000, 3000);
    add_claimed_rep(trial, Side::kLeft, 1000, 3000);
  }
  add_claimed_rep(trials[0], Side::kRight, 1000, 3000);
  const PooledScorecard pooled = pool(trials);
  EXPECT_EQ(value_of(pooled.pooled, "reps.exact"), 0.75);
  EXPECT_EQ(find(pooled.pooled, "reps.exact")->count, 4);
  EXPECT_EQ(value_of(pooled.mean_per_recording, "reps.exact"), 0.75);
}

TEST(Scorecard, AFallIsInvalidUnlessItIsScored) {
  Trial trial = three_contacts();
  trial.stop = StopReason::kFell;
  EXPECT_FALSE(score(trial).valid);
  trial.falls_are_scored = true;
  EXPECT_TRUE(score(trial).valid);
  EXPECT_EQ(score(trial).reason, "");
  trial.truth = {};  // before the first contact
  EXPECT_TRUE(score(trial).valid);
  trial.stop = StopReason::kDiverged;
  EXPECT_FALSE(score(trial).valid);
}

}  // namespace
}  // namespace steppage
