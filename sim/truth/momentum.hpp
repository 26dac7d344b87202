// No hidden hand: the patient's momentum changes by gravity and contacts alone.
#pragma once

#include <optional>

#include "core/gravity.hpp"
#include "core/instant.hpp"
#include "core/trial.hpp"

namespace steppage {

/// Compares, over windows of kWindowSteps steps, the mean rate of change of linear and angular
/// momentum (about the centre of mass) with gravity plus contacts, and keeps the largest
/// difference.
class MomentumBalance {
 public:
  static constexpr int kWindowSteps = 10;
  explicit MomentumBalance(Time timestep) : step_s_(to_seconds(timestep)) {}
  void observe(const Instant& now);
  const MomentumResidual& largest() const { return largest_; }

 private:
  double step_s_;
  std::optional<Balance> before_;
  Eigen::Vector3d force_ = Eigen::Vector3d::Zero(), moment_ = Eigen::Vector3d::Zero();
  int steps_ = 0;
  MomentumResidual largest_;
};

}  // namespace steppage
