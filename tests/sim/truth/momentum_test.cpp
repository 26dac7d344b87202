#include "truth/momentum.hpp"

#include <gtest/gtest.h>

namespace steppage {
namespace {

constexpr Time kStep{1000};
constexpr double kMass_kg = 70;

// A body that accelerates by `acceleration` and spins up by `moment` while contacts carry its
// weight.
MomentumResidual residual(const Eigen::Vector3d& acceleration, const Eigen::Vector3d& moment) {
  MomentumBalance balance(kStep);
  Instant now;
  for (int i = 0; i < 50; ++i) {
    const double t = 0.001 * i;
    now.balance.mass_kg = kMass_kg;
    now.balance.linear_momentum = kMass_kg * acceleration * t;
    now.balance.angular_momentum = moment * t;
    now.balance.contact_force_n = {0, 0, kMass_kg * 9.81};
    balance.observe(now);
  }
  return balance.largest();
}

TEST(MomentumBalance, ClosesForABodyAtRestOnTheFloor) {
  const MomentumResidual closed = residual(Eigen::Vector3d::Zero(), Eigen::Vector3d::Zero());
  EXPECT_LT(closed.force_n, 1e-9);
  EXPECT_LT(closed.moment_nm, 1e-9);
}

TEST(MomentumBalance, ShowsAHandThatPushesWithThreeNewtons) {
  EXPECT_NEAR(residual({3 / kMass_kg, 0, 0}, {0, 0, 0}).force_n, 3, 1e-9);
}

TEST(MomentumBalance, ShowsAHandThatTwistsWithTwoNewtonMetres) {
  EXPECT_NEAR(residual({0, 0, 0}, {0, 2, 0}).moment_nm, 2, 1e-9);
}

}  // namespace
}  // namespace steppage
