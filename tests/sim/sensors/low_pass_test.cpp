#include "sensors/low_pass.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

namespace steppage {
namespace {

constexpr double kRate_hz = 1000;

// Amplitude and phase (rad) of the answer to a sine, by correlation over whole periods after
// settling.
std::complex<double> response(double corner_hz, double frequency_hz) {
  LowPass filter(corner_hz, kRate_hz);
  std::complex<double> sum = 0;
  const int settle = 2000, count = 1000;
  for (int i = 0; i < settle + count; ++i) {
    const double phase = 2 * std::numbers::pi * frequency_hz * i / kRate_hz;
    const double out = filter.step(Eigen::Vector3d::Constant(std::sin(phase))).x();
    if (i >= settle) sum += out * std::polar(1.0, -phase);
  }
  return std::complex<double>(0, 2.0 / count) * sum;
}

// Analogue Butterworth of second order at the pre-warped frequency: the closed form of the bilinear
// transform.
std::complex<double> butterworth(double corner_hz, double frequency_hz) {
  const auto warped = [](double f) { return std::tan(std::numbers::pi * f / kRate_hz); };
  const std::complex<double> s(0, warped(frequency_hz) / warped(corner_hz));
  return 1.0 / (1.0 + std::numbers::sqrt2 * s + s * s);
}

TEST(LowPass, PassesAConstantFromItsFirstSample) {
  LowPass filter(50, kRate_hz);
  for (int i = 0; i < 5; ++i)
    EXPECT_NEAR(filter.step(Eigen::Vector3d(1, 2, 9.81)).z(), 9.81, 1e-12);
}

TEST(LowPass, HalvesThePowerAtItsCorner) {
  EXPECT_NEAR(std::abs(response(52, 52)), std::sqrt(0.5), 1e-6);
}

TEST(LowPass, ShiftsAndDampsASineLikeASecondOrderButterworth) {
  for (const double frequency : {5.0, 10.0, 40.0, 100.0}) {
    const std::complex<double> expected = butterworth(52, frequency),
                               seen = response(52, frequency);
    EXPECT_NEAR(std::abs(seen), std::abs(expected), 1e-6) << frequency;
    EXPECT_NEAR(std::arg(seen / expected), 0, 1e-6) << frequency;
  }
}

}  // namespace
}  // namespace steppage
