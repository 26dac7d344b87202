#include "score/compare.hpp"

#include <gmock/gmock.h>

#include "sim/score/example_trials.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// At 100 ms, not aligned; fails the test when there is none.
EventComparison at_100_ms(const Comparison& comparison, Scope scope = Scope::kBoth,
                          bool aligned = false) {
  for (const EventComparison& events : comparison.events)
    if (events.tolerance == ms(100) && events.scope == scope && events.aligned == aligned)
      return events;
  ADD_FAILURE() << "no such comparison";
  return {};
}

TEST(Compare, AContactOfTheOtherLegIsNotADetection) {
  Trial trial;
  add_truth(trial, Side::kLeft, {1000});
  add_claims(trial, Side::kRight, {1010});
  const EventComparison both = at_100_ms(compare(trial));
  EXPECT_THAT(both.pairs, IsEmpty());
  EXPECT_THAT(both.missed, ElementsAre(ms(1000)));
  EXPECT_THAT(both.extra, ElementsAre(ms(1010)));
}

TEST(Compare, AFinalContactIsNotAnInitialContact) {
  Trial trial;
  add_truth(trial, Side::kLeft, {1000});
  add_claims(trial, Side::kLeft, {1000}, 0, EventKind::kFinalContact);
  EXPECT_THAT(at_100_ms(compare(trial)).pairs, IsEmpty());
}

TEST(Compare, AReferenceThatCannotTellTheSideAcceptsEither) {
  Trial trial;
  add_truth(trial, Side::kUnknown, {1000, 1500, 2000});
  add_claims(trial, Side::kLeft, {1020, 2030});
  add_claims(trial, Side::kRight, {1510, 2020});
  const Comparison comparison = compare(trial);
  const EventComparison both = at_100_ms(comparison);
  EXPECT_THAT(both.pairs, ElementsAre(EventPair{ms(1000), ms(1020), ms(1020)},
                                      EventPair{ms(1500), ms(1510), ms(1510)},
                                      EventPair{ms(2000), ms(2020), ms(2020)}));
  EXPECT_THAT(both.extra, ElementsAre(ms(2030)));
  for (const EventComparison& events : comparison.events) EXPECT_EQ(events.scope, Scope::kBoth);
}

TEST(Compare, BothIsLeftAndRightAndClaimsWithoutASide) {
  Trial trial;
  add_truth(trial, Side::kLeft, {1000, 2000});
  add_truth(trial, Side::kRight, {1500});
  add_claims(trial, Side::kLeft, {1005});
  add_claims(trial, Side::kRight, {1495});
  add_claims(trial, Side::kUnknown, {2000});
  const Comparison comparison = compare(trial);
  EXPECT_EQ(at_100_ms(comparison, Scope::kLeft).pairs.size(), 1u);
  EXPECT_THAT(at_100_ms(comparison, Scope::kLeft).missed, ElementsAre(ms(2000)));
  EXPECT_EQ(at_100_ms(comparison, Scope::kRight).pairs.size(), 1u);
  const EventComparison both = at_100_ms(comparison);
  EXPECT_EQ(both.pairs.size(), 2u);
  EXPECT_THAT(both.missed, ElementsAre(ms(2000)));
  EXPECT_THAT(both.extra, ElementsAre(ms(2000)));
}

TEST(Compare, OutsideTheScoredIntervalsNothingCounts) {
  Trial trial;
  add_truth(trial, Side::kLeft, {500, 1000, 2000, 9000});
  add_scored(trial, 1000, 2000);
  add_scored(trial, 6000, 7000);
  add_claims(trial, Side::kLeft, {500, 1000, 3000, 6500});
  const EventComparison both = at_100_ms(compare(trial));
  EXPECT_EQ(both.pairs.size(), 1u);
  EXPECT_THAT(both.missed, ElementsAre(ms(2000)));
  EXPECT_THAT(both.extra, ElementsAre(ms(6500)));
}

TEST(Compare, ScoredIntervalsAreWidenedByTheTolerance) {
  Trial trial;
  add_truth(trial, Side::kLeft, {1000, 2000});
  add_scored(trial, 1000, 2000);
  add_claims(trial, Side::kLeft, {899, 900, 2100, 2101});
  const EventComparison both = at_100_ms(compare(trial));
  EXPECT_EQ(both.pairs.size(), 2u);
  EXPECT_THAT(both.extra, IsEmpty());
}

TEST(Compare, AConstantLagOfTheReferenceIsRemovedFromASecondComparison) {
  Trial trial;
  trial.reference_has_constant_lag = true;
  add_truth(trial, Side::kUnknown, {1000, 2000, 3000});
  add_claims(trial, Side::kRight, {1150, 2140, 3190}, 30);
  const Comparison comparison = compare(trial);
  EXPECT_THAT(comparison.lags, ElementsAre(Lag{EventKind::kInitialContact, ms(150), 3}));
  EXPECT_THAT(at_100_ms(comparison).pairs, IsEmpty());
  EXPECT_THAT(
      at_100_ms(comparison, Scope::kBoth, true).pairs,
      ElementsAre(EventPair{ms(1150), ms(1150), ms(1180)}, EventPair{ms(2150), ms(2140), ms(2170)},
                  EventPair{ms(3150), ms(3190), ms(3220)}));
}

TEST(Compare, ScoredIntervalsMoveWithTheReference) {
  Trial trial;
  trial.reference_has_constant_lag = true;
  add_truth(trial, Side::kUnknown, {1000, 2000, 3000});
  add_scored(trial, 1000, 3000);
  add_claims(trial, Side::kRight, {880, 1150, 2150, 3150, 3240});
  const EventComparison aligned = at_100_ms(compare(trial), Scope::kBoth, true);
  EXPECT_EQ(aligned.pairs.size(), 3u);
  EXPECT_THAT(aligned.extra, ElementsAre(ms(3240)));
}

TEST(Compare, AReferenceWithoutALagIsComparedOnce) {
  Trial trial;
  add_truth(trial, Side::kLeft, {1000});
  add_claims(trial, Side::kLeft, {1080});
  const Comparison comparison = compare(trial);
  EXPECT_THAT(comparison.lags, IsEmpty());
  for (const EventComparison& events : comparison.events) EXPECT_FALSE(events.aligned);
}

TEST(Compare, AMedianOfAnEvenNumberLiesBetweenTheMiddleTwo) {
  Trial trial;
  trial.reference_has_constant_lag = true;
  add_truth(trial, Side::kUnknown, {1000, 2000, 3000, 4000});
  add_claims(trial, Side::kRight, {1010, 2040, 3060, 4200});
  EXPECT_EQ(compare(trial).lags.at(0).median, ms(50));
}

TEST(Compare, WithoutADeviceNothingIsCompared) {
  Trial trial;
  add_truth(trial, Side::kLeft, {1000});
  EXPECT_THAT(compare(trial).events, IsEmpty());
}

TEST(Compare, KindsThatTheReferenceDoesNotHaveAreLeftOut) {
  Trial trial;
  add_truth(trial, Side::kLeft, {1000});
  add_claims(trial, Side::kLeft, {1300}, 0, EventKind::kHeelOff);
  for (const EventComparison& events : compare(trial).events)
    EXPECT_EQ(events.kind, EventKind::kInitialContact);
}

}  // namespace
}  // namespace steppage
