// Kinds of sensors that a scenario may ask for.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace steppage {

struct SensorKind {
  std::string_view name, summary;
};

std::span<const SensorKind> sensors();

/// Places on the body where an inertial sensor can be worn.
std::vector<std::string> imu_sites();

}  // namespace steppage
