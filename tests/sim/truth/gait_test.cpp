#include "truth/gait.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr double kPi = std::numbers::pi;
constexpr Time kStep{1000};
// One stride of the scripted walk.
constexpr double kStride_s = 1, kStance_s = 0.6, kFlat_s = 0.06, kRise_s = 0.4;
constexpr double kLength_m = 1.2, kWidth_m = 0.12, kClearance_m = 0.015, kBody_n = 700;

// A foot at one moment of its stride, in closed form.
struct Foot {
  double x_m = 0, toe_m = 0;
  double heel_n = 0, front_n = 0;
  double hip_deg = 20, knee_deg = 5, ankle_deg = 4;
};

// t: since the initial contact of this stride, the foot then at 0.
Foot walking(double t) {
  if (t < kStance_s) {
    Foot foot;
    foot.heel_n = t >= kRise_s ? 0 : t < kFlat_s ? kBody_n : kBody_n / 2;
    foot.front_n = kBody_n - foot.heel_n;
    return foot;
  }
  const double u = (t - kStance_s) / (kStride_s - kStance_s);
  Foot foot;
  foot.x_m = kLength_m * (u - std::sin(2 * kPi * u) / (2 * kPi));
  // At rest, up, the minimum at u = 1/2, up, at rest.
  foot.toe_m = 0.03 * std::pow(std::sin(2 * kPi * u), 2) + kClearance_m * std::sin(kPi * u);
  foot.hip_deg = 20 + 15 * std::sin(kPi * u);
  foot.knee_deg = 5 + 56 * std::sin(kPi * u);
  foot.ankle_deg = -16 + 20 * u;
  return foot;
}

using Script = std::function<Foot(double t)>;

Script changed(std::function<void(double t, Foot&)> change) {
  return [change = std::move(change)](double t) {
    Foot foot = walking(t);
    change(t, foot);
    return foot;
  };
}

void place(Instant& now, Side side, double y_m, double t, const Script& script) {
  const double stride = std::floor(t / kStride_s);
  const Foot foot = script(t - stride * kStride_s);
  const double x_m = foot.x_m + stride * kLength_m;
  now.soles[side] = {
      {1, 1, false, true, foot.heel_n, {x_m, y_m, foot.toe_m}, foot.toe_m},
      {2, 1, false, false, 0, {x_m + 0.17, y_m, foot.toe_m + 0.01}, foot.toe_m + 0.01},
      {3, 2, true, false, foot.front_n, {x_m + 0.22, y_m, foot.toe_m}, foot.toe_m}};
  now.ground_reaction_n[side] = {0, 0, foot.heel_n + foot.front_n};
  const size_t first = side == Side::kLeft ? 0 : 3;
  const double angles[] = {foot.hip_deg, foot.knee_deg, foot.ankle_deg};
  for (size_t i = 0; i < 3; ++i) now.joint_angle_rad[first + i] = angles[i] * kPi / 180;
}

const Layout kLayout{{"left_hip_flexion", "left_knee_flexion", "left_ankle_dorsiflexion",
                      "right_hip_flexion", "right_knee_flexion", "right_ankle_dorsiflexion"}};

struct Walk {
  Script right = walking, left = walking;
  double seconds = 3.2;
  double mass_kg = 70;
  Side leading = Side::kRight;  // does what `right` says; half a stride ahead of the other
};

// The leading foot's initial contacts are at 0.7, 1.7 and 2.7 s, the other's at 0.2, 1.2 and 2.2.
GaitTruth truth_of(const Walk& walk) {
  GaitObserver observer(kLayout, kStep);
  Instant now;
  now.joint_angle_rad.resize(6);
  now.balance.mass_kg = walk.mass_kg;
  for (int i = 0; i < std::lround(1000 * walk.seconds); ++i) {
    const double t = 0.001 * i + 1e-9, left = walk.leading == Side::kLeft ? 1 : -1;
    now.time = i * kStep;
    place(now, walk.leading, left * kWidth_m / 2, t + 0.3, walk.right);
    place(now, opposite(walk.leading), -left * kWidth_m / 2, t + 0.8, walk.left);
    observer.observe(now);
  }
  return observer.finish();
}

std::vector<int64_t> times_ms(const GaitTruth& truth, Side side, EventKind kind) {
  std::vector<int64_t> times;
  for (const TruthEvent& event : truth.events)
    if (event.side == side && event.kind == kind) times.push_back(event.time.count() / 1000);
  return times;
}

std::vector<Interval> intervals(const GaitTruth& truth, const std::string& label) {
  std::vector<Interval> found;
  for (const Interval& interval : truth.intervals)
    if (interval.label == label) found.push_back(interval);
  return found;
}

Stride first_right(const GaitTruth& truth) {
  for (const Stride& stride : truth.strides)
    if (stride.side == Side::kRight) return stride;
  ADD_FAILURE() << "no stride";
  return {};
}

TEST(GaitTruth, TellsTheFourEventsOfEachStanceWhereHeelAndFrontMeetAndLeaveTheGround) {
  const GaitTruth truth = truth_of({});
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kInitialContact),
              ElementsAre(700, 1700, 2700));
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kFootFlat), ElementsAre(760, 1760, 2760));
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kHeelOff), ElementsAre(100, 1100, 2100));
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kFinalContact),
              ElementsAre(299, 1299, 2299));
  EXPECT_THAT(times_ms(truth, Side::kLeft, EventKind::kInitialContact),
              ElementsAre(200, 1200, 2200));
}

TEST(GaitTruth, EventsAreInOrderOfTime) {
  const GaitTruth truth = truth_of({});
  EXPECT_TRUE(
      std::is_sorted(truth.events.begin(), truth.events.end(),
                     [](const TruthEvent& a, const TruthEvent& b) { return a.time < b.time; }));
}

TEST(GaitTruth, MeasuresEachStride) {
  const GaitTruth truth = truth_of({});
  ASSERT_THAT(truth.strides, SizeIs(4));  // from each contact that is followed by another
  const Stride stride = first_right(truth);
  EXPECT_EQ(stride.ic, Time{700'000});
  EXPECT_EQ(stride.next_ic, Time{1'700'000});
  EXPECT_NEAR(stride.stride_time_s, kStride_s, 1e-9);
  EXPECT_NEAR(stride.stance_fraction, kStance_s, 0.002);
  EXPECT_NEAR(stride.stride_length_m, kLength_m, 1e-6);
  ASSERT_TRUE(stride.step_width_m);
  EXPECT_NEAR(*stride.step_width_m, kWidth_m, 1e-6);
  EXPECT_NEAR(stride.min_toe_clearance_m, kClearance_m, 1e-5);
  EXPECT_NEAR(stride.ankle_at_ic_deg, 4, 1e-9);
  EXPECT_NEAR(stride.ankle_min_swing_deg, -6, 0.06);  // at u = 1/2
  EXPECT_NEAR(stride.hip_max_swing_deg, 35, 0.01);
  EXPECT_NEAR(stride.knee_max_swing_deg, 61, 0.01);
  EXPECT_EQ(stride.contact, FootContact::kHeel);
}

TEST(GaitTruth, FeetThatCrossHaveANegativeStepWidth) {
  GaitObserver observer(kLayout, kStep);
  Instant now;
  now.joint_angle_rad.resize(6);
  now.balance.mass_kg = 70;
  for (int i = 0; i < 3200; ++i) {
    now.time = i * kStep;
    place(now, Side::kRight, 0.02, 0.001 * i + 0.3, walking);
    place(now, Side::kLeft, -0.02, 0.001 * i + 0.8, walking);
    observer.observe(now);
  }
  for (const Stride& stride : observer.finish().strides)
    EXPECT_NEAR(stride.step_width_m.value_or(0), -0.04, 1e-6);
}

TEST(GaitTruth, OfAMirroredWalkIsMirrored) {
  const Script steppage = changed([](double t, Foot& foot) {
    if (t >= kStance_s) foot.knee_deg += 15;
    if (t < kFlat_s) std::swap(foot.heel_n, foot.front_n);
  });
  const GaitTruth right = truth_of({.right = steppage});
  const GaitTruth left = truth_of({.right = steppage, .leading = Side::kLeft});
  ASSERT_EQ(right.strides.size(), left.strides.size());
  for (size_t i = 0; i < right.strides.size(); ++i) {
    Stride mirrored = left.strides[i];
    mirrored.side = opposite(mirrored.side);
    EXPECT_EQ(right.strides[i], mirrored);
  }
  ASSERT_EQ(right.events.size(), left.events.size());
  for (size_t i = 0; i < right.events.size(); ++i)
    EXPECT_EQ(right.events[i].time, left.events[i].time);
}

TEST(GaitTruth, OfATrialThatEndsSoonerIsTheBeginningOfTheWhole) {
  const GaitTruth whole = truth_of({});
  for (const double seconds : {0.25, 1.0, 1.31, 1.75, 2.0, 2.9}) {
    const GaitTruth part = truth_of({.seconds = seconds});
    ASSERT_LE(part.strides.size(), whole.strides.size());
    EXPECT_TRUE(std::equal(part.strides.begin(), part.strides.end(), whole.strides.begin()))
        << seconds;
    for (const EventKind kind : {EventKind::kInitialContact, EventKind::kFinalContact}) {
      std::vector<int64_t> expected = times_ms(whole, Side::kRight, kind);
      std::erase_if(expected,
                    [&](int64_t ms) { return static_cast<double>(ms) > 1000 * seconds - 1.5; });
      EXPECT_EQ(times_ms(part, Side::kRight, kind), expected) << seconds;
    }
  }
}

TEST(GaitTruth, AFootIsLoadedAboveTwentyNewtonsOrTwoPercentOfAHeavyBody) {
  const Script ramp = changed([](double t, Foot& foot) {
    if (t < 0.05) foot.heel_n = 1000 * t - 0.5;  // 1 N/ms
  });
  EXPECT_EQ(first_right(truth_of({.right = ramp})).ic, Time{721'000});
  EXPECT_EQ(first_right(truth_of({.right = ramp, .mass_kg = 150})).ic, Time{730'000});  // 29.4 N
}

TEST(GaitTruth, TellsHeelFlatAndToeContactByWhatTouchesFirst) {
  const auto contact = [](double heel_s, double front_s) {
    const Script script = changed([=](double t, Foot& foot) {
      if (t >= kRise_s) return;
      foot.heel_n = t >= heel_s ? kBody_n / 2 : 0;
      foot.front_n = t >= front_s ? kBody_n / 2 : 0;
    });
    return first_right(truth_of({.right = script}));
  };
  EXPECT_EQ(contact(0, 0.021).contact, FootContact::kHeel);
  EXPECT_EQ(contact(0, 0.019).contact, FootContact::kFlat);
  EXPECT_EQ(contact(0, 0).contact, FootContact::kFlat);
  EXPECT_EQ(contact(0.019, 0).contact, FootContact::kFlat);
  EXPECT_EQ(contact(0.021, 0).contact, FootContact::kToe);
  EXPECT_EQ(contact(0.1, 0).ff, Time{800'000});
}

TEST(GaitTruth, AFootThatNeverLowersItsHeelHasNoFootFlatAndNoHeelOff) {
  const Script script = changed([](double t, Foot& foot) {
    if (t < kStance_s) foot = {.front_n = kBody_n};
  });
  const Stride stride = first_right(truth_of({.right = script}));
  EXPECT_EQ(stride.contact, FootContact::kToe);
  EXPECT_FALSE(stride.ff);
  EXPECT_FALSE(stride.ho);
}

TEST(GaitTruth, ContactThatChattersIsOneContact) {
  const Script script = changed([](double t, Foot& foot) {
    const bool off = (t >= 0.003 && t < 0.008) || (t >= 0.595 && t < 0.598);
    if (off) foot.heel_n = foot.front_n = 0;
  });
  const GaitTruth truth = truth_of({.right = script});
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kInitialContact),
              ElementsAre(700, 1700, 2700));
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kFinalContact),
              ElementsAre(299, 1299, 2299));
}

TEST(GaitTruth, ATouchOfLessThanTenMillisecondsInSwingIsNothing) {
  const Script script = changed([](double t, Foot& foot) {
    if (t >= 0.75 && t < 0.758) foot.front_n = 100;
  });
  const GaitTruth truth = truth_of({.right = script});
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kInitialContact),
              ElementsAre(700, 1700, 2700));
  EXPECT_THAT(intervals(truth, "drag"), IsEmpty());
}

TEST(GaitTruth, AToeThatSlidesOverTheFloorInSwingDragsAndMakesNoContact) {
  const Script script = changed([](double t, Foot& foot) {
    if (t < 0.75 || t >= 0.85) return;
    foot.front_n = 60;
    foot.toe_m = -0.0005;
  });
  const GaitTruth truth = truth_of({.right = script});
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kInitialContact),
              ElementsAre(700, 1700, 2700));
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kFinalContact),
              ElementsAre(299, 1299, 2299));
  const std::vector<Interval> drags = intervals(truth, "drag");
  ASSERT_THAT(drags, SizeIs(3));
  EXPECT_EQ(drags[1], (Interval{Time{1'450'000}, Time{1'549'000}, Side::kRight, "drag", ""}));
  EXPECT_EQ(first_right(truth).min_toe_clearance_m, 0);
}

TEST(GaitTruth, AToeThatStopsInSwingIsCaughtAndMakesNoContact) {
  const Script script = changed([](double t, Foot& foot) {
    if (t < 0.75 || t >= 0.8) return;
    foot.front_n = 150;
    foot.toe_m = 0;
    foot.x_m = walking(0.75).x_m;
  });
  const GaitTruth truth = truth_of({.right = script});
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kInitialContact),
              ElementsAre(700, 1700, 2700));
  const std::vector<Interval> drags = intervals(truth, "drag");
  ASSERT_THAT(drags, SizeIs(3));
  EXPECT_EQ(drags[0].detail, "caught");
}

TEST(GaitTruth, AToeThatDragsUntilTheFootStandsMakesContactWhereItStops) {
  // 10 cm before its place the toe comes down and slides on, then stands on the front.
  const Script script = changed([](double t, Foot& foot) {
    if (t < kFlat_s) std::swap(foot.heel_n, foot.front_n);
    if (t < 0.88) return;
    foot.front_n = 60;
    foot.toe_m = 0;
    foot.x_m = kLength_m - 0.1 + 0.1 * (t - 0.88) / 0.12;
  });
  const GaitTruth truth = truth_of({.right = script});
  const Stride stride = first_right(truth);
  EXPECT_EQ(stride.contact, FootContact::kToe);
  EXPECT_NEAR(to_seconds(stride.ic), 0.7, 0.0011);
  const std::vector<Interval> drags = intervals(truth, "drag");
  ASSERT_FALSE(drags.empty());
  EXPECT_NEAR(to_seconds(drags[0].start), 0.58, 0.0011);
  EXPECT_NEAR(to_seconds(drags[0].end), 0.7, 0.0021);
}

TEST(GaitTruth, AFootThatSlipsUnderTheBodysWeightStands) {
  const Script script = changed([](double t, Foot& foot) {
    if (t > 0.1 && t < kStance_s) foot.x_m = 0.5 * std::min(t - 0.1, 0.2);
    if (t >= kStance_s) foot.x_m = 0.1 + foot.x_m * (kLength_m - 0.1) / kLength_m;
  });
  const GaitTruth truth = truth_of({.right = script});
  EXPECT_THAT(times_ms(truth, Side::kRight, EventKind::kFinalContact),
              ElementsAre(299, 1299, 2299));
  EXPECT_THAT(intervals(truth, "drag"), IsEmpty());
}

TEST(GaitTruth, LabelsEachFootsTimeAsStanceOrSwing) {
  const GaitTruth truth = truth_of({});
  double stance_s = 0, swing_s = 0;
  for (const Interval& interval : truth.intervals) {
    if (interval.side != Side::kRight) continue;
    (interval.label == "stance" ? stance_s : swing_s) += to_seconds(interval.end - interval.start);
  }
  EXPECT_NEAR(stance_s, 0.3 + 0.6 + 0.6 + 0.5, 0.005);
  EXPECT_NEAR(swing_s, 3 * 0.4, 0.005);
}

TEST(GaitTruth, KnowsNoContactsOfAPatientWhoStands) {
  const Script standing = [](double) {
    Foot foot;
    foot.heel_n = foot.front_n = kBody_n / 4;
    return foot;
  };
  GaitObserver observer(kLayout, kStep);
  Instant now;
  now.joint_angle_rad.resize(6);
  now.balance.mass_kg = 70;
  for (int i = 0; i < 900; ++i) {
    now.time = i * kStep;
    for (const Side side : {Side::kLeft, Side::kRight}) place(now, side, 0, 0.001 * i, standing);
    observer.observe(now);
  }
  const GaitTruth truth = observer.finish();
  EXPECT_THAT(truth.events, IsEmpty());
  EXPECT_THAT(truth.strides, IsEmpty());
  EXPECT_THAT(intervals(truth, "stance"), SizeIs(2));
}

TEST(MinimumToeClearance, IsTakenWhereTheToeIsFastestWhenTheSwingHasNoMinimum) {
  std::vector<FootSample> swing(400);
  for (size_t i = 0; i < swing.size(); ++i) {
    swing[i].toe_clearance_m = 0.0001 * static_cast<double>(i);  // it only rises
    swing[i].toe_speed_m_s = 4 - std::fabs(static_cast<double>(i) - 250) / 100;
  }
  EXPECT_NEAR(min_toe_clearance_m(swing), 0.025, 1e-12);
}

TEST(MinimumToeClearance, IgnoresThatTheToeStartsAndEndsOnTheFloor) {
  std::vector<FootSample> swing(401);
  for (size_t i = 0; i < swing.size(); ++i) {
    const double u = static_cast<double>(i) / 400;
    swing[i].toe_clearance_m = walking(kStance_s + 0.4 * u * 0.999999).toe_m;
  }
  EXPECT_NEAR(min_toe_clearance_m(swing), kClearance_m, 1e-6);
}

}  // namespace
}  // namespace steppage
