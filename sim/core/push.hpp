// A push against the trunk: a declared force from outside.
#pragma once

#include <Eigen/Core>
#include <span>

#include "core/time.hpp"

namespace steppage {

/// Grows and fades as half a sine wave does.
struct Push {
  Time start{}, end{};                                   // of the activity
  Eigen::Vector2d impulse_ns = Eigen::Vector2d::Zero();  // world: x forward, y left
};

/// Mean force from one time to another, so that a whole push gives its whole impulse.
Eigen::Vector3d mean_force_n(std::span<const Push> pushes, Time from, Time to);

}  // namespace steppage
