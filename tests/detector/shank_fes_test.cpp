#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "detector/motion.hpp"
#include "detector/replay.hpp"
#include "stp_detector.h"

namespace steppage {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::Ge;
using testing::Gt;
using testing::IsEmpty;
using testing::Lt;
using testing::Not;
using testing::SizeIs;

constexpr Gait kGait = {.strides = 8};
constexpr int kFirstSeen = 0;  // the stride that shows walking
constexpr stp_shank_fes_settings kDefaults = STP_SHANK_FES_DEFAULTS;

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

/// The burst at a stride; the test fails when there is none.
double near(const std::vector<double>& times, double time_s, double within_s) {
  for (const double t_s : times)
    if (std::abs(t_s - time_s) < within_s) return t_s;
  ADD_FAILURE() << "nothing near " << time_s << " s";
  return NAN;
}

TEST(ShankFes, BeginsBeforeTheFinalContactOnceItKnowsTheGait) {
  const std::vector<double> on = times(detect(walking(kGait), 12), STP_STIMULATE_ON);
  for (int stride = 4; stride < kGait.strides; ++stride)
    near(on, minimum(stride, -kGait.final_contact_before_peak_s) - kDefaults.lead_s, 0.05);
}

TEST(ShankFes, LetsOneStepShowThatItsWearerWalks) {
  const std::vector<double> on = times(detect(walking(kGait), 12), STP_STIMULATE_ON);
  ASSERT_THAT(on, Not(IsEmpty()));
  const double first_contact = minimum(kFirstSeen, kGait.initial_contact_after_peak_s);
  EXPECT_GT(on[0], first_contact);
  EXPECT_LT(on[0], first_contact + kGait.stride_s);
}

TEST(ShankFes, StimulatesTheFirstStepWhenTheOtherLegGoesBefore) {
  Gait other = kGait, own = kGait;
  own.delay_s = (kFirstSeen + 0.5) * kGait.stride_s;
  auto samples = merge(record(walking(other), 12, {.site = STP_SITE_LEFT_SHANK}),
                       record(walking(own), 12, {.site = STP_SITE_RIGHT_SHANK}), 0);
  const std::vector<double> on = times(detect(samples), STP_STIMULATE_ON);
  ASSERT_THAT(on, Not(IsEmpty()));
  EXPECT_LT(on[0], 1 + own.delay_s);  // before mid-swing
}

TEST(ShankFes, WaitsForNoStepWhereTheSwitchAloneArmsIt) {
  stp_shank_fes_settings settings = kDefaults;
  settings.arming_steps = 0;
  Instance instance(detector_named("shank_fes"));
  ASSERT_EQ(instance.init(&settings, sizeof settings), 0);
  for (const stp_sample& sample : record(walking(kGait), 12, {})) instance.take(sample);
  const std::vector<double> on = times(instance.reported(), STP_STIMULATE_ON);
  ASSERT_THAT(on, Not(IsEmpty()));
  EXPECT_LT(on[0], 1);  // before the first mid-swing
}

TEST(ShankFes, EndsAnExtensionAfterInitialContact) {
  const std::vector<double> off = times(detect(walking(kGait), 12), STP_STIMULATE_OFF);
  for (int stride = kFirstSeen + 1; stride < kGait.strides; ++stride)
    near(off, minimum(stride, kGait.initial_contact_after_peak_s) + kDefaults.extension_s, 0.02);
}

TEST(ShankFes, FollowsAWalkerWhoGoesFaster) {
  const Gait faster = {.stride_s = 0.95, .delay_s = 8 * kGait.stride_s, .strides = 8};
  const std::vector<double> on =
      times(detect(sum(walking(kGait), walking(faster)), 19), STP_STIMULATE_ON);
  ASSERT_THAT(on, SizeIs(Ge(15)));
  EXPECT_NEAR(on[14] - on[13], faster.stride_s, 0.03);
}

TEST(ShankFes, DoesNotStimulateSeatedOrStandingPeople) {
  const Motion seated = path(repeated(6, {{1.2, 85}, {1, 85}, {1.5, 0}, {1, 0}}));
  EXPECT_THAT(times(detect(seated, 32), STP_STIMULATE_ON), IsEmpty());
  EXPECT_THAT(times(detect(tremor(8, 0.7), 30), STP_STIMULATE_ON), IsEmpty());  // weight shifts
  EXPECT_THAT(times(detect(path({}), 30), STP_STIMULATE_ON), IsEmpty());
}

// Both legs do anything, fast or slowly, as long as neither starts from leaning forward as a leg
// does that is left behind (sitting), or turns as far from there as in a step (standing).
TEST(ShankFes, DoesNotStimulateWhateverSeatedOrStandingPeopleDoWithTheirLegs) {
  std::mt19937 bits(1);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(bits()) / 4294967296.0;
  };
  const auto fidgeting = [&](double low_deg, double high_deg) {
    std::vector<Move> moves;
    for (int i = 0; i < 40; ++i) moves.push_back({between(0.25, 1.2), between(low_deg, high_deg)});
    return path(moves, low_deg);
  };
  for (int run = 0; run < 100; ++run) {
    const bool seated = run % 2 == 0;
    const double low_deg = seated ? -5 : between(-25, -10);
    const double high_deg = seated ? 60 : low_deg + 15;
    auto samples =
        merge(record(fidgeting(low_deg, high_deg), 30, {.site = STP_SITE_LEFT_SHANK}),
              record(fidgeting(low_deg, high_deg), 30, {.site = STP_SITE_RIGHT_SHANK}), 0);
    const std::vector<Reported> events = detect(samples);
    for (const int32_t side : {STP_SIDE_LEFT, STP_SIDE_RIGHT})
      EXPECT_THAT(times_s(events, STP_STIMULATE_ON, side), IsEmpty()) << "run " << run;
  }
}

// Walkers who fall on the face and bend and stretch their knees there, as fast as in a step.
TEST(ShankFes, DoesNotStimulateWhoLiesAfterAFall) {
  const double fall_s = 1 + (kGait.strides - 0.5) * kGait.stride_s;
  std::vector<Move> moves = {{fall_s, 0}, {0.5, -90}, {1, -90}};
  for (int i = 0; i < 20; ++i) moves.insert(moves.end(), {{0.4, -140}, {0.4, -90}});
  const std::vector<double> on =
      times(detect(sum(walking(kGait), path(moves)), 30), STP_STIMULATE_ON);
  EXPECT_THAT(on, SizeIs(Ge(5)));
  EXPECT_THAT(on, Each(Lt(fall_s + 1)));
}

TEST(ShankFes, AsksForAStepOfWalkingAgainAfterAPause) {
  const Gait later = {.delay_s = kGait.strides * kGait.stride_s + 4, .strides = 8};
  const std::vector<double> on =
      times(detect(sum(walking(kGait), walking(later)), 28), STP_STIMULATE_ON);
  const double first = 1 + later.delay_s;  // mid-swing
  EXPECT_THAT(on, Not(Contains(AllOf(Gt(first - 1.5), Lt(first + 0.1)))));
  EXPECT_THAT(on, Contains(AllOf(Gt(first + 0.1), Lt(first + later.stride_s))));
}

TEST(ShankFes, IsSilentOnceTheLastStepIsOver) {
  const std::vector<Reported> events = detect(walking(kGait), 40);
  EXPECT_THAT(times(events, STP_STIMULATE_ON), SizeIs(times(events, STP_STIMULATE_OFF).size()));
  EXPECT_THAT(times(events, STP_STIMULATE_ON), Each(Lt(1 + 8 * kGait.stride_s + 1)));
}

TEST(ShankFes, EndsWhatGoesOnForTooLong) {
  // The leg is lifted as in a step and held there.
  const Motion held =
      sum(walking({.strides = 3}), path({{1.15 + 2 * kGait.stride_s, 0}, {0.3, 40}, {5, 40}}));
  const std::vector<Reported> events = detect(held, 9);
  const std::vector<double> on = times(events, STP_STIMULATE_ON);
  const std::vector<double> off = times(events, STP_STIMULATE_OFF);
  ASSERT_THAT(on, SizeIs(off.size()));
  ASSERT_THAT(on, Not(IsEmpty()));
  EXPECT_GT(off.back() - on.back(), 0.5);
  EXPECT_LE(off.back() - on.back(), kDefaults.max_on_s + 0.02);
}

TEST(ShankFes, EndsWhenSamplesWereLate) {
  auto samples = record(walking(kGait), 12, {});
  // 70 ms are lost in the middle of the fifth swing.
  const double middle_s = 1 + 4 * kGait.stride_s;
  std::erase_if(samples, [&](const stp_sample& s) {
    return s.time_us > 1e6 * middle_s && s.time_us < 1e6 * (middle_s + 0.07);
  });
  const std::vector<double> off = times(detect(samples), STP_STIMULATE_OFF);
  near(off, middle_s + 0.07, 0.02);
}

TEST(ShankFes, EndsWhenTheSensorIsClippedForATenthOfASecond) {
  auto samples = record(walking(kGait), 12, {});
  const double middle_s = 1 + 4 * kGait.stride_s;
  for (stp_sample& s : samples)
    if (s.time_us > 1e6 * middle_s && s.time_us < 1e6 * (middle_s + 0.15)) s.flags = STP_CLIPPED;
  const std::vector<double> off = times(detect(samples), STP_STIMULATE_OFF);
  near(off, middle_s + 0.1, 0.03);
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
                                               {&stp_shank_fes_settings::max_on_s, 0.5f, 3},
                                               {&stp_shank_fes_settings::arming_steps, 0, 4}}) {
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
