// Walkers who are pushed, slip or stumble.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "trial/run.hpp"

namespace steppage {
namespace {

using testing::HasSubstr;

std::string scenario(const std::string& activity) {
  return R"({"schema": 1, "sensors": [{"kind": "imu", "site": "lower_back", "errors": false}],
             "device": {"detector": "none"},
             "activity": {"kind": "walk", "speed_m_s": 0.8, )" +
         activity + "}}";
}

Trial walk(const std::string& activity) {
  Document document = Document::parse("test.json", scenario(activity));
  return run(read_plan(document));
}

std::vector<Interval> labelled(const Trial& trial, const std::string& label) {
  std::vector<Interval> found;
  for (const Interval& interval : *trial.truth.intervals)
    if (interval.label == label) found.push_back(interval);
  return found;
}

double last_s(const Trial& trial) { return trial.truth.motion->rows.back()[0]; }

double fall_s(const Trial& trial) {
  const auto fall = std::find_if(trial.truth.events->begin(), trial.truth.events->end(),
                                 [](const TruthEvent& e) { return e.kind == EventKind::kFall; });
  return fall == trial.truth.events->end() ? -1 : to_seconds(fall->time);
}

const std::string kHardPush =
    R"("duration_s": 10, "pushes": [{"at_s": 3, "impulse_ns": 60, "direction_deg": 90}])";

TEST(Walker, WhoIsPushedHardFallsAndIsWatchedOnTheGroundForASecond) {
  const Trial trial = walk(R"("falls": "scored", )" + kHardPush);
  EXPECT_EQ(trial.stop, StopReason::kFell);
  const std::vector<Interval> falls = labelled(trial, "fall");
  ASSERT_EQ(falls.size(), 1U);
  EXPECT_EQ(falls[0].detail, "push");
  EXPECT_GE(to_seconds(falls[0].start), 3);
  EXPECT_EQ(to_seconds(falls[0].end), fall_s(trial));
  EXPECT_GE(last_s(trial), fall_s(trial) + 0.99);
  EXPECT_LE(last_s(trial), fall_s(trial) + 3);
  const std::vector<Interval> episodes = labelled(trial, "episode");
  ASSERT_EQ(episodes.size(), 1U);
  EXPECT_EQ(episodes[0].detail, "push");
  for (const TruthEvent& event : *trial.truth.events)
    EXPECT_LE(to_seconds(event.time), fall_s(trial)) << "nobody walks who lies";
}

TEST(Walker, WhoseFallIsInvalidIsWatchedUntilTheImpactAlone) {
  const Trial scored = walk(R"("falls": "scored", )" + kHardPush), invalid = walk(kHardPush);
  EXPECT_EQ(invalid.stop, StopReason::kFell);
  EXPECT_EQ(fall_s(invalid), fall_s(scored));
  EXPECT_LT(last_s(invalid), fall_s(invalid));
}

TEST(Walker, WhoStepsOnIceSlipsAndFalls) {
  const Trial trial = walk(R"("falls": "scored", "duration_s": 10,
                             "slips": [{"at_m": 2, "length_m": 1, "friction": 0.03}])");
  EXPECT_FALSE(labelled(trial, "slip").empty());
  const std::vector<Interval> falls = labelled(trial, "fall");
  ASSERT_EQ(falls.size(), 1U);
  EXPECT_EQ(falls[0].detail, "slip");
}

TEST(Walker, WhoIsNotUpsetNeitherSlipsNorTripsNorNearlyFalls) {
  const Trial trial = walk(R"("duration_s": 20, "variability": 0)");
  EXPECT_EQ(trial.stop, StopReason::kCompleted);
  for (const char* label : {"slip", "trip", "near_fall", "fall"})
    EXPECT_TRUE(labelled(trial, label).empty()) << label;
}

TEST(Walker, WhoIsPushedKeepsTheBalanceOfMomentum) {
  const auto residual = [](const std::string& pushes) {
    return *walk(R"("duration_s": 4, "variability": 0)" + pushes).momentum_residual;
  };
  // Half a sine wave of 5 N s in 0.05 s is 157 N high.
  const MomentumResidual pushed =
      residual(R"(, "pushes": [{"at_s": 3, "impulse_ns": 5, "duration_s": 0.05}])");
  EXPECT_LT(pushed.force_n, residual("").force_n + 3);
}

TEST(WalkSettings, NameTheSettingOfAFloorOrAPushThatIsWrong) {
  const auto complaint = [](const std::string& settings) -> std::string {
    try {
      Document document = Document::parse("test.json", scenario(settings));
      read_plan(document);
    } catch (const InputError& error) {
      return error.what();
    }
    return "(no InputError)";
  };
  EXPECT_THAT(complaint(R"("slope_deg": 6)"), HasSubstr("test.json:/activity/slope_deg is 6"));
  EXPECT_THAT(complaint(R"("cross_slope_deg": -6)"), HasSubstr("/activity/cross_slope_deg is -6"));
  EXPECT_THAT(complaint(R"("surface": "ice")"), HasSubstr("/activity/surface"));
  EXPECT_THAT(complaint(R"("pushes": [{"at_s": 1}])"), HasSubstr("/activity/pushes/0/impulse_ns"));
  EXPECT_THAT(complaint(R"("pushes": [{"at_s": 1, "impulse_ns": 201}])"),
              HasSubstr("/activity/pushes/0/impulse_ns is 201"));
  EXPECT_THAT(complaint(R"("obstacles": [{"at_m": 3, "height_mm": 51}])"),
              HasSubstr("/activity/obstacles/0/height_mm is 51"));
  EXPECT_THAT(complaint(R"("slips": [{"at_m": 3, "length_m": 1}, {"at_m": 3.5}])"),
              HasSubstr("/activity/slips/1/at_m is before the patch before it has ended"));
}

}  // namespace
}  // namespace steppage
