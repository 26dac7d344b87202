#include "core/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace steppage {
namespace {

constexpr int kDraws = 100000;

struct Moments {
  double mean = 0;
  double variance = 0;
};

template <class Draw>
Moments moments(Draw draw) {
  double sum = 0, squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = draw();
    sum += value;
    squares += value * value;
  }
  const double mean = sum / kDraws;
  return {mean, squares / kDraws - mean * mean};
}

double correlation(Random a, Random b) {
  double sum = 0;
  for (int i = 0; i < kDraws; ++i) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5);
  return 12 * sum / kDraws;
}

// Five standard errors of a mean over kDraws.
const double kFiveErrors = 5 / std::sqrt(kDraws);

// The numbers come from the Mersenne twister, FNV-1a and splitmix64 written a second time from
// their papers, in Python's whole numbers.
TEST(Random, DrawsTheNumbersOfAnIndependentImplementation) {
  Random noise(1, "right_shank/gyro/white");
  EXPECT_EQ(noise.uniform(), 0x1.0d0a85af698a4p-3);
  EXPECT_EQ(noise.uniform(), 0x1.ca8da97c47c25p-1);
  EXPECT_EQ(noise.uniform(), 0x1.ddbb49b40fbe4p-3);

  Random gaussian(1, "right_shank/gyro/white");
  EXPECT_DOUBLE_EQ(gaussian.gaussian(), 0.26577027848628904);
  EXPECT_DOUBLE_EQ(gaussian.gaussian(), 0.9600083523146196);
}

TEST(Random, UniformHasTheMeanAndVarianceOfTheUnitInterval) {
  Random random(1, "a");
  const Moments found = moments([&] { return random.uniform(); });
  EXPECT_NEAR(found.mean, 1.0 / 2, kFiveErrors * std::sqrt(1.0 / 12));
  EXPECT_NEAR(found.variance, 1.0 / 12, kFiveErrors * std::sqrt(1.0 / 180));
}

TEST(Random, UniformStaysInsideItsEnds) {
  Random random(2, "a");
  for (int i = 0; i < kDraws; ++i) {
    const double value = random.uniform(-3, 5);
    ASSERT_GE(value, -3);
    ASSERT_LT(value, 5);
  }
}

TEST(Random, GaussianHasItsMeanAndVariance) {
  Random random(3, "a");
  const Moments found = moments([&] { return random.gaussian(7, 2); });
  EXPECT_NEAR(found.mean, 7, kFiveErrors * 2);
  EXPECT_NEAR(found.variance, 4, kFiveErrors * 4 * std::sqrt(2));
}

TEST(Random, GaussianHasTheTailsOfTheNormalDistribution) {
  Random random(4, "a");
  int beyond_two = 0;
  for (int i = 0; i < kDraws; ++i) beyond_two += std::abs(random.gaussian()) > 2 ? 1 : 0;
  const double share = std::erfc(2 / std::sqrt(2));
  EXPECT_NEAR(beyond_two / double{kDraws}, share, kFiveErrors * std::sqrt(share));
}

TEST(Random, IndexReachesEveryPlaceAboutEquallyOften) {
  Random random(5, "a");
  std::vector<int> counts(7);
  for (int i = 0; i < kDraws; ++i) ++counts.at(random.index(7));
  for (const int count : counts)
    EXPECT_NEAR(count / double{kDraws}, 1.0 / 7, kFiveErrors * std::sqrt(1.0 / 7));
}

TEST(Random, RepeatsItselfForTheSameSeedAndName) {
  Random a(6, "left_foot/accel/bias"), b(6, "left_foot/accel/bias");
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(a.gaussian(), b.gaussian());
}

TEST(Random, CopiesContinueAlikeEvenBetweenTheTwoNumbersOfAPair) {
  Random random(6, "a");
  random.gaussian();
  Random copy = random;
  for (int i = 0; i < 10; ++i) ASSERT_EQ(copy.gaussian(), random.gaussian());
}

TEST(Random, StreamsOfNearNamesOrNearSeedsAreUncorrelated) {
  const char* names[] = {"imu/1", "imu/2", "imu/11", ""};
  for (const char* name : names) {
    EXPECT_LT(std::abs(correlation(Random(1, "imu/0"), Random(1, name))), kFiveErrors) << name;
    EXPECT_LT(std::abs(correlation(Random(1, name), Random(2, name))), kFiveErrors) << name;
  }
}

TEST(Random, ManyStreamsStartAtDifferentNumbers) {
  std::set<double> firsts;
  for (uint64_t seed = 0; seed < 100; ++seed)
    for (int i = 0; i < 100; ++i) firsts.insert(Random(seed, std::to_string(i)).uniform());
  EXPECT_EQ(firsts.size(), 10000u);
}

}  // namespace
}  // namespace steppage
