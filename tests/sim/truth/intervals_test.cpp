#include "truth/intervals.hpp"

#include <gtest/gtest.h>

namespace steppage {
namespace {

TEST(ActivityIntervals, LabelEverySecondOfTheTrial) {
  RepCue right, left;
  right.exercise = left.exercise = "knee_extension";
  right.side = Side::kRight;
  left.side = Side::kLeft;
  right.start = Time{2'000'000};
  right.end = Time{5'000'000};
  left.start = Time{6'000'000};
  left.end = Time{9'000'000};
  const auto intervals =
      activity_intervals("knee_extension", {right, left}, Time{0}, Time{10'000'000});
  ASSERT_EQ(intervals.size(), 6U);
  EXPECT_EQ(intervals[0],
            (Interval{Time{0}, Time{10'000'000}, Side::kUnknown, "activity", "knee_extension"}));
  Time covered{0};
  for (size_t i = 1; i < intervals.size(); ++i) {
    EXPECT_EQ(intervals[i].start, covered);
    covered = intervals[i].end;
  }
  EXPECT_EQ(covered, Time{10'000'000});
  EXPECT_EQ(intervals[2].label, "exercise");
  EXPECT_EQ(intervals[2].side, Side::kRight);
}

TEST(ActivityIntervals, OfBothSidesAtOnceLeaveNoRestBetweenThem) {
  RepCue right, left;
  right.side = Side::kRight;
  left.side = Side::kLeft;
  right.start = left.start = Time{2'000'000};
  right.end = Time{5'000'000};
  left.end = Time{4'000'000};
  const auto intervals = activity_intervals("heel_raise", {right, left}, Time{0}, Time{10'000'000});
  ASSERT_EQ(intervals.size(), 5U);
  EXPECT_EQ(intervals.back().label, "rest");
  EXPECT_EQ(intervals.back().start, Time{5'000'000});
}

}  // namespace
}  // namespace steppage
