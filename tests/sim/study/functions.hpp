// Standard functions on which optimisers are compared; the least value of each is 0.
#pragma once

#include <Eigen/Core>
#include <cmath>

namespace steppage {

inline double sphere(const Eigen::VectorXd& x) { return x.squaredNorm(); }

/// Of condition 1e6.
inline double ellipsoid(const Eigen::VectorXd& x) {
  double sum = 0;
  for (Eigen::Index i = 0; i < x.size(); ++i)
    sum += std::pow(1e6, static_cast<double>(i) / static_cast<double>(x.size() - 1)) * x[i] * x[i];
  return sum;
}

inline double rosenbrock(const Eigen::VectorXd& x) {
  const auto n = x.size() - 1;
  const auto bend = x.tail(n).array() - x.head(n).array().square();
  return 100 * bend.square().sum() + (1 - x.head(n).array()).square().sum();
}

/// A hollow around every point of whole numbers.
inline double rastrigin(const Eigen::VectorXd& x) {
  return (x.array().square() + 10 - 10 * (2 * M_PI * x.array()).cos()).sum();
}

/// One long axis, along the diagonal of the space.
inline double rotated_cigar(const Eigen::VectorXd& x) {
  const double along = x.sum() / std::sqrt(static_cast<double>(x.size()));
  return along * along + 1e6 * (x.squaredNorm() - along * along);
}

}  // namespace steppage
