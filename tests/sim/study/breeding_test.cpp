#include "study/breeding.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

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
    advance(breeding, rastrigin, 1200);
    EXPECT_LT(breeding.best()->cost, 0.1) << seed;  // the next lowest is 1
  }
}

TEST(Breeding, TheSameSeedGivesTheSamePointsAndAnotherSeedOthers) {
  const auto children = [](uint64_t seed) {
    Breeding breeding = search(5, seed);
    advance(breeding, sphere, 2);
    return breeding.ask();
  };
  EXPECT_EQ(children(3), children(3));
  EXPECT_NE(children(3), children(4));
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
  EXPECT_EQ(asked, starts);
  EXPECT_FALSE(breeding.best().has_value());
  advance(breeding, sphere, 2);
  EXPECT_EQ(breeding.best(), (Evaluated{starts[1], 0}));
  EXPECT_EQ(breeding.evaluations(), 6);
  EXPECT_EQ(breeding.ask().size(), 3 + 5);
}

// A pool of two whose costs are told generation by generation, and what children cost.
Breeding advanced(const std::vector<std::array<double, 2>>& costs, double of_child,
                  double luck = 0) {
  const std::vector<VectorXd> starts = {VectorXd{{1.0}}, VectorXd{{-1.0}}};
  Breeding breeding(starts, VectorXd::Ones(1),
                    {.population = 12, .low = VectorXd{{-2.0}}, .high = VectorXd{{2.0}}}, luck);
  for (const auto& of_starts : costs)
    advance(
        breeding,
        [&](const VectorXd& x) {
          return x == starts[0] ? of_starts[0] : x == starts[1] ? of_starts[1] : of_child;
        },
        1);
  return breeding;
}

TEST(Breeding, JudgesTheWholePoolWithTheChildrenInEachGeneration) {
  Breeding breeding = search(4);
  for (int i = 0; i < 12; ++i) {
    std::vector<VectorXd> pool;
    for (const Member& member : breeding.state().pool) pool.push_back(member.x);
    const std::vector<VectorXd> asked = breeding.ask();
    ASSERT_EQ(asked.size(), pool.size() + (i < 2 ? 0 : 24)) << i;
    EXPECT_EQ(std::vector(asked.begin(), asked.begin() + static_cast<std::ptrdiff_t>(pool.size())),
              pool);
    advance(breeding, sphere, 1);
  }
  EXPECT_EQ(breeding.state().pool.size(), 16);
}

// The second point is better on each fourth course and falls on the others.
TEST(Breeding, ALuckyCourseDoesNotKeepABadPointAtTheTop) {
  std::vector<std::array<double, 2>> costs;
  for (int i = 0; i < 25; ++i) {
    costs.push_back({10, i % 4 == 0 ? 0 : 100.0});
    if (i == 0) continue;
    EXPECT_EQ(advanced(costs, 1000).best()->x, VectorXd{{1.0}}) << i;
  }
  EXPECT_EQ(advanced(costs, 1000).best()->cost, 10);
}

// Costs of 20 courses are kept; a point that was bad before them is not blamed for it.
TEST(Breeding, RemembersTwentyCourses) {
  std::vector<std::array<double, 2>> costs(3, {100, 0});
  costs.resize(3 + 17, {0, 10});
  EXPECT_EQ(advanced(costs, 1000).best(), (Evaluated{VectorXd{{-1.0}}, 170.0 / 20}));
  costs.resize(3 + 20, {0, 10});
  EXPECT_EQ(advanced(costs, 1000).best(), (Evaluated{VectorXd{{1.0}}, 0}));
}

// The children of the third generation meet a course that costs everyone 1000 more.
TEST(Breeding, WhoOnlyMetAHardCourseIsNotBehindWhoMetEasyOnes) {
  const Breeding breeding = advanced({{10, 20}, {10, 20}, {1010, 1020}}, 1005);
  const std::vector<Member>& pool = breeding.state().pool;
  EXPECT_EQ(pool.back().x, VectorXd{{-1.0}});
  EXPECT_EQ(pool.back().relative, (std::vector<double>{5, 5, 5}));
  EXPECT_EQ(pool[pool.size() - 2].x, VectorXd{{1.0}});
  EXPECT_EQ(pool.front().costs, std::vector<double>{1005});
  EXPECT_EQ(pool.front().relative, std::vector<double>{-10});  // to the pool's median of 1015
}

// All costs are whole numbers, so that sums are exact.
TEST(Breeding, HowHardTheCoursesAreChangesNothing) {
  Breeding even = search(4), uneven = search(4);
  for (int i = 0; i < 60; ++i) {
    const auto cost = [](const VectorXd& x) { return std::round(1000 * sphere(x)); };
    advance(even, cost, 1);
    advance(
        uneven, [&](const VectorXd& x) { return cost(x) + 4096 * (i % 3); }, 1);
    ASSERT_EQ(uneven.ask(), even.ask()) << i;
  }
}

// Of nine equal courses the starts know all, a child of the last one that alone: it has to be
// better by luck (1 - 1 / sqrt(9)).
TEST(Breeding, WhoWasJudgedOnceIsNotTrusted) {
  const auto best_after_child_of = [](double cost) {
    Breeding breeding = advanced(std::vector<std::array<double, 2>>(8, {100, 100}), 100, 60);
    const std::vector<Member> pool = breeding.state().pool;
    advance(
        breeding,
        [&](const VectorXd& x) {
          const bool old = std::any_of(pool.begin(), pool.end(),
                                       [&x](const Member& member) { return member.x == x; });
          return old ? 100 : cost;
        },
        1);
    return breeding.best()->cost;
  };
  EXPECT_EQ(best_after_child_of(61), 100);
  EXPECT_EQ(best_after_child_of(59), 59);
}

TEST(Breeding, KeepsEachPointOnce) {
  const VectorXd start{{0.5, 0.5}};
  Breeding breeding({start, start}, VectorXd::Ones(2),
                    {.low = VectorXd::Constant(2, -2), .high = VectorXd::Constant(2, 2)});
  for (int i = 0; i < 30; ++i) {
    advance(breeding, sphere, 1);
    const std::vector<Member>& pool = breeding.state().pool;
    for (size_t a = 0; a < pool.size(); ++a)
      for (size_t b = 0; b < a; ++b) EXPECT_NE(pool[a].x, pool[b].x);
  }
}

TEST(Breeding, TellsTheShareOfFailuresInThePoolsCosts) {
  const Breeding breeding = advanced({{10, 2000}, {10, 0}}, 0);
  EXPECT_EQ(breeding.spread(1000), "pool up to 1000 with 25 % failures");
}

TEST(Breeding, ACostThatIsNotFiniteIsWorseThanAnyOther) {
  for (const double instead : {kNaN, kInfinity, -kInfinity}) {
    Breeding breeding = search(5);
    advance(
        breeding, [instead](const VectorXd& x) { return x[0] > 0.7 ? instead : sphere(x); }, 5);
    for (const Member& member : breeding.state().pool) EXPECT_LE(member.x[0], 0.7);
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
