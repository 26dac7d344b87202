#include "physics/box_qp.hpp"

#include <mujoco/mujoco.h>

namespace steppage {

BoxQp::BoxQp(int size) : factor_(size * (size + 7)), free_(size), result_(size) {}

bool BoxQp::solve(const Eigen::MatrixXd& hessian, const Eigen::VectorXd& gradient,
                  const Eigen::VectorXd& low, const Eigen::VectorXd& high, Eigen::VectorXd& x) {
  result_ = x;
  const int status =
      mju_boxQP(result_.data(), factor_.data(), free_.data(), hessian.data(), gradient.data(),
                static_cast<int>(x.size()), low.data(), high.data());
  if (status < 0) return false;
  x = result_;
  return true;
}

}  // namespace steppage
