#include "sensors/imu.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.hpp"

namespace steppage {
namespace {

constexpr double kStandardGravity = 9.80665;
constexpr double kDegree = std::numbers::pi / 180;
constexpr double kLargestCount = 32767;  // 16-bit words

const Part& part_of(const ImuSettings& settings) {
  const Part* part = find_part(settings.part);
  CHECK(part != nullptr);
  return *part;
}

double rate_hz(Time timestep) { return 1 / to_seconds(timestep); }

}  // namespace

Imu::Channel::Channel(const char* channel, const ImuSettings& settings, double bias_sd,
                      double noise, double range_in, double lsb_in, double corner_hz, double rate,
                      uint64_t seed)
    : random(seed, settings.site + "/" + channel + "/white"),
      noise_sd(settings.errors ? noise * std::sqrt(rate / 2) : 0),  // one-sided density, full band
      range(range_in),
      lsb(lsb_in),
      bias(Eigen::Vector3d::Zero()),
      filter(corner_hz, rate) {
  Random draw(seed, settings.site + "/" + channel + "/bias");
  if (settings.errors)
    for (double& axis : bias) axis = draw.gaussian(0, bias_sd);
}

void Imu::Channel::observe(const Eigen::Vector3d& truth) {
  Eigen::Vector3d value = truth + bias;
  if (noise_sd > 0)
    for (double& axis : value) axis += random.gaussian(0, noise_sd);
  previous = present;
  present = filter.step(value);
}

Eigen::Vector3d Imu::Channel::sample(double fraction, bool errors, bool& clipped) const {
  Eigen::Vector3d value = previous + fraction * (present - previous);
  if (!errors) return value;
  const double largest = std::min(kLargestCount, std::floor(range / lsb));
  for (double& axis : value) {
    const double counts = std::round(axis / lsb);
    clipped = clipped || std::fabs(counts) >= largest;
    axis = std::clamp(counts, -largest, largest) * lsb;
  }
  return value;
}

Imu::Imu(const ImuSettings& settings, const Layout& layout, Time timestep, uint64_t seed)
    : settings_(settings),
      site_(static_cast<size_t>(find_index(layout.imu_sites, settings.site))),
      timestep_(timestep),
      accel_("accel", settings, part_of(settings).accel_bias_limit_mg / 3 * 1e-3 * kStandardGravity,
             part_of(settings).accel_noise_ug_rthz * 1e-6 * kStandardGravity,
             part_of(settings).accel_range_g * kStandardGravity,
             part_of(settings).accel_lsb_g * kStandardGravity,
             part_of(settings).bandwidth_of_rate * settings.rate_hz, rate_hz(timestep), seed),
      gyro_("gyro", settings, part_of(settings).gyro_bias_limit_dps / 3 * kDegree,
            part_of(settings).gyro_noise_mdps_rthz * 1e-3 * kDegree,
            part_of(settings).gyro_range_dps * kDegree, part_of(settings).gyro_lsb_dps * kDegree,
            part_of(settings).bandwidth_of_rate * settings.rate_hz, rate_hz(timestep), seed) {
  CHECK(site_ < layout.imu_sites.size());
  const char* axes = "xyz";
  for (int i = 0; i < 3; ++i)
    drawn_.push_back({std::string("accel_bias_") + axes[i] + "_m_s2", accel_.bias[i]});
  for (int i = 0; i < 3; ++i)
    drawn_.push_back({std::string("gyro_bias_") + axes[i] + "_rad_s", gyro_.bias[i]});
}

Time Imu::sample_time() const {
  return Time(std::llround(static_cast<double>(count_) * 1e6 / settings_.rate_hz));
}

void Imu::skip_to(Time time) {
  while (sample_time() < time) ++count_;
  accel_.filter.restart();
  gyro_.filter.restart();
  gap_before_ = true;
}

void Imu::observe(const Instant& now, std::vector<ImuSample>& arrived) {
  const IdealImu& truth = now.imus[site_];
  accel_.observe(truth.accel_m_s2);
  gyro_.observe(truth.gyro_rad_s);
  while (sample_time() <= now.time) {
    const double fraction = 1 - to_seconds(now.time - sample_time()) / to_seconds(timestep_);
    ImuSample sample;
    sample.t_device = sample_time();
    sample.t_arrival = now.time;
    bool clipped = false;
    sample.accel_m_s2 = accel_.sample(fraction, settings_.errors, clipped);
    sample.gyro_rad_s = gyro_.sample(fraction, settings_.errors, clipped);
    sample.flags = (clipped ? kClipped : 0) | (gap_before_ ? kGapBefore : 0);
    gap_before_ = false;
    arrived.push_back(sample);
    ++count_;
  }
}

}  // namespace steppage
