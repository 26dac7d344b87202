#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "detector/motion.hpp"
#include "detector/replay.hpp"
#include "stp_detector.h"

namespace steppage {
namespace {

using testing::Each;
using testing::Ge;
using testing::Gt;
using testing::IsEmpty;
using testing::Lt;
using testing::SizeIs;

constexpr Gait kGait = {.strides = 8};
constexpr stp_shank_fes_settings kDefaults = STP_SHANK_FES_DEFAULTS;

/// After the last step the shank leans once more: that is one burst without a step.
std::vector<Reported> detect(const std::vector<stp_sample>& samples) {
  return replay(detector_named("shank_fes"), samples);
}

std::vector<Reported> detect(const Motion& motion, double duration_s) {
  return detect(record(motion, duration_s, {.gyro_noise_rad_s = 0.01, .accel_noise_m_s2 = 0.1}));
}

std::vector<double> times(const std::vector<Reported>& events, int32_t kind) {
  return times_s(events, kind, STP_SIDE_RIGHT);
}

/// Of a stride's minimum before (or after) its swing.
double minimum(int stride, double after_peak_s) {
  return minimum_of_rate(walking(kGait), 1 + stride * kGait.stride_s + after_peak_s);
}

TEST(ShankFes, BeginsBeforeTheFinalContactOnceItKnowsTheGait) {
  const std::vector<double> on = times(detect(walking(kGait), 12), STP_STIMULATE_ON);
  ASSERT_THAT(on, SizeIs(Ge(kGait.strides)));
  for (int stride = 3; stride < kGait.strides; ++stride)
    EXPECT_NEAR(on[static_cast<size_t>(stride)],
                minimum(stride, -kGait.final_contact_before_peak_s) - kDefaults.lead_s, 0.05)
        << "stride " << stride;
}

TEST(ShankFes, StimulatesTheFirstStepToo) {
  const std::vector<double> on = times(detect(walking(kGait), 12), STP_STIMULATE_ON);
  ASSERT_THAT(on, SizeIs(Ge(kGait.strides)));
  EXPECT_GT(on[0], minimum(0, -kGait.final_contact_before_peak_s));
  EXPECT_LT(on[0], 1);  // before mid-swing
}

TEST(ShankFes, EndsAnExtensionAfterInitialContact) {
  const std::vector<double> off = times(detect(walking(kGait), 12), STP_STIMULATE_OFF);
  ASSERT_THAT(off, SizeIs(Ge(kGait.strides)));
  for (int stride = 0; stride < kGait.strides; ++stride)
    EXPECT_NEAR(off[static_cast<size_t>(stride)],
                minimum(stride, kGait.initial_contact_after_peak_s) + kDefaults.extension_s, 0.02)
        << "stride " << stride;
}

TEST(ShankFes, FollowsAWalkerWhoGoesFaster) {
  const Gait faster = {.stride_s = 0.95, .delay_s = 8 * kGait.stride_s, .strides = 8};
  const std::vector<double> on =
      times(detect(sum(walking(kGait), walking(faster)), 19), STP_STIMULATE_ON);
  ASSERT_THAT(on, SizeIs(Ge(16)));
  EXPECT_NEAR(on[15] - on[14], faster.stride_s, 0.03);
}

TEST(ShankFes, DoesNotStimulateSeatedOrStandingPeople) {
  const Motion seated = path(repeated(6, {{1.2, 85}, {1, 85}, {1.5, 0}, {1, 0}}));
  EXPECT_THAT(times(detect(seated, 32), STP_STIMULATE_ON), IsEmpty());
  EXPECT_THAT(times(detect(tremor(8, 0.7), 30), STP_STIMULATE_ON), IsEmpty());  // weight shifts
  EXPECT_THAT(times(detect(path({}), 30), STP_STIMULATE_ON), IsEmpty());
}

TEST(ShankFes, IsSilentOnceTheLastStepIsOver) {
  const std::vector<Reported> events = detect(walking(kGait), 40);
  EXPECT_THAT(times(events, STP_STIMULATE_ON), SizeIs(times(events, STP_STIMULATE_OFF).size()));
  EXPECT_THAT(times(events, STP_STIMULATE_ON), Each(Lt(1 + 8 * kGait.stride_s + 1)));
}

TEST(ShankFes, EndsWhatGoesOnForTooLong) {
  // The leg is lifted as in a step and held there.
  const Motion held = sum(walking({.strides = 1}), path({{1.15, 0}, {0.3, 40}, {5, 40}}));
  const std::vector<Reported> events = detect(held, 6);
  ASSERT_THAT(times(events, STP_STIMULATE_ON), SizeIs(1));
  ASSERT_THAT(times(events, STP_STIMULATE_OFF), SizeIs(1));
  EXPECT_LE(times(events, STP_STIMULATE_OFF)[0] - times(events, STP_STIMULATE_ON)[0],
            kDefaults.max_on_s + 0.02);
}

TEST(ShankFes, EndsWhenSamplesWereLate) {
  auto samples = record(walking(kGait), 12, {});
  // 70 ms are lost in the middle of the fifth swing.
  const double middle_s = 1 + 4 * kGait.stride_s;
  std::erase_if(samples, [&](const stp_sample& s) {
    return s.time_us > 1e6 * middle_s && s.time_us < 1e6 * (middle_s + 0.07);
  });
  const std::vector<double> off = times(detect(samples), STP_STIMULATE_OFF);
  ASSERT_THAT(off, SizeIs(Gt(4U)));
  EXPECT_NEAR(off[4], middle_s + 0.07, 0.02);
}

TEST(ShankFes, EndsWhenTheSensorIsClippedForATenthOfASecond) {
  auto samples = record(walking(kGait), 12, {});
  const double middle_s = 1 + 4 * kGait.stride_s;
  for (stp_sample& s : samples)
    if (s.time_us > 1e6 * middle_s && s.time_us < 1e6 * (middle_s + 0.15)) s.flags = STP_CLIPPED;
  const std::vector<double> off = times(detect(samples), STP_STIMULATE_OFF);
  ASSERT_THAT(off, SizeIs(Gt(4U)));
  EXPECT_NEAR(off[4], middle_s + 0.1, 0.03);
}

TEST(ShankFes, RefusesSettingsOutsideTheirRange) {
  using Field = float stp_shank_fes_settings::*;
  struct Range {
    Field field;
    float low, high;
  };
  Instance instance(detector_named("shank_fes"));
  for (const Range& range : std::vector<Range>{{&stp_shank_fes_settings::lead_s, 0, 0.4f},
                                               {&stp_shank_fes_settings::extension_s, 0, 0.4f},
                                               {&stp_shank_fes_settings::max_on_s, 0.5f, 3}}) {
    const auto status = [&](float value) {
      stp_shank_fes_settings changed = kDefaults;
      changed.*range.field = value;
      return instance.init(&changed, sizeof changed);
    };
    EXPECT_EQ(status(range.low), 0);
    EXPECT_EQ(status(range.high), 0);
    EXPECT_EQ(status(range.low - 0.01f), STP_BAD_SETTING);
    EXPECT_EQ(status(range.high + 0.01f), STP_BAD_SETTING);
    EXPECT_EQ(status(NAN), STP_BAD_SETTING);
  }
}

}  // namespace
}  // namespace steppage
