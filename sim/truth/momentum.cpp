#include "truth/momentum.hpp"

#include <algorithm>

namespace steppage {

void MomentumBalance::observe(const Instant& now) {
  if (before_) {
    const Eigen::Vector3d weight(0, 0, -before_->mass_kg * kGravity_m_s2);
    force_ += (now.balance.linear_momentum - before_->linear_momentum) / step_s_ -
              before_->contact_force_n - weight;
    moment_ += (now.balance.angular_momentum - before_->angular_momentum) / step_s_ -
               before_->contact_moment_nm;
    if (++steps_ == kWindowSteps) {
      largest_.force_n = std::max(largest_.force_n, force_.norm() / kWindowSteps);
      largest_.moment_nm = std::max(largest_.moment_nm, moment_.norm() / kWindowSteps);
      force_.setZero();
      moment_.setZero();
      steps_ = 0;
    }
  }
  before_ = now.balance;
}

}  // namespace steppage
