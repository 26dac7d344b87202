#include "sensors/imu.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

namespace steppage {
namespace {

constexpr Time kStep{1000};
constexpr double kGravity = 9.80665;
constexpr double kDegree = std::numbers::pi / 180;

Instant still(Time time) {
  Instant now;
  now.time = time;
  now.imus.resize(1);
  now.imus[0].accel_m_s2 = {0, 0, 9.81};
  return now;
}

Layout one_site() {
  Layout layout;
  layout.imu_sites = {"right_shank"};
  return layout;
}

std::vector<ImuSample> record(const ImuSettings& settings, uint64_t seed, int milliseconds,
                              const std::function<void(Instant&)>& change = {}) {
  Imu imu(settings, one_site(), kStep, seed);
  std::vector<ImuSample> samples;
  for (int i = 0; i < milliseconds; ++i) {
    Instant now = still(i * kStep);
    if (change) change(now);
    imu.observe(now, samples);
  }
  return samples;
}

struct Moments {
  double mean = 0, deviation = 0;
};

Moments moments(const std::vector<ImuSample>& samples, double (*value)(const ImuSample&)) {
  Moments m;
  for (const ImuSample& s : samples) m.mean += value(s);
  m.mean /= static_cast<double>(samples.size());
  for (const ImuSample& s : samples) m.deviation += std::pow(value(s) - m.mean, 2);
  m.deviation = std::sqrt(m.deviation / static_cast<double>(samples.size()));
  return m;
}

class EveryPart : public testing::TestWithParam<Part> {
 protected:
  ImuSettings settings() const {
    return {"right_shank", std::string(GetParam().name), GetParam().default_rate_hz, true};
  }
};

TEST_P(EveryPart, SamplesAtItsOwnRateOffThePhysicsGrid) {
  const auto samples = record(settings(), 1, 10'000);
  const double rate = GetParam().default_rate_hz;
  ASSERT_NEAR(static_cast<double>(samples.size()), 10 * rate, 1);
  for (size_t i = 0; i < samples.size(); ++i) {
    EXPECT_EQ(samples[i].t_device.count(), std::llround(1e6 * static_cast<double>(i) / rate));
    EXPECT_GE(samples[i].t_arrival, samples[i].t_device);
    EXPECT_LT(samples[i].t_arrival - samples[i].t_device, kStep);
  }
}

// White noise of one-sided density D through a second-order Butterworth of corner f has the
// standard deviation D sqrt(1.11 f); quantisation adds about LSB^2/12 (not exactly where the noise
// is below one count).
TEST_P(EveryPart, IsAsNoisyAsItsDataSheetSays) {
  const Part& part = GetParam();
  const auto samples = record(settings(), 3, 60'000);
  const double width = std::sqrt(1.111 * part.bandwidth_of_rate * part.default_rate_hz);
  const auto expected = [&](double density, double lsb) {
    return std::sqrt(std::pow(density * width, 2) + lsb * lsb / 12);
  };
  const Moments gyro = moments(samples, [](const ImuSample& s) { return s.gyro_rad_s.y(); });
  EXPECT_NEAR(gyro.deviation /
                  expected(part.gyro_noise_mdps_rthz * 1e-3 * kDegree, part.gyro_lsb_dps * kDegree),
              1, 0.1);
  const Moments accel = moments(samples, [](const ImuSample& s) { return s.accel_m_s2.x(); });
  EXPECT_NEAR(accel.deviation /
                  expected(part.accel_noise_ug_rthz * 1e-6 * kGravity, part.accel_lsb_g * kGravity),
              1, 0.1);
}

TEST_P(EveryPart, IsOffByTheBiasThatItReports) {
  const Imu imu(settings(), one_site(), kStep, 5);
  const auto samples = record(settings(), 5, 60'000);
  ASSERT_EQ(imu.errors().size(), 6U);
  EXPECT_EQ(imu.errors()[4].name, "gyro_bias_y_rad_s");
  const Moments gyro = moments(samples, [](const ImuSample& s) { return s.gyro_rad_s.y(); });
  EXPECT_NEAR(gyro.mean, imu.errors()[4].value, 1e-4);
  EXPECT_NE(gyro.mean, 0);
}

TEST_P(EveryPart, SpeaksInWholeCountsAndClipsAtItsRange) {
  const Part& part = GetParam();
  const auto samples = record(settings(), 1, 2000, [](Instant& now) {
    if (now.time > Time{1'000'000}) now.imus[0].gyro_rad_s.y() = -5000 * kDegree;
  });
  for (const ImuSample& sample : samples) {
    const double counts = sample.gyro_rad_s.x() / (part.gyro_lsb_dps * kDegree);
    EXPECT_NEAR(counts, std::round(counts), 1e-6);
  }
  EXPECT_EQ(samples.front().flags, 0U);
  EXPECT_EQ(samples.back().flags, kClipped);
  EXPECT_NEAR(samples.back().gyro_rad_s.y(), -part.gyro_range_dps * kDegree,
              2 * part.gyro_lsb_dps * kDegree);
}

TEST_P(EveryPart, WithoutErrorsShowsASlowMotionDelayedByItsFilterAlone) {
  ImuSettings ideal = settings();
  ideal.errors = false;
  const double slope = 0.1;  // rad/s2: a ramp leaves the filter late by its group delay
  const auto samples = record(ideal, 1, 5000, [&](Instant& now) {
    now.imus[0].gyro_rad_s.y() = slope * to_seconds(now.time);
  });
  const double corner = GetParam().bandwidth_of_rate * GetParam().default_rate_hz;
  const double delay = std::numbers::sqrt2 / (2 * std::numbers::pi * corner);
  const ImuSample& last = samples.back();
  EXPECT_NEAR(last.gyro_rad_s.y(), slope * (to_seconds(last.t_device) - delay), slope * 2e-4);
  EXPECT_NEAR(last.accel_m_s2.z(), 9.81, 1e-9);
}

TEST_P(EveryPart, SaysTheSameForTheSameSeedAndSomethingElseForAnother) {
  EXPECT_EQ(record(settings(), 1, 500), record(settings(), 1, 500));
  EXPECT_NE(record(settings(), 1, 500), record(settings(), 2, 500));
}

INSTANTIATE_TEST_SUITE_P(Parts, EveryPart, testing::ValuesIn(parts().begin(), parts().end()),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace steppage
