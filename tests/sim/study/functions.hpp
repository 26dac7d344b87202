// Standard functions on which optimisers are compared, the least value of each is 0, and a search
// on them.
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "study/optimiser.hpp"

namespace steppage {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Cost = std::function<double(const Eigen::VectorXd&)>;

inline void advance(Optimiser& optimiser, const Cost& cost, int generations) {
  for (int i = 0; i < generations; ++i) {
    std::vector<double> costs;
    for (const Eigen::VectorXd& x : optimiser.ask()) costs.push_back(cost(x));
    optimiser.tell(costs);
  }
}

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
