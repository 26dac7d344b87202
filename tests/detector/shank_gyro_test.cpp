#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "detector/motion.hpp"
#include "detector/replay.hpp"
#include "stp_detector.h"

namespace steppage {
namespace {

using testing::DoubleNear;
using testing::IsEmpty;
using testing::Pointwise;
using testing::SizeIs;

std::vector<Reported> detect(const Motion& motion, double duration_s,
                             const Recorder& recorder = {}) {
  return replay(detector_named("shank_gyro"), record(motion, duration_s, recorder));
}

std::vector<double> minima_of(const Motion& motion, const Gait& gait, double after_peak_s) {
  std::vector<double> times;
  for (int k = 0; k < gait.strides; ++k) {
    times.push_back(minimum_of_rate(motion, 1 + gait.delay_s + k * gait.stride_s + after_peak_s));
  }
  return times;
}

class SteadyGait : public testing::TestWithParam<std::tuple<double, double, double>> {};

INSTANTIATE_TEST_SUITE_P(RatePeakStride, SteadyGait,
                         testing::Combine(testing::Values(50.0, 104.0, 200.0, 1000.0),
                                          testing::Values(100.0, 200.0, 400.0),
                                          testing::Values(1.0, 1.3, 2.0)));

TEST_P(SteadyGait, HasItsContactsAtTheMinimaAroundTheSwing) {
  const auto [rate_hz, peak_deg_s, stride_s] = GetParam();
  const Gait gait{.stride_s = stride_s, .swing_peak_deg_s = peak_deg_s, .strides = 6};
  const Motion motion = walking(gait);
  const auto events = detect(motion, 8 * stride_s, {.rate_hz = rate_hz, .gyro_noise_rad_s = 0.002});
  const double tolerance_s = 0.006 + 0.5 / rate_hz;
  EXPECT_THAT(times_s(events, STP_INITIAL_CONTACT, STP_SIDE_RIGHT),
              Pointwise(DoubleNear(tolerance_s),
                        minima_of(motion, gait, gait.initial_contact_after_peak_s)));
  EXPECT_THAT(times_s(events, STP_FINAL_CONTACT, STP_SIDE_RIGHT),
              Pointwise(DoubleNear(tolerance_s),
                        minima_of(motion, gait, -gait.final_contact_before_peak_s)));
}

TEST(ShankGyro, ReportsAnInitialContactWithinFortyMilliseconds) {
  for (const Reported& r : detect(walking({}), 12)) {
    if (r.event.kind != STP_INITIAL_CONTACT) continue;
    EXPECT_LT(r.decided_us - r.event.time_us, 40000u);
  }
}

TEST(ShankGyro, FollowsALegWhoseSwingIsAThirdOfTheOther) {
  const auto strong = record(walking({}), 12, {STP_SITE_LEFT_SHANK, 104, 0, 0, 0, 0});
  const auto weak = record(walking({.swing_peak_deg_s = 100, .delay_s = 0.6}), 12,
                           {STP_SITE_RIGHT_SHANK, 104, 0, 0, 0, 0});
  const auto events = replay(detector_named("shank_gyro"), merge(strong, weak, 0));
  EXPECT_THAT(times_s(events, STP_INITIAL_CONTACT, STP_SIDE_LEFT), SizeIs(8));
  EXPECT_THAT(times_s(events, STP_INITIAL_CONTACT, STP_SIDE_RIGHT), SizeIs(8));
}

TEST(ShankGyro, FindsShortStepsAfterLongOnes) {
  const Motion slowing = sum(walking({.strides = 4}),
                             walking({.swing_peak_deg_s = 120, .delay_s = 4.8, .strides = 4}));
  EXPECT_THAT(times_s(detect(slowing, 12), STP_INITIAL_CONTACT, STP_SIDE_RIGHT), SizeIs(8));
}

TEST(ShankGyro, IgnoresWeightShiftsAndTremor) {
  EXPECT_THAT(detect(tremor(8, 0.7), 30), IsEmpty());
  EXPECT_THAT(detect(tremor(1, 6), 30), IsEmpty());
}

TEST(ShankGyro, DoesNotTakeAKneeExtensionForAStep) {
  const Motion exercise = path(repeated(6, {{1.2, 85}, {1, 85}, {1.5, 0}, {1, 0}}));
  EXPECT_THAT(detect(exercise, 32, {.gyro_noise_rad_s = 0.01}), IsEmpty());
}

TEST(ShankGyro, DoesNotTakeASlowRaiseWithAQuickDropForAStep) {
  EXPECT_THAT(detect(path(repeated(6, {{1.8, 80}, {0.4, 0}, {2, 0}})), 30), IsEmpty());
}

/// A lobe of the rate: what a knock or a rebound adds.
Motion with_lobe(Motion motion, double peak_deg_s, double width_s, double centre_s) {
  return [=](double t_s) {
    Pitch pitch = motion(t_s);
    const double x = (t_s - centre_s) / width_s;
    pitch.rate_rad_s += radians(peak_deg_s) * std::exp(-0.5 * x * x);
    return pitch;
  };
}

TEST(ShankGyro, DoesNotTakeTheReboundOfALandingForASwing) {
  const Motion rebound = with_lobe(walking({}), 250, 0.035, 3.40 + 0.20 + 0.10);
  const auto events = detect(with_lobe(rebound, -150, 0.025, 3.40 + 0.20 + 0.24), 12);
  EXPECT_THAT(times_s(events, STP_INITIAL_CONTACT, STP_SIDE_RIGHT), SizeIs(8));
  EXPECT_THAT(times_s(events, STP_FINAL_CONTACT, STP_SIDE_RIGHT), SizeIs(8));
}

TEST(ShankGyro, DoesNotTakeAKnockForAStep) {
  const Motion knock = with_lobe(path({}), 400, 0.012, 3);
  const auto events = detect(with_lobe(knock, -200, 0.012, 3.05), 6);
  EXPECT_THAT(times_s(events, STP_INITIAL_CONTACT, STP_SIDE_RIGHT), IsEmpty());
}

TEST(ShankGyro, ReportsASwingWithAHesitationOnce) {
  const Motion hesitating = with_lobe(walking({.strides = 1}), -310, 0.03, 1);
  EXPECT_THAT(times_s(detect(hesitating, 4), STP_INITIAL_CONTACT, STP_SIDE_RIGHT), SizeIs(1));
}

TEST(ShankGyro, IsBackOneStrideAfterAGap) {
  auto samples = record(walking({}), 12, {});
  std::erase_if(samples,
                [](const stp_sample& s) { return s.time_us > 3000000 && s.time_us < 4000000; });
  const auto events = replay(detector_named("shank_gyro"), samples);
  EXPECT_THAT(times_s(events, STP_INITIAL_CONTACT, STP_SIDE_RIGHT), SizeIs(7));
}

/// GIVEN a swing in progress WHEN samples are lost in it THEN it has no initial contact.
TEST(ShankGyro, StartsAfreshAtASampleThatFollowsLostOnes) {
  auto samples = record(walking({.strides = 1}), 3, {});
  samples[118].flags = STP_GAP_BEFORE;  // at 1.13 s
  const auto events = replay(detector_named("shank_gyro"), samples);
  EXPECT_THAT(times_s(events, STP_INITIAL_CONTACT, STP_SIDE_RIGHT), IsEmpty());
}

TEST(ShankGyro, StartsAfreshAfterASilenceOfTheSensor) {
  auto samples = record(walking({.strides = 1}), 3, {});
  samples.erase(samples.begin() + 108, samples.begin() + 120);  // 1.04 to 1.15 s
  const auto events = replay(detector_named("shank_gyro"), samples);
  EXPECT_THAT(times_s(events, STP_INITIAL_CONTACT, STP_SIDE_RIGHT), IsEmpty());
}

TEST(ShankGyro, RefusesSettingsOutsideTheirRange) {
  const stp_shank_gyro_settings defaults = STP_SHANK_GYRO_DEFAULTS;
  using Field = float stp_shank_gyro_settings::*;
  struct Range {
    Field field;
    float low, high;
  };
  Instance instance(detector_named("shank_gyro"));
  for (const Range& range :
       std::vector<Range>{{&stp_shank_gyro_settings::low_pass_hz, 10, 60},
                          {&stp_shank_gyro_settings::min_swing_rate_rad_s, 0.3f, 3},
                          {&stp_shank_gyro_settings::swing_fraction, 0.2f, 0.8f},
                          {&stp_shank_gyro_settings::swing_memory_s, 1, 60},
                          {&stp_shank_gyro_settings::min_push_off_rad_s, 0.1f, 2},
                          {&stp_shank_gyro_settings::max_swing_s, 0.5f, 3}}) {
    const auto status = [&](float value) {
      stp_shank_gyro_settings changed = defaults;
      changed.*range.field = value;
      return instance.init(&changed, sizeof changed);
    };
    EXPECT_EQ(status(range.low), 0);
    EXPECT_EQ(status(range.high), 0);
    EXPECT_EQ(status(range.low * 0.99f), STP_BAD_SETTING);
    EXPECT_EQ(status(range.high * 1.01f), STP_BAD_SETTING);
    EXPECT_EQ(status(NAN), STP_BAD_SETTING);
  }
}

TEST(ShankGyro, DoesTheSameWithItsDefaultsSpeltOut) {
  const stp_shank_gyro_settings defaults = STP_SHANK_GYRO_DEFAULTS;
  Instance silent(detector_named("shank_gyro"));
  Instance spelt(detector_named("shank_gyro"));
  ASSERT_EQ(spelt.init(&defaults, sizeof defaults), 0);
  EXPECT_EQ(spelt.state(), silent.state());
}

}  // namespace
}  // namespace steppage
