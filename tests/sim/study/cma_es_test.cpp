#include "study/cma_es.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "functions.hpp"

namespace steppage {
namespace {

using Eigen::VectorXd;

CmaEs search(Eigen::Index n, const SearchSettings& settings = {}) {
  return CmaEs(VectorXd::Constant(n, 0.7), VectorXd::Constant(n, 0.3), settings);
}

TEST(CmaEs, FindsTheMinimumOfALongBentValley) {
  CmaEs cma = search(6);
  advance(cma, rosenbrock, 1000);
  EXPECT_LT(cma.best()->cost, 1e-12);
  EXPECT_LT((cma.mean() - VectorXd::Ones(6)).norm(), 1e-5);
  EXPECT_EQ(cma.evaluations(), 1000 * 9);
}

// On a quadratic function the covariance learns the inverse Hessian up to a factor.
TEST(CmaEs, LearnsTheShapeOfTheFunction) {
  CmaEs cma = search(4);
  advance(cma, ellipsoid, 150);
  const Eigen::MatrixXd shape = cma.state().covariance;
  for (int i = 1; i < 4; ++i)
    EXPECT_NEAR(std::log10(shape(0, 0) / shape(i, i)), 2 * i, 0.7) << shape;
}

TEST(CmaEs, SeesOnlyTheOrderOfTheCosts) {
  CmaEs plain = search(5), bent = search(5);
  advance(plain, rosenbrock, 60);
  advance(
      bent, [](const VectorXd& x) { return std::log(rosenbrock(x)) - 7; }, 60);
  EXPECT_EQ(plain.ask(), bent.ask());
}

TEST(CmaEs, TheSameSeedGivesTheSamePointsAndAnotherSeedOthers) {
  EXPECT_EQ(search(5, {.seed = 3}).ask(), search(5, {.seed = 3}).ask());
  EXPECT_NE(search(5, {.seed = 3}).ask(), search(5, {.seed = 4}).ask());
}

TEST(CmaEs, AskingTwiceChangesNothing) {
  const CmaEs cma = search(5);
  EXPECT_EQ(cma.ask(), cma.ask());
}

TEST(CmaEs, GoesOnFromItsStateWithTheSameBits) {
  CmaEs unbroken = search(5), first = search(5);
  advance(unbroken, rosenbrock, 70);
  advance(first, rosenbrock, 33);
  CmaEs second(first.state());
  advance(second, rosenbrock, 37);
  EXPECT_EQ(second.state(), unbroken.state());
}

TEST(CmaEs, ACostThatIsNotFiniteIsWorseThanAnyOther) {
  CmaEs finite = search(5), broken = search(5);
  const auto beyond = [](double instead) {
    return [instead](const VectorXd& x) { return x[0] > 0.7 ? instead : sphere(x); };
  };
  for (const double instead : {kNaN, kInfinity, -kInfinity}) {
    advance(finite, beyond(1e300), 5);
    advance(broken, beyond(instead), 5);
    EXPECT_EQ(broken.ask(), finite.ask()) << instead;
    EXPECT_TRUE(std::isfinite(broken.best()->cost));
  }
}

TEST(CmaEs, HasNoBestWhileNothingFiniteWasSeen) {
  CmaEs cma = search(5);
  advance(
      cma, [](const VectorXd&) { return kNaN; }, 3);
  EXPECT_FALSE(cma.best().has_value());
  advance(cma, sphere, 200);
  EXPECT_LT(cma.best()->cost, 1e-6);
}

TEST(CmaEs, RemembersTheBestPointThatWasEvaluated) {
  CmaEs cma = search(5);
  double least = kInfinity;
  advance(
      cma, [&least](const VectorXd& x) { return least = std::min(least, sphere(x)), sphere(x); },
      20);
  EXPECT_EQ(cma.best()->cost, least);
  EXPECT_EQ(sphere(cma.best()->x), least);
}

TEST(CmaEs, StaysInTheBoxAndFindsAMinimumOnItsEdge) {
  SearchSettings settings;
  settings.low = VectorXd::Constant(5, 0.5);
  settings.high = VectorXd::Constant(5, 0.9);
  settings.low[1] = -kInfinity;
  settings.high[2] = kInfinity;
  CmaEs cma = search(5, settings);
  advance(
      cma,
      [&settings](const VectorXd& x) {
        EXPECT_TRUE((x.array() >= settings.low.array()).all()) << x.transpose();
        EXPECT_TRUE((x.array() <= settings.high.array()).all()) << x.transpose();
        return sphere(x);
      },
      300);
  EXPECT_LT((cma.best()->x - VectorXd{{0.5, 0, 0.5, 0.5, 0.5}}).norm(), 1e-5);
}

TEST(CmaEs, AStepFarBeyondTheBoxIsMirroredIntoIt) {
  const VectorXd one = VectorXd::Ones(1);
  const CmaEs free(0.25 * one, 10 * one);
  const CmaEs boxed(0.25 * one, 10 * one, {.low = 0 * one, .high = one});
  const auto far = free.ask(), near = boxed.ask();
  for (size_t i = 0; i < far.size(); ++i)  // mirrors in 0 and 1: a triangle wave of period 2
    EXPECT_NEAR(near[i][0], std::acos(std::cos(M_PI * far[i][0])) / M_PI, 1e-9);
}

// Which direction is long does not matter: about as many generations on a rotated function.
TEST(CmaEs, IsAsFastOnARotatedFunction) {
  const auto generations = [](const Cost& cost, uint64_t seed) {
    CmaEs cma = search(6, {.seed = seed});
    while (!cma.best() || cma.best()->cost > 1e-9) advance(cma, cost, 1);
    return static_cast<double>(cma.state().generation);
  };
  const auto straight_cigar = [](const VectorXd& x) {
    return x[0] * x[0] + 1e6 * x.tail(x.size() - 1).squaredNorm();
  };
  double straight = 0, rotated = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    straight += generations(straight_cigar, seed);
    rotated += generations(rotated_cigar, seed);
  }
  EXPECT_NEAR(rotated / straight, 1, 0.15);
}

TEST(CmaEs, OutlivesItsConvergence) {
  CmaEs cma = search(3);
  advance(cma, ellipsoid, 5000);
  EXPECT_LT(cma.best()->cost, 1e-20);
  EXPECT_TRUE(cma.state().covariance.allFinite());
  EXPECT_TRUE(cma.mean().allFinite());
}

}  // namespace
}  // namespace steppage
