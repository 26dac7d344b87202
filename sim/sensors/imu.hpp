// A body-worn inertial sensor: what a real part would have said of the motion.
#pragma once

#include <string>
#include <vector>

#include "core/imu_mount.hpp"
#include "core/instant.hpp"
#include "core/random.hpp"
#include "core/samples.hpp"
#include "sensors/low_pass.hpp"
#include "sensors/parts.hpp"

namespace steppage {

struct ImuSettings {
  std::string site;
  std::string part;
  double rate_hz = 0;
  bool errors = true;  // false: only rate and filter, no noise, bias, range or quantisation
  ImuMount mount = {};
  bool operator==(const ImuSettings&) const = default;
};

/// Error chain, at the physics rate: specific force and rate at the site, turn-on bias, white
/// noise, anti-alias filter; then, at the part's own rate: range, quantisation.
class Imu {
 public:
  /// Errors are drawn from streams named by the site.
  Imu(const ImuSettings& settings, const Layout& layout, Time timestep, uint64_t seed);

  /// Nothing is heard between the last moment that was observed and `time`; the sensor's clock goes
  /// on, and its next sample says that there was a gap.
  void skip_to(Time time);
  /// Appends to `arrived` the samples that have arrived by `now`.
  void observe(const Instant& now, std::vector<ImuSample>& arrived);
  const std::vector<ErrorParameter>& errors() const { return drawn_; }

 private:
  struct Channel {
    Channel(const char* channel, const ImuSettings& settings, double bias_sd, double noise,
            double range_in, double lsb_in, double corner_hz, double rate_hz, uint64_t seed);
    void observe(const Eigen::Vector3d& truth);
    /// Value at `fraction` of the way from the previous physics step to the present one.
    Eigen::Vector3d sample(double fraction, bool errors, bool& clipped) const;

    Random random;
    double noise_sd;
    double range;
    double lsb;
    Eigen::Vector3d bias;
    LowPass filter;
    Eigen::Vector3d previous = Eigen::Vector3d::Zero(), present = Eigen::Vector3d::Zero();
  };
  Time sample_time() const;

  ImuSettings settings_;
  size_t site_;
  Time timestep_;
  Channel accel_, gyro_;
  std::vector<ErrorParameter> drawn_;
  int64_t count_ = 0;  // of sampling times that have passed
  bool gap_before_ = false;
};

}  // namespace steppage
