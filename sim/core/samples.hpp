// What a sensor said.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace steppage {

/// Bits of ImuSample::flags; the same as STP_CLIPPED and STP_GAP_BEFORE of the detector's
/// interface.
inline constexpr uint32_t kClipped = 1;
inline constexpr uint32_t kGapBefore = 2;

/// One six-axis reading. Sensor frame: x forward, y left, z up when the wearer stands upright.
struct ImuSample {
  Time t_device{};   // the sensor's own clock
  Time t_arrival{};  // when the detector got it, on the trial's clock
  Eigen::Vector3d accel_m_s2 = Eigen::Vector3d::Zero();  // specific force: +9.81 on z at rest
  Eigen::Vector3d gyro_rad_s = Eigen::Vector3d::Zero();
  uint32_t flags = 0;
  bool operator==(const ImuSample&) const = default;
};

/// A number that was drawn for one sensor, kept so that a trial can be explained.
struct ErrorParameter {
  std::string name;  // with its unit, e.g. "gyro_bias_x_rad_s"
  double value = 0;
  bool operator==(const ErrorParameter&) const = default;
};

/// All samples of one sensor, in the order of their arrival.
struct Stream {
  std::string sensor;  // name of the file in streams/, e.g. "right_shank"
  std::string site;    // e.g. "right_shank"
  std::string part;    // e.g. "LSM6DSO"
  double rate_hz = 0;  // nominal
  std::vector<ErrorParameter> errors;
  std::vector<ImuSample> samples;
  bool operator==(const Stream&) const = default;
};

}  // namespace steppage
