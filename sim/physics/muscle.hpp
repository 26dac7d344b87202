// The muscle-tendon unit: Hill-type fibre in series with an elastic tendon, as plain functions.
//
// Lengths are in optimal fibre lengths, velocities in maximal shortening velocities (shortening is
// negative), forces in maximal isometric forces F0. Curves: active and passive force-length of
// Thelen (2003, J Biomech Eng 125:70), force-velocity of Geyer & Herr (2010, IEEE TNSRE 18:263),
// quadratic-toe tendon.
#pragma once

namespace steppage {

/// One muscle line. Pennation is constant and already folded into force and fibre length.
struct MuscleParameters {
  double max_force_n = 0;      // F0, along the tendon
  double optimal_fibre_m = 0;  // L0, projected on the tendon
  double tendon_slack_m = 0;   // LT
  double max_velocity_l0_s = 10;
  double tendon_strain = 0.045;  // at F0
  double active_scale = 1;       // share of the contractile force that is left
  double passive_scale = 1;      // share of the passive force
  double fibre_damping = 0.05;   // F0 at maximal velocity
  bool operator==(const MuscleParameters&) const = default;
};

/// A value of a curve and its slope.
struct Curve {
  double value;
  double slope;
};

Curve active_force_length(double length);
Curve passive_force_length(double length);
Curve force_velocity(double velocity);
/// `strain` is in units of the tendon's strain at F0.
Curve tendon_force(double strain);

/// Fibre length that balances fibre and tendon on a path of `path_m`: after a step of `step_s` from
/// `previous` (implicit Euler), or at rest when `step_s` is 0. Newton's method inside a bracket;
/// NaN for input that is not finite.
double solve_fibre(const MuscleParameters& muscle, double activation, double previous,
                   double path_m, double step_s);

/// Tendon force in newtons, pulling is positive.
double tendon_force_n(const MuscleParameters& muscle, double fibre_length, double path_m);

}  // namespace steppage
