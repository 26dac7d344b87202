#include "truth/truth_recorder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace steppage {
namespace {

using testing::Contains;
using testing::Each;
using testing::Not;
using testing::SizeIs;

constexpr Time kStep{1000}, kPart{50'000};

const Layout kLayout{{"left_hip_flexion", "left_knee_flexion", "left_ankle_dorsiflexion",
                      "right_hip_flexion", "right_knee_flexion", "right_ankle_dorsiflexion"}};

// Heels 3 mm above the floor, toes 1 cm.
Instant hovering() {
  Instant now;
  now.joint_angle_rad.resize(kLayout.joints.size());
  now.balance.mass_kg = 70;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    now.ground_reaction_n[side].setZero();
    now.centre_of_pressure_m[side].setZero();
    now.soles[side] = {{1, 1, false, true, 0, {0, 0, 0.003}, 0.003},
                       {2, 2, true, false, 0, {0.2, 0, 0.01}, 0.01}};
  }
  return now;
}

Truth truth_of(Walks walks, Time start = Time{0}) {
  TruthRecorder recorder(kLayout, kStep, "walk", {}, start, start + kPart, walks);
  Instant now = hovering();
  for (now.time = start; now.time < start + kPart; now.time += kStep) recorder.observe(now);
  return recorder.finish();
}

std::vector<std::string> labels(const Truth& truth) {
  std::vector<std::string> found;
  for (const Interval& interval : *truth.intervals) found.push_back(interval.label);
  return found;
}

TEST(TruthRecorder, TellsStridesAndClearancesOfAPatientWhoWalks) {
  const Truth truth = truth_of(Walks::kHere);
  EXPECT_TRUE(truth.strides);
  const std::vector<std::string>& columns = truth.motion->columns;
  const int heel = find_index(columns, "left_heel_clearance_m");
  const int toe = find_index(columns, "right_toe_clearance_m");
  ASSERT_GE(heel, 0);
  ASSERT_GE(toe, 0);
  for (const std::vector<double>& row : truth.motion->rows) {
    EXPECT_EQ(row[static_cast<size_t>(heel)], 0.003);
    EXPECT_EQ(row[static_cast<size_t>(toe)], 0.01);
  }
}

TEST(TruthRecorder, TellsNeitherOfAPatientWhoNeverWalks) {
  const Truth truth = truth_of(Walks::kNever);
  EXPECT_FALSE(truth.strides);
  EXPECT_THAT(truth.motion->columns, Not(Contains("left_heel_clearance_m")));
  EXPECT_THAT(labels(truth), Contains("rest"));
}

TEST(TruthRecorder, DoesNotCallWalkingRest) {
  EXPECT_THAT(labels(truth_of(Walks::kHere)), Not(Contains("rest")));
}

TEST(TruthRecorder, OfASessionInWhichOnePartIsWalkingIsOneTable) {
  Truth whole;
  append(whole, truth_of(Walks::kElsewhere));
  append(whole, truth_of(Walks::kHere, kPart));
  EXPECT_THAT(whole.motion->rows, SizeIs(10));
  EXPECT_THAT(whole.motion->rows, Each(SizeIs(whole.motion->columns.size())));
  EXPECT_TRUE(whole.strides);
}

}  // namespace
}  // namespace steppage
