#include "core/push.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace steppage {
namespace {

constexpr Time kStep{1000};
const std::vector<Push> kPush = {{Time{100'000}, Time{300'000}, {3, -4}}};

TEST(Push, GivesItsWholeImpulseInWholeSteps) {
  Eigen::Vector3d sum_ns = Eigen::Vector3d::Zero();
  for (Time t{0}; t < Time{400'000}; t += kStep)
    sum_ns += to_seconds(kStep) * mean_force_n(kPush, t, t + kStep);
  EXPECT_LT((sum_ns - Eigen::Vector3d(3, -4, 0)).norm(), 1e-12);
}

TEST(Push, IsStrongestInItsMiddleByTheHalfSinesClosedForm) {
  const double force_n = mean_force_n(kPush, Time{199'500}, Time{200'500}).norm();
  EXPECT_NEAR(force_n, 5 * std::numbers::pi / 2 / 0.2, 0.001);
}

TEST(Push, DoesNothingBeforeAndAfter) {
  EXPECT_TRUE(mean_force_n(kPush, Time{0}, Time{100'000}).isZero(1e-12));
  EXPECT_TRUE(mean_force_n(kPush, Time{300'000}, Time{301'000}).isZero(1e-12));
}

}  // namespace
}  // namespace steppage
