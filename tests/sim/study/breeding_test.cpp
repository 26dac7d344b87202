#include "study/breeding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "functions.hpp"

namespace steppage {
namespace {

using Eigen::VectorXd;

Breeding search(Eigen::Index n, uint64_t seed = 1) {
  return Breeding(
      {VectorXd::Constant(n, 0.7)}, VectorXd::Constant(n, 0.1),
      {.seed = seed, .low = VectorXd::Constant(n, -4), .high = VectorXd::Constant(n, 5)});
}

TEST(Breeding, FindsTheMinimumOfABowl) {
  Breeding breeding = search(6);
  advance(breeding, sphere, 200);
  EXPECT_LT(breeding.best()->cost, 1e-4);
  EXPECT_LT(breeding.mean().norm(), 0.05);
}

TEST(Breeding, FindsTheMinimumOfALongBentValley) {
  Breeding breeding = search(2);
  advance(breeding, rosenbrock, 500);
  EXPECT_LT(breeding.best()->cost, 1e-3);
}

// From a start in another of its 9^6 hollows.
TEST(Breeding, FindsTheLowestOfManyHollows) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    Breeding breeding(
        {VectorXd::Constant(6, 3)}, VectorXd::Constant(6, 0.1),
        {.seed = seed, .low = VectorXd::Constant(6, -4), .high = VectorXd::Constant(6, 5)});
    advance(breeding, rastrigin, 400);
    EXPECT_LT(breeding.best()->cost, 0.1) << seed;  // the next lowest is 1
  }
}

TEST(Breeding, TheSameSeedGivesTheSamePointsAndAnotherSeedOthers) {
  EXPECT_EQ(search(5, 3).ask(), search(5, 3).ask());
  EXPECT_NE(search(5, 3).ask(), search(5, 4).ask());
}

TEST(Breeding, AskingTwiceChangesNothing) {
  const Breeding breeding = search(5);
  EXPECT_EQ(breeding.ask(), breeding.ask());
}

TEST(Breeding, GoesOnFromItsStateWithTheSameBits) {
  for (const int first_part : {0, 1, 8, 13}) {
    Breeding unbroken = search(5), first = search(5);
    advance(unbroken, rosenbrock, 30);
    advance(first, rosenbrock, first_part);
    Breeding second(first.state());
    advance(second, rosenbrock, 30 - first_part);
    EXPECT_EQ(second.state(), unbroken.state()) << first_part;
  }
}

TEST(Breeding, BeginsWithAllItsStarts) {
  const std::vector<VectorXd> starts = {VectorXd{{1, 2}}, VectorXd{{0, 0}}, VectorXd{{-1, 2}}};
  Breeding breeding(
      starts, VectorXd::Ones(2),
      {.population = 5, .low = VectorXd::Constant(2, -2), .high = VectorXd::Constant(2, 2)});
  const std::vector<VectorXd> asked = breeding.ask();
  ASSERT_EQ(asked.size(), 3 + 5);
  EXPECT_EQ(std::vector(asked.begin(), asked.begin() + 3), starts);
  EXPECT_FALSE(breeding.best().has_value());
  advance(breeding, sphere, 1);
  EXPECT_EQ(breeding.best(), (Evaluated{starts[1], 0}));
  EXPECT_EQ(breeding.evaluations(), 8);
}

// The pool is asked for once more; what was lucky before loses its place.
TEST(Breeding, JudgesItsPoolAgainInEachCourse) {
  Breeding breeding = search(4);
  std::vector<size_t> asked;
  for (int i = 0; i < 17; ++i) {
    EXPECT_EQ(breeding.course(), i / 8);
    asked.push_back(breeding.ask().size());
    const double luck = static_cast<double>(breeding.course());
    advance(
        breeding, [&](const VectorXd& x) { return sphere(x) + 100 * luck; }, 1);
    EXPECT_GE(breeding.best()->cost, 100 * luck);
    EXPECT_LT(breeding.best()->cost, 100 * luck + 10);
  }
  for (size_t i = 0; i < asked.size(); ++i)
    EXPECT_EQ(asked[i], i == 0 ? 41 : i % 8 == 0 ? 56 : 40) << i;
}

TEST(Breeding, KeepsTheSixteenBestOfDifferentCostInTheirOrder) {
  Breeding breeding = search(5);
  std::set<double> costs;
  advance(
      breeding,
      [&costs](const VectorXd& x) {
        costs.insert(std::round(10 * sphere(x)));
        return std::round(10 * sphere(x));
      },
      8);
  const std::vector<Evaluated>& pool = breeding.state().pool;
  ASSERT_EQ(pool.size(), 16);
  auto least = costs.begin();
  for (const Evaluated& elite : pool) EXPECT_EQ(elite.cost, *least++);
}

TEST(Breeding, ACostThatIsNotFiniteIsWorseThanAnyOther) {
  for (const double instead : {kNaN, kInfinity, -kInfinity}) {
    Breeding breeding = search(5);
    advance(
        breeding, [instead](const VectorXd& x) { return x[0] > 0.7 ? instead : sphere(x); }, 5);
    for (const Evaluated& elite : breeding.state().pool) EXPECT_LE(elite.x[0], 0.7);
  }
}

TEST(Breeding, HasNoBestWhileNothingFiniteWasSeen) {
  Breeding breeding = search(5);
  advance(
      breeding, [](const VectorXd&) { return kNaN; }, 9);
  EXPECT_FALSE(breeding.best().has_value());
  advance(breeding, sphere, 200);
  EXPECT_LT(breeding.best()->cost, 1e-3);
}

TEST(Breeding, StaysInTheBoxAndFindsAMinimumOnItsEdge) {
  Breeding breeding({VectorXd::Constant(5, 0.7)}, VectorXd::Constant(5, 0.1),
                    {.low = VectorXd::Constant(5, 0.5), .high = VectorXd::Constant(5, 0.9)});
  advance(
      breeding,
      [](const VectorXd& x) {
        EXPECT_TRUE((x.array() >= 0.5).all() && (x.array() <= 0.9).all()) << x.transpose();
        return sphere(x);
      },
      100);
  EXPECT_EQ(breeding.best()->x, VectorXd::Constant(5, 0.5));
}

}  // namespace
}  // namespace steppage
