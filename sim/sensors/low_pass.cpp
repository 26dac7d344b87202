#include "sensors/low_pass.hpp"

#include <cmath>
#include <numbers>

#include "core/check.hpp"

namespace steppage {

LowPass::LowPass(double corner_hz, double rate_hz) {
  CHECK(corner_hz > 0 && corner_hz < rate_hz / 2);
  const double k = std::tan(std::numbers::pi * corner_hz / rate_hz);
  const double norm = 1 / (1 + std::numbers::sqrt2 * k + k * k);
  b0_ = k * k * norm;
  a1_ = 2 * (k * k - 1) * norm;
  a2_ = (1 - std::numbers::sqrt2 * k + k * k) * norm;
}

Eigen::Vector3d LowPass::step(const Eigen::Vector3d& input) {
  if (!started_) {  // the state in which a constant input passes unchanged
    s1_ = (1 - b0_) * input;
    s2_ = (b0_ - a2_) * input;
    started_ = true;
  }
  Eigen::Vector3d output = b0_ * input + s1_;
  s1_ = 2 * b0_ * input - a1_ * output + s2_;
  s2_ = b0_ * input - a2_ * output;
  return output;
}

}  // namespace steppage
