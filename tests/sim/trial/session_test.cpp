// Several activities one after the other, on one clock.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/input_error.hpp"
#include "trial/plan.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

Plan plan(const std::string& activity, uint64_t seed = 1) {
  Document document =
      Document::parse("test.json", R"({"schema": 1, "activity": )" + activity + "}", {}, seed);
  return read_plan(document);
}

// About 30 s.
const char* const kSitAndStand = R"({"kind": "session", "rest_s": 2, "transfer_s": 10, "parts": [
    {"kind": "knee_extension", "repetitions": 1, "sides": "right"},
    {"kind": "sit", "duration_s": 3},
    {"kind": "stand", "duration_s": 5}]})";

const Trial& session() {
  static const Trial trial = run(plan(kSitAndStand));
  return trial;
}

std::vector<Interval> intervals(const Trial& trial, std::string_view label) {
  std::vector<Interval> found;
  for (const Interval& interval : *trial.truth.intervals)
    if (interval.label == label) found.push_back(interval);
  return found;
}

bool is_within(Time time, const std::vector<Interval>& intervals) {
  return std::any_of(intervals.begin(), intervals.end(), [&](const Interval& interval) {
    return time >= interval.start && time < interval.end;
  });
}

TEST(Session, IsCompletedWithNothingButContactsOnTheBody) {
  EXPECT_EQ(session().stop, StopReason::kCompleted) << session().stop_detail;
  EXPECT_LT(session().momentum_residual->force_n, 1);
  EXPECT_LT(session().momentum_residual->moment_nm, 1);
}

TEST(Session, LabelsEverySecondAsAPartOrATransferBetweenTwo) {
  const std::vector<Interval> parts = intervals(session(), "activity");
  const std::vector<Interval> transfers = intervals(session(), "transfer");
  ASSERT_EQ(parts.size(), 3U);
  ASSERT_EQ(transfers.size(), 2U);
  EXPECT_EQ(parts[0].start, Time{0});
  EXPECT_EQ(parts[0].detail, "knee_extension");
  EXPECT_EQ(parts[1].detail, "sit");
  EXPECT_EQ(parts[2].detail, "stand");
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(transfers[i].start, parts[i].end);
    EXPECT_EQ(transfers[i].end, parts[i + 1].start);
  }
  const std::vector<Interval> asked = intervals(session(), "exercise");
  std::vector<Interval> finer = intervals(session(), "rest");
  finer.insert(finer.end(), asked.begin(), asked.end());
  finer.insert(finer.end(), transfers.begin(), transfers.end());
  for (Time t{0}; t < parts.back().end; t += Time{10'000}) EXPECT_TRUE(is_within(t, finer));
}

TEST(Session, RestsAfterAnExerciseButNotAfterAPosture) {
  const std::vector<Interval> parts = intervals(session(), "activity");
  const Plan alone = plan(R"({"kind": "knee_extension", "repetitions": 1, "sides": "right"})");
  EXPECT_EQ(parts[0].end, alone.activity->duration(1) + Time{2'000'000});
  EXPECT_EQ(parts[1].end - parts[1].start, Time{3'000'000});
}

TEST(Session, TakesLessTimeToGoOnInTheSamePosture) {
  const std::vector<Interval> transfers = intervals(session(), "transfer");
  EXPECT_GE(transfers[0].end - transfers[0].start, Time{3'000'000});
  EXPECT_LT(transfers[0].end - transfers[0].start, Time{3'100'000});
  EXPECT_GE(transfers[1].end - transfers[1].start, Time{10'000'000});
  EXPECT_LT(transfers[1].end - transfers[1].start, Time{10'100'000});
}

TEST(Session, HasSamplesOnOneClockWithAGapInEachTransferAndNowhereElse) {
  const std::vector<Interval> transfers = intervals(session(), "transfer");
  for (const Stream& stream : session().streams) {
    std::vector<Time> after_gap;
    for (size_t i = 0; i < stream.samples.size(); ++i) {
      const ImuSample& sample = stream.samples[i];
      EXPECT_FALSE(is_within(sample.t_device, transfers));
      const double ticks = to_seconds(sample.t_device) * stream.rate_hz;
      EXPECT_NEAR(ticks, std::round(ticks), 1e-3);
      if ((sample.flags & kGapBefore) != 0) after_gap.push_back(sample.t_device);
      if (i == 0 || (sample.flags & kGapBefore) != 0) continue;
      EXPECT_NEAR(to_seconds(sample.t_device - stream.samples[i - 1].t_device), 1 / stream.rate_hz,
                  2e-6);
    }
    ASSERT_EQ(after_gap.size(), 2U);
    for (size_t i = 0; i < 2; ++i)
      EXPECT_LT(to_seconds(after_gap[i] - transfers[i].end), 1 / stream.rate_hz);
  }
}

TEST(Session, HasMotionOfEveryPartAndOfNoTransfer) {
  const std::vector<Interval> parts = intervals(session(), "activity");
  size_t rows = 0;
  for (const Interval& part : parts)
    rows += static_cast<size_t>((part.end - part.start + Time{9'999}) / Time{10'000});
  const Table& motion = *session().truth.motion;
  EXPECT_EQ(motion.rows.size(), rows);
  for (const auto& row : motion.rows) EXPECT_TRUE(is_within(from_seconds(row[0]), parts));
}

TEST(Session, StartsAPartAtRest) {
  const Time sitting = intervals(session(), "activity")[1].start;
  for (const Stream& stream : session().streams)
    for (const ImuSample& sample : stream.samples)
      if (sample.t_device >= sitting && sample.t_device < sitting + Time{500'000}) {
        EXPECT_NEAR(sample.accel_m_s2.norm(), 9.81, 1);
        EXPECT_LT(sample.gyro_rad_s.norm(), 0.1);
      }
}

TEST(Session, OfOnePartIsThatActivity) {
  const char* part = R"({"kind": "knee_extension", "repetitions": 1})";
  const Trial alone = run(plan(part));
  const Trial only = run(plan(R"({"kind": "session", "parts": [)" + std::string(part) + "]}"));
  EXPECT_EQ(only.streams, alone.streams);
  EXPECT_EQ(only.truth, alone.truth);
  EXPECT_EQ(only.device_events, alone.device_events);
}

TEST(Session, OfTheSameSeedIsTheSame) { EXPECT_EQ(run(plan(kSitAndStand)), session()); }

TEST(Session, GoesThroughASecondSetAtAnotherPace) {
  const Trial trial = run(plan(R"({"kind": "session", "transfer_s": 1, "rest_s": 0, "parts": [
      {"kind": "knee_extension", "repetitions": 1, "sides": "left"},
      {"kind": "knee_extension", "repetitions": 1, "sides": "left"}]})"));
  const std::vector<Interval> asked = intervals(trial, "exercise");
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_NE(asked[0].end - asked[0].start, asked[1].end - asked[1].start);
  ASSERT_EQ(trial.truth.reps->size(), 2U);
  EXPECT_TRUE(trial.truth.reps->back().completed);
}

TEST(Session, EndsWhereThePatientFalls) {
  Document document = Document::parse("test.json", R"({"schema": 1,
      "patient": {"impairments": [{"kind": "weakness", "side": "both", "drive": 0,
                  "muscles": ["SOL", "GAS", "TP", "FDL", "PER", "TA", "EDL"]}]},
      "activity": {"kind": "session", "parts": [{"kind": "sit", "duration_s": 1},
          {"kind": "stand", "duration_s": 30}, {"kind": "sit", "duration_s": 1}]}})");
  const Trial trial = run(read_plan(document));
  EXPECT_EQ(trial.stop, StopReason::kFell);
  EXPECT_EQ(intervals(trial, "activity").size(), 2U);
}

TEST(Session, ComplainsAboutItsPartsWithTheirPlace) {
  try {
    plan(R"({"kind": "session", "parts": [{"kind": "sit"}, {"kind": "session"}, {"kind": "lie",
             "repetitions": 3}]})");
    FAIL() << "accepted";
  } catch (const InputError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("test.json:/activity/parts/1/kind is \"session\""), std::string::npos)
        << message;
    EXPECT_NE(message.find("test.json:/activity/parts/2/repetitions is not a known setting"),
              std::string::npos)
        << message;
  }
  EXPECT_THROW(plan(R"({"kind": "session", "parts": []})"), InputError);
}

}  // namespace
}  // namespace steppage
