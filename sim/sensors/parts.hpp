// Inertial parts by name. Sources and what is verified: parts.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace steppage {

/// One six-axis part in one range setting. Noise densities are one-sided, as data sheets give them.
struct Part {
  std::string_view name, summary;
  double accel_range_g, accel_lsb_g;
  double gyro_range_dps, gyro_lsb_dps;
  double accel_noise_ug_rthz, gyro_noise_mdps_rthz;
  double accel_bias_limit_mg, gyro_bias_limit_dps;  // three standard deviations of the turn-on bias
  double bandwidth_of_rate;  // -3 dB corner of the anti-alias filter over the output rate
  std::span<const double> rates_hz;
  double default_rate_hz;
};

std::span<const Part> parts();
std::vector<std::string> part_names();
/// Null when there is no part of that name.
const Part* find_part(std::string_view name);

}  // namespace steppage
