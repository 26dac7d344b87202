#include "score/match.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Time> seconds(std::initializer_list<double> values) {
  std::vector<Time> times;
  for (const double value : values) times.push_back(from_seconds(value));
  return times;
}

std::vector<IndexPair> match_seconds(std::initializer_list<double> truth,
                                     std::initializer_list<double> detections, double tolerance,
                                     Matching matching) {
  return match(seconds(truth), seconds(detections), from_seconds(tolerance), matching);
}

TEST(Match, OptimalPairsBothWhereMutualNearestPairsOne) {
  EXPECT_THAT(match_seconds({0, 10}, {5.1, 14}, 6, Matching::kMutualNearest),
              ElementsAre(IndexPair{1, 1}));  // 5.1 is nearer to 10 than to 0
  EXPECT_THAT(match_seconds({0, 10}, {5.1, 14}, 6, Matching::kOptimal),
              ElementsAre(IndexPair{0, 0}, IndexPair{1, 1}));
}

TEST(Match, ToleranceIncludesItsEndAndNothingBeyond) {
  for (const Matching matching : {Matching::kOptimal, Matching::kMutualNearest}) {
    EXPECT_THAT(match_seconds({1, 5}, {1.1, 4.9}, 0.1, matching),
                ElementsAre(IndexPair{0, 0}, IndexPair{1, 1}));
    EXPECT_THAT(match_seconds({1, 5}, {1.100001, 4.899999}, 0.1, matching), IsEmpty());
  }
}

TEST(Match, OneDetectionServesOneTrueEvent) {
  for (const Matching matching : {Matching::kOptimal, Matching::kMutualNearest})
    EXPECT_THAT(match_seconds({1, 1.2}, {1.15}, 0.5, matching), ElementsAre(IndexPair{1, 0}));
}

TEST(Match, AmongEquallyManyPairsTheNearestIsTaken) {
  EXPECT_THAT(match_seconds({1}, {0.8, 1.05, 1.3}, 0.5, Matching::kOptimal),
              ElementsAre(IndexPair{0, 1}));
}

TEST(Match, MutualNearestGivesTiesToTheFirst) {
  EXPECT_THAT(match_seconds({1}, {0.5, 1.5}, 1, Matching::kMutualNearest),
              ElementsAre(IndexPair{0, 0}));
  EXPECT_THAT(match_seconds({0.5, 1.5}, {1}, 1, Matching::kMutualNearest),
              ElementsAre(IndexPair{0, 0}));
}

TEST(Match, NothingMatchesNothing) {
  for (const Matching matching : {Matching::kOptimal, Matching::kMutualNearest}) {
    EXPECT_THAT(match_seconds({}, {}, 1, matching), IsEmpty());
    EXPECT_THAT(match_seconds({1, 2}, {}, 1, matching), IsEmpty());
    EXPECT_THAT(match_seconds({}, {1, 2}, 1, matching), IsEmpty());
  }
}

/// Tries every order-preserving pairing from the i-th true event and j-th detection on.
struct Exhaustive {
  const std::vector<Time>& truth;
  const std::vector<Time>& detections;
  Time tolerance;

  std::pair<int, int64_t> best(size_t i, size_t j) const {  // minus the pairs, then the sum of |dt|
    if (i == truth.size() || j == detections.size()) return {0, 0};
    std::pair<int, int64_t> result = std::min(best(i + 1, j), best(i, j + 1));
    const Time distance = std::chrono::abs(truth[i] - detections[j]);
    if (distance > tolerance) return result;
    const auto [pairs, sum] = best(i + 1, j + 1);
    return std::min(result, {pairs - 1, sum + distance.count()});
  }
};

TEST(Match, OptimalIsAsGoodAsTryingEveryPairing) {
  std::mt19937 random(7);
  for (int repeat = 0; repeat < 300; ++repeat) {
    std::vector<Time> truth(random() % 7), detections(random() % 7);
    for (auto* times : {&truth, &detections}) {
      for (Time& t : *times) t = Time(random() % 60);
      std::sort(times->begin(), times->end());
    }
    const Time tolerance(random() % 25);
    int64_t sum = 0;
    const auto pairs = match(truth, detections, tolerance, Matching::kOptimal);
    for (const IndexPair& pair : pairs)
      sum += std::chrono::abs(truth[pair.truth] - detections[pair.detection]).count();
    const Exhaustive reference{truth, detections, tolerance};
    EXPECT_EQ(std::pair(-static_cast<int>(pairs.size()), sum), reference.best(0, 0));
  }
}

}  // namespace
}  // namespace steppage
