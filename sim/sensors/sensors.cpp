#include "sensors/sensors.hpp"

#include <array>

namespace steppage {
namespace {

constexpr std::array<SensorKind, 1> kSensors = {
    {{"imu", "accelerometer and gyroscope of a named part at a site of the body"}}};

}  // namespace

std::span<const SensorKind> sensors() { return kSensors; }

std::vector<std::string> imu_sites() {
  return {"left_foot",  "right_foot",  "left_shank", "right_shank", "left_thigh", "right_thigh",
          "left_wrist", "right_wrist", "pelvis",     "lower_back",  "sternum"};
}

}  // namespace steppage
