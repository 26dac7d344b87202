// Second-order Butterworth low-pass at the physics rate.
#pragma once

#include <Eigen/Core>

namespace steppage {

/// Bilinear transform with the corner kept (pre-warped); direct form II transposed. Starts at rest
/// in its first input.
class LowPass {
 public:
  LowPass(double corner_hz, double rate_hz);
  Eigen::Vector3d step(const Eigen::Vector3d& input);
  void restart() { started_ = false; }

 private:
  double b0_, a1_, a2_;  // b1 = 2 b0, b2 = b0
  Eigen::Vector3d s1_ = Eigen::Vector3d::Zero(), s2_ = Eigen::Vector3d::Zero();
  bool started_ = false;
};

}  // namespace steppage
