#include "physics/muscle.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace steppage {
namespace {

MuscleParameters vasti() {
  MuscleParameters muscle;
  muscle.max_force_n = 4500;
  muscle.optimal_fibre_m = 0.1;
  muscle.tendon_slack_m = 0.12;
  return muscle;
}

TEST(MuscleCurves, MeetTheirPublishedAnchors) {
  EXPECT_DOUBLE_EQ(active_force_length(1).value, 1);
  EXPECT_NEAR(active_force_length(0.5).value, std::exp(-0.25 / 0.45), 1e-15);  // Thelen 2003
  EXPECT_DOUBLE_EQ(passive_force_length(1).value, 0);
  EXPECT_NEAR(passive_force_length(1.6).value, 1, 1e-12);  // F0 at a strain of 0.6
  EXPECT_DOUBLE_EQ(force_velocity(0).value, 1);
  EXPECT_DOUBLE_EQ(force_velocity(-1).value, 0);
  EXPECT_NEAR(force_velocity(1).value, 1.5, 1e-12);           // Geyer & Herr 2010
  EXPECT_NEAR(force_velocity(-0.5).value, 0.5 / 3.5, 1e-12);  // Hill: (1 + v)/(1 - 5 v)
  EXPECT_DOUBLE_EQ(tendon_force(1).value, 1);
  EXPECT_DOUBLE_EQ(tendon_force(-1).value, 0);
}

TEST(MuscleCurves, HaveTheSlopesThatTheyClaim) {
  const std::vector<std::function<Curve(double)>> curves = {
      active_force_length, passive_force_length, force_velocity, tendon_force};
  for (size_t i = 0; i < curves.size(); ++i)
    for (const double x : {-0.7, -0.2, 0.15, 0.6, 1.15, 1.45, 1.9}) {
      constexpr double kStep = 1e-6;
      const double slope = (curves[i](x + kStep).value - curves[i](x - kStep).value) / (2 * kStep);
      EXPECT_NEAR(curves[i](x).slope, slope, 1e-5) << "curve " << i << " at " << x;
    }
}

// The balance of fibre and tendon, found again by bisection.
double equilibrium_force(const MuscleParameters& muscle, double activation, double path_m) {
  double low = 0.2, high = 4;
  for (int i = 0; i < 200; ++i) {
    const double length = (low + high) / 2;
    const double x = length - 1;
    const double active = activation * std::exp(-x * x / 0.45);
    const double passive =
        x <= 0 ? 0
               : (x < 0.6 ? std::expm1(4 * x / 0.6) / std::expm1(4.0)
                          : 1 + 4 / 0.6 * std::exp(4.0) / std::expm1(4.0) * (x - 0.6));
    const double strain = (path_m - length * muscle.optimal_fibre_m - muscle.tendon_slack_m) /
                          (muscle.tendon_slack_m * muscle.tendon_strain);
    const double tendon = strain <= 0 ? 0 : (strain < 1 ? strain * strain : 2 * strain - 1);
    (active + passive > tendon ? high : low) = length;
  }
  return tendon_force_n(muscle, (low + high) / 2, path_m);
}

TEST(Muscle, AtRestBalancesFibreAndTendon) {
  const MuscleParameters muscle = vasti();
  for (const double activation : {0.0, 0.1, 0.5, 1.0})
    for (const double path : {0.18, 0.22, 0.25, 0.28}) {
      const double fibre = solve_fibre(muscle, activation, 0, path, 0);
      EXPECT_NEAR(tendon_force_n(muscle, fibre, path), equilibrium_force(muscle, activation, path),
                  1e-6 * muscle.max_force_n)
          << activation << " " << path;
    }
}

TEST(Muscle, SettlesInStepsToWhatItIsAtRest) {
  const MuscleParameters muscle = vasti();
  double fibre = 1.2;
  for (int i = 0; i < 3000; ++i) fibre = solve_fibre(muscle, 0.6, fibre, 0.23, 0.001);
  EXPECT_NEAR(fibre, solve_fibre(muscle, 0.6, 0, 0.23, 0), 1e-7);
}

TEST(Muscle, WeakensInProportionToWhatIsLeftOfIt) {
  MuscleParameters muscle = vasti();
  muscle.passive_scale = 0;
  muscle.tendon_strain = 1e-4;  // nearly rigid: the fibre hardly shortens
  const double path = 0.22;
  const double whole = tendon_force_n(muscle, solve_fibre(muscle, 1, 0, path, 0), path);
  muscle.active_scale = 0.25;
  const double quarter = tendon_force_n(muscle, solve_fibre(muscle, 1, 0, path, 0), path);
  EXPECT_NEAR(quarter / whole, 0.25, 1e-3);
}

TEST(Muscle, AnswersNonsenseWithNotANumberInsteadOfHanging) {
  EXPECT_TRUE(std::isnan(solve_fibre(vasti(), NAN, 1, 0.22, 0.001)));
  EXPECT_TRUE(std::isnan(solve_fibre(vasti(), 1, INFINITY, 0.22, 0.001)));
  EXPECT_TRUE(std::isfinite(solve_fibre(vasti(), -3, 1, 0.0, 0.001)));
  EXPECT_TRUE(std::isfinite(solve_fibre(vasti(), 100, 1, 1.22, 0.001)));
}

}  // namespace
}  // namespace steppage
