#include "../../detector/src/numeric.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "../../detector/src/low_pass.hpp"

namespace steppage {
namespace {

TEST(Atan2, IsWithinAMicroradianOfDoublePrecisionAllAround) {
  for (double angle = -3.14159; angle < 3.14159; angle += 1e-3) {
    for (double radius : {1e-3, 1.0, 1e6}) {
      const auto x = static_cast<float>(radius * std::cos(angle));
      const auto y = static_cast<float>(radius * std::sin(angle));
      const double expected = std::atan2(static_cast<double>(y), static_cast<double>(x));
      EXPECT_NEAR(static_cast<double>(stp::atan2(y, x)), expected, 1e-6);
    }
  }
}

TEST(Atan2, IsZeroAtTheOrigin) { EXPECT_EQ(stp::atan2(0.0f, -0.0f), 0.0f); }

TEST(IsFinite, KnowsInfinityAndNotANumber) {
  EXPECT_TRUE(stp::is_finite(std::numeric_limits<float>::max()));
  EXPECT_TRUE(stp::is_finite(-0.0f));
  EXPECT_FALSE(stp::is_finite(std::numeric_limits<float>::infinity()));
  EXPECT_FALSE(stp::is_finite(-std::numeric_limits<float>::infinity()));
  EXPECT_FALSE(stp::is_finite(std::numeric_limits<float>::quiet_NaN()));
}

TEST(Seconds, AreMeasuredAcrossTheWrapOfTheClock) {
  EXPECT_FLOAT_EQ(stp::seconds(0xffffffffu, 999999u), 1.0f);
}

TEST(WrapAngle, TakesAWholeTurnOff) {
  EXPECT_NEAR(stp::wrap_angle(4.0f), 4.0f - 2 * stp::kPi, 1e-6f);
  EXPECT_NEAR(stp::wrap_angle(-4.0f), 2 * stp::kPi - 4.0f, 1e-6f);
}

class LowPass : public testing::TestWithParam<float> {};
INSTANTIATE_TEST_SUITE_P(Rates, LowPass, testing::Values(50.0f, 104.0f, 1000.0f));

TEST_P(LowPass, DelaysARampByTwoTimeConstantsAtAnySampleRate) {
  const float dt_s = 1 / GetParam();
  stp::LowPass filter{};
  filter.start(0);
  float out = 0;
  int i = 0;
  for (; static_cast<float>(i) * dt_s < 1; ++i) {
    out = filter.step(static_cast<float>(i) * dt_s, 0.01f, dt_s);
  }
  EXPECT_NEAR(out, static_cast<float>(i - 1) * dt_s - 0.02f, 1e-4f);
}

TEST(LowPassFilter, HalvesThePowerAtItsCutOff) {
  const float time_constant_s = stp::LowPass::time_constant_s(30);
  stp::LowPass filter{};
  double power = 0;
  const int samples = 100000;  // 100 kHz, 1 s: as good as continuous
  for (int i = 0; i < samples; ++i) {
    const double t_s = i * 1e-5;
    const float out =
        filter.step(static_cast<float>(std::sin(2 * M_PI * 30 * t_s)), time_constant_s, 1e-5f);
    power += static_cast<double>(out * out) / samples;
  }
  EXPECT_NEAR(power, 0.25, 0.005);
}

}  // namespace
}  // namespace steppage
