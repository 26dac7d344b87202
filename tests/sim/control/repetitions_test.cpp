#include "control/repetitions.hpp"

#include <gtest/gtest.h>

namespace steppage {
namespace {

TEST(MinimumJerk, StartsAndEndsAtRestWithItsKnownPeak) {
  const Time start{1'000'000}, end{3'000'000};
  const Motion before = minimum_jerk(2, 5, start, end, Time{0});
  EXPECT_EQ(before.position, 2);
  EXPECT_EQ(before.velocity, 0);
  const Motion middle = minimum_jerk(2, 5, start, end, Time{2'000'000});
  EXPECT_NEAR(middle.position, 3.5, 1e-12);
  EXPECT_NEAR(middle.velocity, 1.875 * 3 / 2, 1e-12);  // 15/8 of range over duration
  EXPECT_NEAR(middle.acceleration, 0, 1e-12);
  EXPECT_EQ(minimum_jerk(2, 5, start, end, Time{4'000'000}).position, 5);
}

TEST(MinimumJerk, HasRatesThatAreTheSlopesOfItsPosition) {
  const Time end{2'000'000}, step{10};
  for (Time t{200'000}; t < end; t += Time{300'000}) {
    const Motion a = minimum_jerk(0, 1, Time{0}, end, t - step),
                 b = minimum_jerk(0, 1, Time{0}, end, t),
                 c = minimum_jerk(0, 1, Time{0}, end, t + step);
    EXPECT_NEAR(b.velocity, (c.position - a.position) / 20e-6, 1e-6);
    EXPECT_NEAR(b.acceleration, (c.velocity - a.velocity) / 20e-6, 1e-6);
  }
}

TEST(Repetitions, AlternateSidesFromTheFirstOne) {
  Repetitions wanted;
  wanted.per_side = 3;
  wanted.first_side = Side::kLeft;
  const auto cues = plan_repetitions(wanted, "knee_extension", 1, 2);
  ASSERT_EQ(cues.size(), 6U);
  for (size_t i = 0; i < cues.size(); ++i) {
    EXPECT_EQ(cues[i].side, i % 2 == 0 ? Side::kLeft : Side::kRight);
    EXPECT_EQ(cues[i].number, static_cast<int>(i / 2) + 1);
  }
  EXPECT_EQ(cues.front().start, Time{2'000'000});
}

TEST(Repetitions, OfOneSideAreAllOnThatSide) {
  Repetitions wanted;
  wanted.sides = "left";
  const auto cues = plan_repetitions(wanted, "knee_extension", 1, 2);
  ASSERT_EQ(cues.size(), 10U);
  for (const RepCue& cue : cues) EXPECT_EQ(cue.side, Side::kLeft);
}

TEST(Repetitions, OfBothSidesAtOnceHaveOneCueASideAtEqualTimes) {
  Repetitions wanted;
  wanted.sides = "both";
  const auto cues = plan_repetitions(wanted, "heel_raise", 1, 2);
  ASSERT_EQ(cues.size(), 20U);
  for (size_t i = 0; i < cues.size(); i += 2) {
    EXPECT_NE(cues[i].side, cues[i + 1].side);
    EXPECT_EQ(cues[i].number, static_cast<int>(i / 2) + 1);
    EXPECT_EQ(cues[i].number, cues[i + 1].number);
    EXPECT_EQ(cues[i].start, cues[i + 1].start);
    EXPECT_EQ(cues[i].top, cues[i + 1].top);
    EXPECT_EQ(cues[i].down, cues[i + 1].down);
    EXPECT_EQ(cues[i].end, cues[i + 1].end);
  }
}

TEST(Repetitions, KeepTheirTempoExactlyWithoutVariability) {
  Repetitions wanted;
  wanted.tempo_variability = 0;
  const RepCue cue = plan_repetitions(wanted, "knee_extension", 1, 2)[1];
  EXPECT_EQ(cue.start, Time{6'700'000});
  EXPECT_EQ(cue.top - cue.start, Time{1'200'000});
  EXPECT_EQ(cue.down - cue.top, Time{1'000'000});
  EXPECT_EQ(cue.end - cue.down, Time{1'500'000});
}

TEST(Repetitions, VaryWithTheSeedByTheirVariability) {
  Repetitions wanted;
  wanted.per_side = 100;
  double sum = 0, squares = 0;
  const auto cues = plan_repetitions(wanted, "knee_extension", 5, 2);
  for (const RepCue& cue : cues) {
    const double ratio = to_seconds(cue.top - cue.start) / wanted.tempo.up_s;
    sum += ratio;
    squares += ratio * ratio;
  }
  const double count = static_cast<double>(cues.size()), mean = sum / count;
  EXPECT_NEAR(mean, 1, 0.02);
  EXPECT_NEAR(std::sqrt(squares / count - mean * mean), wanted.tempo_variability, 0.01);
  EXPECT_EQ(cues, plan_repetitions(wanted, "knee_extension", 5, 2));
  EXPECT_NE(cues, plan_repetitions(wanted, "knee_extension", 6, 2));
}

RepCue cue_of(double reach, double overshoot, Time pause) {
  RepCue cue;
  cue.start = Time{1'000'000};
  cue.top = Time{3'000'000};
  cue.down = Time{4'000'000};
  cue.end = Time{5'000'000};
  cue.reach = reach;
  cue.overshoot = overshoot;
  cue.pause = pause;
  return cue;
}

TEST(OutAndBack, GoesAsFarAsTheCueReachesAndSwingsBeyond) {
  const auto at = [](const RepCue& cue, int64_t us) {
    return out_and_back(cue, 10, 30, Time{us}).position;
  };
  EXPECT_EQ(at(cue_of(1, 0, Time{0}), 3'500'000), 30);
  EXPECT_EQ(at(cue_of(0.6, 0, Time{0}), 3'500'000), 22);
  EXPECT_EQ(at(cue_of(1, 0.2, Time{0}), 3'000'000), 34);
  EXPECT_EQ(at(cue_of(1, 0.2, Time{0}), 3'500'000), 30);
  EXPECT_EQ(at(cue_of(1, 0.2, Time{0}), 5'000'000), 10);
}

TEST(OutAndBack, StopsHalfwayAsLongAsTheCueSays) {
  const RepCue cue = cue_of(1, 0, Time{800'000});
  for (const int64_t us : {1'600'000, 2'000'000, 2'400'000}) {
    const Motion motion = out_and_back(cue, 10, 30, Time{us});
    EXPECT_EQ(motion.position, 20);
    EXPECT_EQ(motion.velocity, 0);
  }
  EXPECT_LT(out_and_back(cue, 10, 30, Time{1'590'000}).position, 20);
  EXPECT_GT(out_and_back(cue, 10, 30, Time{2'410'000}).position, 20);
}

TEST(OutAndBack, HasNoJumpsAndRatesThatAreItsSlopes) {
  const RepCue cue = cue_of(0.8, 0.2, Time{500'000});
  const Time step{10};
  for (Time t{900'000}; t < Time{5'200'000}; t += Time{7'001}) {
    const Motion before = out_and_back(cue, 10, 30, t - step), now = out_and_back(cue, 10, 30, t),
                 after = out_and_back(cue, 10, 30, t + step);
    EXPECT_NEAR(now.velocity, (after.position - before.position) / 20e-6, 0.01);
  }
}

}  // namespace
}  // namespace steppage
