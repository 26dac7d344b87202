#include "physics/box_qp.hpp"

#include <gtest/gtest.h>

namespace steppage {
namespace {

TEST(BoxQp, FindsTheCornerAndTheFreePartOfAKnownProblem) {
  // min (x-3)^2 + (y-0.25)^2 + xy on [0,1]^2: x is at its bound, y = 0.25 - x/2 is below its own.
  Eigen::MatrixXd hessian(2, 2);
  hessian << 2, 1, 1, 2;
  const Eigen::VectorXd gradient = Eigen::Vector2d(-6, -0.5), low = Eigen::Vector2d::Zero(),
                        high = Eigen::Vector2d::Ones();
  Eigen::VectorXd x = Eigen::Vector2d(0.5, 0.5);
  BoxQp qp(2);
  ASSERT_TRUE(qp.solve(hessian, gradient, low, high, x));
  EXPECT_NEAR(x[0], 1, 1e-9);
  EXPECT_NEAR(x[1], 0, 1e-9);
}

TEST(BoxQp, MeetsTheOptimalityConditionsOfRandomProblems) {
  const int n = 28;
  std::srand(7);
  BoxQp qp(n);
  for (int trial = 0; trial < 50; ++trial) {
    const Eigen::MatrixXd root = Eigen::MatrixXd::Random(n, n);
    const Eigen::MatrixXd hessian = root.transpose() * root + 0.1 * Eigen::MatrixXd::Identity(n, n);
    const Eigen::VectorXd gradient = 5 * Eigen::VectorXd::Random(n);
    const Eigen::VectorXd low = Eigen::VectorXd::Zero(n), high = Eigen::VectorXd::Ones(n);
    Eigen::VectorXd x = Eigen::VectorXd::Constant(n, 0.3);
    ASSERT_TRUE(qp.solve(hessian, gradient, low, high, x));
    const Eigen::VectorXd slope = hessian * x + gradient;
    for (int i = 0; i < n; ++i) {
      if (x[i] <= 1e-9) {
        EXPECT_GE(slope[i], -1e-5);
      } else if (x[i] >= 1 - 1e-9) {
        EXPECT_LE(slope[i], 1e-5);
      } else {
        EXPECT_NEAR(slope[i], 0, 1e-5);
      }
    }
  }
}

TEST(BoxQp, RefusesAProblemWithoutAMinimumAndKeepsTheStart) {
  const Eigen::MatrixXd hessian = -Eigen::MatrixXd::Identity(2, 2);
  const Eigen::VectorXd zero = Eigen::Vector2d::Zero(), one = Eigen::Vector2d::Ones();
  Eigen::VectorXd x = Eigen::Vector2d(0.25, 0.75);
  BoxQp qp(2);
  EXPECT_FALSE(qp.solve(hessian, zero, zero, one, x));
  EXPECT_EQ(x, Eigen::VectorXd(Eigen::Vector2d(0.25, 0.75)));
}

}  // namespace
}  // namespace steppage
