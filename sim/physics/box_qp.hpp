// Smallest quadratic form inside a box, by the engine's solver.
#pragma once

#include <Eigen/Core>

namespace steppage {

/// min 1/2 x'Hx + g'x with low <= x <= high, by projected Newton. H: n x n, symmetric, positive
/// definite. Starts from `x` and writes the solution there. Memory is kept between calls.
class BoxQp {
 public:
  explicit BoxQp(int size);
  /// False when H is not positive definite; `x` is then unchanged.
  bool solve(const Eigen::MatrixXd& hessian, const Eigen::VectorXd& gradient,
             const Eigen::VectorXd& low, const Eigen::VectorXd& high, Eigen::VectorXd& x);

 private:
  Eigen::VectorXd factor_;
  Eigen::VectorXi free_;
  Eigen::VectorXd result_;
};

}  // namespace steppage
