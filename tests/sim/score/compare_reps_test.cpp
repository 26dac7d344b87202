#include <gmock/gmock.h>

#include "core/check.hpp"
#include "sim/score/example_trials.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

RepSet only_set(const Trial& trial) {
  const Comparison comparison = compare(trial);
  CHECK(!comparison.reps.empty() && comparison.reps.front().sets.size() == 1);
  return comparison.reps.front().sets.front();
}

TEST(CompareReps, ADetectedRepBelongsToTheTrueOneThatItMostlyCovers) {
  Trial trial;
  add_rep(trial, Side::kRight, 1000, 3000);
  add_rep(trial, Side::kRight, 4000, 6000);
  add_claimed_rep(trial, Side::kRight, 1500, 3000);  // overlap 1500 of 2000 ms
  add_claimed_rep(trial, Side::kRight, 5100, 7000);  // 900 of 3000 ms
  EXPECT_THAT(only_set(trial).pairs, ElementsAre(IndexPair{0, 0}));
}

TEST(CompareReps, HalfOfTheUnionIsEnough) {
  Trial trial;
  add_rep(trial, Side::kLeft, 0, 2000);
  add_claimed_rep(trial, Side::kLeft, 1000, 2000);
  EXPECT_THAT(only_set(trial).pairs, ElementsAre(IndexPair{0, 0}));
  trial.truth.reps->front().movement->end += Time(1);
  EXPECT_THAT(only_set(trial).pairs, IsEmpty());
}

TEST(CompareReps, AnEndWithoutAStartCountsButOverlapsNothing) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000);
  add_claims(trial, Side::kLeft, {3000}, 0, EventKind::kRepEnd);
  const RepSet set = only_set(trial);
  EXPECT_THAT(*set.detected, ElementsAre(DetectedRep{std::nullopt, ms(3000), Side::kLeft}));
  EXPECT_THAT(set.pairs, IsEmpty());
}

TEST(CompareReps, ARepBeginsAtTheLastStartBeforeItsEnd) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000);
  add_claims(trial, Side::kLeft, {200, 1000, 3000}, 0, EventKind::kRepStart);
  add_claims(trial, Side::kLeft, {3000, 4000}, 0, EventKind::kRepEnd);
  EXPECT_THAT(*only_set(trial).detected, ElementsAre(DetectedRep{ms(1000), ms(3000), Side::kLeft},
                                                     DetectedRep{ms(3000), ms(4000), Side::kLeft}));
}

TEST(CompareReps, AStartOfOneLegDoesNotBeginARepOfTheOther) {
  Trial trial;
  add_rep(trial, Side::kUnknown, 1000, 3000);
  add_claims(trial, Side::kLeft, {1000}, 0, EventKind::kRepStart);
  add_claims(trial, Side::kRight, {3000}, 0, EventKind::kRepEnd);
  add_claimed_rep(trial, Side::kRight, 4000, 5000);
  EXPECT_THAT(*only_set(trial).detected,
              ElementsAre(DetectedRep{std::nullopt, ms(3000), Side::kRight},
                          DetectedRep{ms(4000), ms(5000), Side::kRight}));
}

TEST(CompareReps, ARepWithoutAMovementIsAskedForButNotTrue) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000);
  add_rep(trial, Side::kLeft, 4000, 6000);
  trial.truth.reps->back().movement.reset();
  add_claimed_rep(trial, Side::kLeft, 1000, 3000);
  const RepSet set = only_set(trial);
  EXPECT_EQ(set.asked, 2);
  EXPECT_EQ(set.moved.size(), 1u);
}

TEST(CompareReps, LegsAreCountedApart) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000);
  add_rep(trial, Side::kRight, 4000, 6000);
  add_claimed_rep(trial, Side::kRight, 1000, 3000);
  add_claimed_rep(trial, Side::kRight, 4000, 6000);
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(value_of(lines, "reps.exact"), 0);  // two of two in all, but neither leg is right
  EXPECT_EQ(value_of(lines, "reps.within_one"), 1);
  EXPECT_EQ(value_of(lines, "reps.mae", "left"), 1);
  EXPECT_EQ(value_of(lines, "reps.mae", "right"), 1);
  EXPECT_EQ(value_of(lines, "reps.iou_f1", "left"), 0);
  EXPECT_DOUBLE_EQ(*value_of(lines, "reps.iou_f1", "right"), 2.0 / 3);
  EXPECT_EQ(value_of(lines, "reps.count_true"), 2);
  EXPECT_EQ(value_of(lines, "reps.count_detected", "left"), 0);
}

TEST(CompareReps, ACountOnALegThatRestedIsWrong) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000);
  add_claimed_rep(trial, Side::kLeft, 1000, 3000);
  add_claimed_rep(trial, Side::kRight, 1000, 3000);
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(value_of(lines, "reps.exact", "left"), 1);
  EXPECT_EQ(value_of(lines, "reps.exact", "right"), 0);
  EXPECT_EQ(value_of(lines, "reps.exact"), 0.5);
  EXPECT_EQ(value_of(lines, "reps.iou_f1", "right"), std::nullopt);
}

TEST(CompareReps, AnAddedMovementCountsWhenItGoesMostOfTheWay) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000);
  for (const double range_deg : {40, 60}) {  // of 80
    add_rep(trial, Side::kLeft, 4000, 6000, range_deg);
    trial.truth.reps->back().compensation = "lost_count";
  }
  const RepSet set = only_set(trial);
  EXPECT_EQ(set.asked, 1);
  ASSERT_EQ(set.moved.size(), 2u);
  EXPECT_EQ(set.moved[1].range_deg, 60);
}

TEST(CompareReps, ACounterThatTakesHalfARepetitionForOneIsWrong) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000);
  add_rep(trial, Side::kLeft, 4000, 6000, 40);
  trial.truth.reps->back().compensation = "lost_count";
  add_claimed_rep(trial, Side::kLeft, 1000, 3000);
  EXPECT_EQ(value_of(score(trial).measurements, "reps.exact"), 1);
  add_claimed_rep(trial, Side::kLeft, 4000, 6000);
  EXPECT_EQ(value_of(score(trial).measurements, "reps.exact"), 0);
}

// Marching until 5 s, knee extension from 8 s on.
Trial session_of_two() {
  Trial trial;
  trial.truth.intervals = {{ms(0), ms(5000), Side::kUnknown, "activity", "seated_marching"},
                           {ms(5000), ms(8000), Side::kUnknown, "transfer", ""},
                           {ms(8000), ms(12000), Side::kUnknown, "activity", "knee_extension"}};
  add_rep(trial, Side::kLeft, 1000, 3000);
  trial.truth.reps->back().exercise = "seated_marching";
  add_rep(trial, Side::kLeft, 9000, 11000);
  return trial;
}

TEST(CompareReps, ACountTooManyInOneExerciseDoesNotMakeUpForOneTooFewInAnother) {
  Trial trial = session_of_two();
  add_claimed_rep(trial, Side::kLeft, 1000, 2000);
  add_claimed_rep(trial, Side::kLeft, 2000, 3000);
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(value_of(lines, "reps.exact", "left"), 0);
  EXPECT_EQ(value_of(lines, "reps.mae", "left"), 1);
  EXPECT_EQ(find(lines, "reps.exact", "left")->count, 2);
  EXPECT_EQ(value_of(lines, "reps.count_true"), 2);
}

TEST(CompareReps, ACountThatEndsBetweenTwoExercisesBelongsToTheFirst) {
  Trial trial = session_of_two();
  add_claimed_rep(trial, Side::kLeft, 1500, 6000);
  add_claimed_rep(trial, Side::kLeft, 9000, 11000);
  EXPECT_EQ(value_of(score(trial).measurements, "reps.exact"), 1);
}

TEST(CompareReps, RangeIsTheMeanOfWhatMoved) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000, 40);
  add_rep(trial, Side::kLeft, 4000, 6000, 60);
  add_rep(trial, Side::kLeft, 7000, 8000, 1);
  trial.truth.reps->back().movement.reset();
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(value_of(lines, "reps.range_deg", "left"), 50);
  EXPECT_EQ(value_of(lines, "reps.range_fraction", "left"), 0.625);
  EXPECT_EQ(find(lines, "reps.range_deg")->count, 2);
}

TEST(CompareReps, AReferenceWithoutRangesHasNoMeanRange) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000, 0);
  EXPECT_EQ(value_of(score(trial).measurements, "reps.range_deg"), std::nullopt);
}

TEST(CompareReps, WithoutADeviceRepsAreDescribedButNotJudged) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000);
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(value_of(lines, "reps.count_true"), 1);
  EXPECT_EQ(value_of(lines, "reps.count_detected"), std::nullopt);
  EXPECT_EQ(value_of(lines, "reps.exact"), std::nullopt);
}

TEST(CompareReps, OutsideTheScoredIntervalsNothingIsCounted) {
  Trial trial;
  add_rep(trial, Side::kLeft, 1000, 3000);
  add_rep(trial, Side::kLeft, 9000, 11000);
  add_claimed_rep(trial, Side::kLeft, 1000, 3000);
  add_claimed_rep(trial, Side::kLeft, 20000, 21000);
  add_scored(trial, 0, 5000);
  const std::vector<Measurement> lines = score(trial).measurements;
  EXPECT_EQ(value_of(lines, "reps.count_true"), 1);
  EXPECT_EQ(value_of(lines, "reps.exact"), 1);
}

}  // namespace
}  // namespace steppage
