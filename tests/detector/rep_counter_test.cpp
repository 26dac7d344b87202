#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <tuple>
#include <vector>

#include "detector/motion.hpp"
#include "detector/replay.hpp"
#include "stp_detector.h"

namespace steppage {
namespace {

using testing::DoubleNear;
using testing::IsEmpty;
using testing::Pointwise;

std::vector<Move> knee_extension(double range_deg) {
  return {{1.2, range_deg}, {1, range_deg}, {1.5, 0}, {1, 0}};
}

std::vector<Reported> detect(const Motion& motion, double duration_s,
                             const Recorder& recorder = {}) {
  return replay(detector_named("rep_counter"), record(motion, duration_s, recorder));
}

/// The last count on this side; -1 where counts do not go 1, 2, 3, ...
int counted(const std::vector<Reported>& reported, int32_t side = STP_SIDE_RIGHT) {
  int count = 0;
  for (const Reported& r : reported) {
    if (r.event.kind != STP_REP_END || r.event.side != side) continue;
    if (r.event.value != ++count) return -1;
  }
  return count;
}

int count(const std::vector<Move>& moves, double duration_s, const Recorder& recorder = {}) {
  return counted(detect(path(moves), duration_s, recorder));
}

/// range, sample rate, bias of the gyroscope
class KneeExtension : public testing::TestWithParam<std::tuple<double, double, double>> {
 protected:
  int count_of_six() const {
    const auto [range_deg, rate_hz, bias_rad_s] = GetParam();
    const Recorder recorder{STP_SITE_RIGHT_SHANK, rate_hz, 0, bias_rad_s, 0.01, 0.1};
    return count(repeated(6, knee_extension(range_deg)), 32, recorder);
  }
};

class WholeKneeExtension : public KneeExtension {};
INSTANTIATE_TEST_SUITE_P(RangeRateBias, WholeKneeExtension,
                         testing::Combine(testing::Values(20.0, 25.0, 40.0, 85.0),
                                          testing::Values(50.0, 104.0, 1000.0),
                                          testing::Values(0.0, 0.05, -0.05)));
TEST_P(WholeKneeExtension, IsCounted) { EXPECT_EQ(count_of_six(), 6); }

class TooSmallKneeExtension : public KneeExtension {};
INSTANTIATE_TEST_SUITE_P(RangeRateBias, TooSmallKneeExtension,
                         testing::Combine(testing::Values(5.0, 10.0, 15.0),
                                          testing::Values(50.0, 104.0, 1000.0),
                                          testing::Values(0.0, 0.05, -0.05)));
TEST_P(TooSmallKneeExtension, IsNotCounted) { EXPECT_EQ(count_of_six(), 0); }

TEST(RepCounter, TellsWhenARepetitionStartedTurnedAndEnded) {
  for (double range_deg : {19.0, 85.0}) {
    const auto events = detect(path(repeated(3, knee_extension(range_deg))), 20);
    EXPECT_THAT(times_s(events, STP_REP_START, STP_SIDE_RIGHT),
                Pointwise(DoubleNear(0.15), {2.0, 6.7, 11.4}));
    EXPECT_THAT(times_s(events, STP_REP_TURN, STP_SIDE_RIGHT),
                Pointwise(DoubleNear(0.15), {3.7, 8.4, 13.1}));
    EXPECT_THAT(times_s(events, STP_REP_END, STP_SIDE_RIGHT),
                Pointwise(DoubleNear(0.2), {5.7, 10.4, 15.1}));
  }
}

TEST(RepCounter, CountsAlternatingSidesApart) {
  const std::vector<Move> one = {{1.2, 85}, {1, 85}, {1.5, 0}, {5.7, 0}};
  const auto right = record(path(repeated(5, one)), 60, {STP_SITE_RIGHT_SHANK, 104, 0, 0, 0, 0});
  const auto left =
      record(path(repeated(4, one, {{6.7, 0}})), 60, {STP_SITE_LEFT_SHANK, 104, 0, 0, 0, 0});
  const auto events = replay(detector_named("rep_counter"), merge(left, right, 0));
  EXPECT_EQ(counted(events, STP_SIDE_RIGHT), 5);
  EXPECT_EQ(counted(events, STP_SIDE_LEFT), 4);
}

TEST(RepCounter, CountsAMovementInTwoStagesOnce) {
  for (double pause_s : {0.3, 1.0, 2.0}) {
    const std::vector<Move> staged = {{0.8, 45}, {pause_s, 45}, {0.8, 85}, {0.5, 85},
                                      {0.8, 40}, {pause_s, 40}, {0.8, 0},  {1, 0}};
    EXPECT_EQ(count(repeated(5, staged), 50), 5) << "pause " << pause_s << " s";
  }
}

TEST(RepCounter, CountsASecondTryBeforeLoweringOnce) {
  for (double pause_s : {0.0, 1.0, 3.0}) {
    const std::vector<Move> sagging = {{1, 80},   {1, 35},  {pause_s, 35},
                                       {0.7, 85}, {1.5, 0}, {1, 0}};
    EXPECT_EQ(count(repeated(4, sagging), 40), 4) << "pause " << pause_s << " s";
  }
}

TEST(RepCounter, TakesTheMiddleOfTheHoldForTheTurnDespitePausesOnTheWay) {
  const auto events = detect(
      path(
          {{2, 0}, {0.8, 65}, {1, 65}, {0.8, 85}, {0.5, 85}, {0.8, 45}, {1, 45}, {0.8, 0}, {1, 0}}),
      10);
  EXPECT_THAT(times_s(events, STP_REP_TURN, STP_SIDE_RIGHT), Pointwise(DoubleNear(0.15), {4.85}));
}

TEST(RepCounter, DoesNotTakeAKnockAtTheFirstSampleForTheRestLevel) {
  auto samples = record(path({}), 20, {});
  samples.front().accel_m_s2[0] = -8;
  EXPECT_THAT(replay(detector_named("rep_counter"), samples), IsEmpty());
}

TEST(RepCounter, CountsALegThatSwingsBackBelowItsRest) {
  const std::vector<Move> dipping = {{1.2, 85}, {1, 85}, {1.2, -15}, {0.5, 0}, {1, 0}};
  EXPECT_EQ(count(repeated(5, dipping), 30), 5);
}

TEST(RepCounter, CountsDespiteTremor) {
  for (double range_deg : {25.0, 85.0}) {
    const Motion motion = sum(path(repeated(5, knee_extension(range_deg))), tremor(1.5, 5));
    EXPECT_EQ(counted(detect(motion, 30)), 5) << range_deg << " deg";
  }
}

TEST(RepCounter, IsSilentWhileALegRests) {
  EXPECT_THAT(detect(tremor(3, 5), 120), IsEmpty());
  EXPECT_THAT(detect(tremor(5, 0.3), 120), IsEmpty());
  EXPECT_THAT(detect(path({}, 30), 120, {.gyro_bias_rad_s = 0.1}), IsEmpty());
}

TEST(RepCounter, FollowsALegThatTires) {
  std::vector<Move> moves = {{2, 0}};
  for (double range_deg : {85.0, 75.0, 65.0, 55.0, 45.0, 35.0, 28.0, 22.0}) {
    for (const Move& move : knee_extension(range_deg)) moves.push_back(move);
    moves.push_back({4.7, 0});
  }
  EXPECT_EQ(count(moves, 80), 8);
}

TEST(RepCounter, DoesNotCountATryGivenUpEarly) {
  std::vector<Move> moves = {{2, 0}};
  for (double range_deg : {85.0, 30.0, 85.0, 30.0, 85.0}) {
    for (const Move& move : knee_extension(range_deg)) moves.push_back(move);
  }
  EXPECT_EQ(count(moves, 30), 3);
}

TEST(RepCounter, CountsFastAndSlowRepetitions) {
  EXPECT_EQ(count(repeated(10, {{0.5, 60}, {0.5, 0}, {0.2, 0}}), 16), 10);
  EXPECT_EQ(count(repeated(3, {{3.5, 22}, {1, 22}, {4, 0}, {3, 0}}), 40), 3);
}

TEST(RepCounter, DoesNotCountAKick) {
  EXPECT_EQ(count(repeated(5, {{0.15, 30}, {0.15, 0}, {2, 0}}), 15), 0);
}

TEST(RepCounter, TakesALegKeptRaisedForANewPosture) {
  // GIVEN a leg put up for 30 s WHEN it then does repetitions THEN only those count.
  const std::vector<Move> up = {{2, 0}, {1, 40}, {30, 40}};
  EXPECT_EQ(count(up, 40), 0);
  EXPECT_EQ(count(repeated(4, {{1.2, 85}, {1, 85}, {1.5, 40}, {1, 40}}, up), 55), 4);
}

TEST(RepCounter, KeepsCountingAcrossLostSamples) {
  auto samples = record(path(repeated(6, knee_extension(85))), 32, {});
  std::erase_if(samples, [](const stp_sample& s) { return s.time_us % 2300000 < 300000; });
  EXPECT_EQ(counted(replay(detector_named("rep_counter"), samples)), 6);
}

TEST(RepCounter, RefusesSettingsOutsideTheirRange) {
  const stp_rep_counter_settings defaults = STP_REP_COUNTER_DEFAULTS;
  using Field = float stp_rep_counter_settings::*;
  struct Range {
    Field field;
    float low, high;
  };
  Instance instance(detector_named("rep_counter"));
  for (const Range& range :
       std::vector<Range>{{&stp_rep_counter_settings::min_excursion_rad, 0.1f, 1.5f},
                          {&stp_rep_counter_settings::up_fraction, 0.5f, 0.9f},
                          {&stp_rep_counter_settings::down_fraction, 0.1f, 0.4f},
                          {&stp_rep_counter_settings::min_rep_s, 0.2f, 2},
                          {&stp_rep_counter_settings::max_rep_s, 3, 60},
                          {&stp_rep_counter_settings::range_memory_s, 3, 60},
                          {&stp_rep_counter_settings::fusion_s, 0.2f, 5}}) {
    const auto status = [&](float value) {
      stp_rep_counter_settings changed = defaults;
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

TEST(RepCounter, DoesTheSameWithItsDefaultsSpeltOut) {
  const stp_rep_counter_settings defaults = STP_REP_COUNTER_DEFAULTS;
  Instance silent(detector_named("rep_counter"));
  Instance spelt(detector_named("rep_counter"));
  ASSERT_EQ(spelt.init(&defaults, sizeof defaults), 0);
  EXPECT_EQ(spelt.state(), silent.state());
}

}  // namespace
}  // namespace steppage
