#include "core/push.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace steppage {

Eigen::Vector3d mean_force_n(std::span<const Push> pushes, Time from, Time to) {
  Eigen::Vector3d impulse_ns = Eigen::Vector3d::Zero();
  for (const Push& push : pushes) {
    const auto given = [&](Time by) {
      const double share = to_seconds(by - push.start) / to_seconds(push.end - push.start);
      return (1 - std::cos(std::numbers::pi * std::clamp(share, 0.0, 1.0))) / 2;
    };
    impulse_ns.head<2>() += (given(to) - given(from)) * push.impulse_ns;
  }
  return impulse_ns / to_seconds(to - from);
}

}  // namespace steppage
