#include "study/linear_feedback.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "core/random.hpp"

namespace steppage {
namespace {

FeedbackAims aims_of(double wander, double most, double effort) {
  return {Eigen::VectorXd::Constant(1, wander), Eigen::VectorXd::Constant(1, most), effort};
}

Eigen::MatrixXd law_of(const LinearSteps& steps, const FeedbackAims& aims) {
  return optimal_feedback(std::span(&steps, 1), aims).front();
}

// next = state + input, costs state^2 + input^2: the Riccati equation p = 1 + p - p^2 / (1 + p) has
// the golden ratio as its solution, and the law is -p / (1 + p).
TEST(OptimalFeedback, OfASumIsThatOfTheGoldenRatio) {
  const LinearSteps sum{Eigen::MatrixXd::Ones(1, 1), Eigen::MatrixXd::Ones(1, 1)};
  const double golden = (1 + std::sqrt(5)) / 2;
  EXPECT_NEAR(law_of(sum, aims_of(1, 1, 1))(0, 0), -golden / (1 + golden), 1e-9);
}

// Moments that are alike are one. Where the second doubles what it finds and obeys nobody, what is
// left before it costs q = 1 + 2^2 p, and before the first p = 1 + q / (1 + q): 4 p^2 = 6 p + 3.
TEST(OptimalFeedback, OfMomentsInTurnKnowsWhatComesNext) {
  const LinearSteps sum{Eigen::MatrixXd::Ones(1, 1), Eigen::MatrixXd::Ones(1, 1)};
  const LinearSteps doubling{Eigen::MatrixXd::Constant(1, 1, 2), Eigen::MatrixXd::Zero(1, 1)};
  const FeedbackAims aims = aims_of(1, 1, 1);
  const double alone = law_of(sum, aims)(0, 0);
  for (const Eigen::MatrixXd& law : optimal_feedback(std::array{sum, sum}, aims))
    EXPECT_NEAR(law(0, 0), alone, 1e-9);
  const std::vector<Eigen::MatrixXd> laws = optimal_feedback(std::array{sum, doubling}, aims);
  const double p = (3 + std::sqrt(21)) / 4, q = 1 + 4 * p;
  EXPECT_NEAR(laws[0](0, 0), -q / (1 + q), 1e-9);
  EXPECT_EQ(laws[1](0, 0), 0);
}

TEST(OptimalFeedback, DoesNothingAboutWhatItCannotChange) {
  const LinearSteps runaway{Eigen::MatrixXd::Constant(1, 1, 2), Eigen::MatrixXd::Zero(1, 1)};
  EXPECT_EQ(law_of(runaway, aims_of(1, 1, 1))(0, 0), 0);
}

TEST(OptimalFeedback, SteadiesWhatWouldRunAway) {
  LinearSteps steps{Eigen::MatrixXd(2, 2), Eigen::MatrixXd(2, 1)};
  steps.a << 1.3, 0.4, 0, 1.1;
  steps.b << 0, 1;
  const Eigen::MatrixXd law =
      law_of(steps, {Eigen::VectorXd::Ones(2), Eigen::VectorXd::Ones(1), 1});
  Eigen::VectorXd state = Eigen::VectorXd::Ones(2);
  for (int i = 0; i < 100; ++i) state = (steps.a + steps.b * law) * state;
  EXPECT_LT(state.norm(), 1e-6);
}

std::vector<Transition> steps_of(const LinearSteps& steps, int count, double chance) {
  Random random(1, "steps");
  std::vector<Transition> seen;
  Eigen::VectorXd state = Eigen::VectorXd::Zero(2);
  for (int i = 0; i < count; ++i) {
    const Eigen::VectorXd input = Eigen::VectorXd::Constant(1, random.gaussian());
    Eigen::VectorXd next = steps.a * state + steps.b * input;
    for (double& value : next) value += random.gaussian(0, chance);
    seen.push_back({state, input, next});
    state = next;
  }
  return seen;
}

class Identified : public testing::Test {
 protected:
  Identified() {
    steps_.a << 0.8, 0.3, -0.1, 0.6;
    steps_.b << 0.5, -0.2;
  }
  LinearSteps steps_{Eigen::MatrixXd(2, 2), Eigen::MatrixXd(2, 1)};
  const FeedbackAims aims_{Eigen::VectorXd::Ones(2), Eigen::VectorXd::Ones(1), 1};
};

TEST_F(Identified, StepsAreThoseThatWereSeen) {
  const LinearSteps found = identify(steps_of(steps_, 50, 0), aims_, 0);
  EXPECT_LT((found.a - steps_.a).norm() + (found.b - steps_.b).norm(), 1e-9);
}

TEST_F(Identified, StepsAreToldFromChanceTheBetterTheMoreAreSeen) {
  const auto error = [&](int count) {
    const LinearSteps found = identify(steps_of(steps_, count, 0.5), aims_, 3);
    return (found.a - steps_.a).norm() + (found.b - steps_.b).norm();
  };
  EXPECT_LT(error(20000), 0.03);
  EXPECT_LT(error(20000), error(50));
}

TEST_F(Identified, AFewStepsOfAFallDoNotCountOnceOutliersAreLeftOut) {
  std::vector<Transition> seen = steps_of(steps_, 2000, 0.1);
  for (int i = 0; i < 20; ++i)
    seen.push_back({Eigen::VectorXd::Constant(2, 50 + i), Eigen::VectorXd::Zero(1),
                    Eigen::VectorXd::Constant(2, 90 + i)});
  const auto error = [&](const std::vector<Transition>& from) {
    return (identify(from, aims_, 3).a - steps_.a).norm();
  };
  EXPECT_GT(error(seen), 0.5);
  const std::vector<Transition> kept = without_outliers(seen, 7);
  EXPECT_LT(kept.size(), 2001);
  EXPECT_LT(error(kept), 0.05);
}

}  // namespace
}  // namespace steppage
