#include "physics/muscle.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steppage {

Curve active_force_length(double length) {
  constexpr double kWidth = 0.45;
  const double x = length - 1;
  const double value = std::exp(-x * x / kWidth);
  return {value, -2 * x / kWidth * value};
}

Curve passive_force_length(double length) {
  constexpr double kShape = 4;
  constexpr double kStrainAtF0 = 0.6;
  if (length <= 1) return {0, 0};
  const double norm = std::exp(kShape) - 1;
  const double strain = (length - 1) / kStrainAtF0;
  const double bounded = std::min(strain, 1.0);  // a straight line above F0
  const double exponential = std::exp(kShape * bounded);
  const double slope = kShape / kStrainAtF0 * exponential / norm;
  return {(exponential - 1) / norm + slope * kStrainAtF0 * (strain - bounded), slope};
}

Curve force_velocity(double velocity) {
  constexpr double kCurvature = 5;
  constexpr double kEccentricForce = 1.5;
  constexpr double kEccentricSlope = 7.56 * kCurvature;
  if (velocity <= -1) return {0, 0};
  if (velocity <= 0) {
    const double q = 1 / (1 - kCurvature * velocity);
    return {(1 + velocity) * q, (1 + kCurvature) * q * q};
  }
  const double q = 1 / (1 + kEccentricSlope * velocity);
  return {kEccentricForce - (kEccentricForce - 1) * (1 - velocity) * q,
          (kEccentricForce - 1) * (1 + kEccentricSlope) * q * q};
}

Curve tendon_force(double strain) {
  if (strain <= 0) return {0, 0};
  if (strain < 1) return {strain * strain, 2 * strain};
  return {2 * strain - 1, 2};
}

double solve_fibre(const MuscleParameters& muscle, double activation, double previous,
                   double path_m, double step_s) {
  constexpr double kShortest = 0.2;
  constexpr double kLongest = 4;
  constexpr double kTolerance = 1e-8;
  constexpr int kMostIterations = 60;
  if (!std::isfinite(activation + previous + path_m))
    return std::numeric_limits<double>::quiet_NaN();

  const bool moving = step_s > 0;
  const double per_velocity = moving ? 1 / (step_s * muscle.max_velocity_l0_s) : 0;
  const double start = moving ? std::clamp(previous, kShortest, kLongest) : 1;
  const double active = activation * muscle.active_scale;
  const double per_strain = 1 / (muscle.tendon_slack_m * muscle.tendon_strain);

  double low = kShortest, high = kLongest, length = start;
  for (int iteration = 0; iteration < kMostIterations; ++iteration) {
    const double velocity = (length - start) * per_velocity;
    const Curve fl = active_force_length(length);
    const Curve fp = passive_force_length(length);
    const Curve fv = moving ? force_velocity(velocity) : Curve{1, 0};
    const Curve ft = tendon_force(
        (path_m - length * muscle.optimal_fibre_m - muscle.tendon_slack_m) * per_strain);
    const double excess = active * fl.value * fv.value + muscle.passive_scale * fp.value +
                          muscle.fibre_damping * velocity - ft.value;
    const double slope = active * (fl.slope * fv.value + fl.value * fv.slope * per_velocity) +
                         muscle.passive_scale * fp.slope + muscle.fibre_damping * per_velocity +
                         ft.slope * muscle.optimal_fibre_m * per_strain;
    (excess > 0 ? high : low) = length;
    double next = length - excess / slope;
    if (!(slope > 0 && next > low && next < high)) next = (low + high) / 2;
    const bool done = std::fabs(next - length) < kTolerance;
    length = next;
    if (done) break;
  }
  return length;
}

double tendon_force_n(const MuscleParameters& muscle, double fibre_length, double path_m) {
  const double stretch = path_m - fibre_length * muscle.optimal_fibre_m - muscle.tendon_slack_m;
  return muscle.max_force_n *
         tendon_force(stretch / (muscle.tendon_slack_m * muscle.tendon_strain)).value;
}

}  // namespace steppage
