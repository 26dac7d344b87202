#include "truth/falls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr Time kStep{1000};
constexpr double kPelvis_m = 0.981;  // a pendulum of 0.981 m has a rate of sqrt(10) / s

struct Foot {
  double x_m = 0, y_m = 0, load_n = 0;
  bool is_on_patch = false;
};

std::vector<SolePoint> sole(const Foot& foot) {
  return {{1, 1, false, true, foot.load_n, {foot.x_m, foot.y_m, 0}, 0, foot.is_on_patch},
          {2, 2, true, false, foot.load_n, {foot.x_m + 0.2, foot.y_m, 0}, 0, foot.is_on_patch}};
}

// Who stands at rest on both feet, at the middle between them.
Instant standing(Time time) {
  Instant now;
  now.time = time;
  now.balance.mass_kg = 70;
  now.balance.com_m = {0.1, 0, 1};
  now.pelvis_height_m = kPelvis_m;
  now.ground_reaction_n = {{0, 0, 350}, {0, 0, 350}};
  now.soles = {sole({0, 0.1, 175}), sole({0, -0.1, 175})};
  return now;
}

using Change = std::function<void(double time_s, Instant&)>;

std::vector<Interval> observed(const Change& change, std::optional<double> impact_s = {}) {
  FallObserver observer(kStep);
  for (Time time{0}; time < from_seconds(impact_s.value_or(5)); time += kStep) {
    Instant now = standing(time);
    change(to_seconds(time), now);
    observer.observe(now);
  }
  if (impact_s) observer.fell(from_seconds(*impact_s));
  return observer.finish();
}

// Steps of half a second, with the extrapolated centre 0.1 m ahead of the toes for 0.2 s of each.
void step(double time_s, Instant& now) {
  if (std::fmod(time_s, 0.5) < 0.2) now.balance.com_m.x() = 0.3;
}

double s(Time time) { return to_seconds(time); }

TEST(Fall, BeginsWhenTheExtrapolatedCentreLeftTheFeetForGood) {
  // By speed alone: 0.1 + 0.4 / sqrt(10) is beyond the toes at 0.2.
  const auto falls = observed(
      [](double time_s, Instant& now) {
        step(time_s, now);
        if (time_s >= 3.3) now.balance.linear_momentum.x() = 70 * 0.4;
        if (time_s >= 3.8) now.pelvis_height_m = 0.8 * kPelvis_m;
      },
      4.1);
  ASSERT_THAT(falls, ElementsAre(testing::Field(&Interval::label, "fall")));
  EXPECT_EQ(s(falls[0].start), 3.3);
  EXPECT_EQ(s(falls[0].end), 4.1);
  EXPECT_EQ(falls[0].detail, "balance");
}

TEST(Fall, OfWhoCollapsesAboveTheFeetBeginsWithTheLowPelvis) {
  const auto falls = observed(
      [](double time_s, Instant& now) {
        if (time_s >= 3) now.pelvis_height_m = 0.84 * kPelvis_m;
      },
      3.4);
  ASSERT_THAT(falls, Not(IsEmpty()));
  EXPECT_EQ(s(falls[0].start), 3);
}

TEST(Fall, HasThePushAsItsCauseAndNeverBeginsBeforeIt) {
  const auto falls = observed(
      [](double time_s, Instant& now) {
        if (time_s >= 2.9) now.balance.com_m.x() = 0.4;  // a step, when the push comes
        if (time_s >= 3 && time_s < 3.2) now.push_n = {100, 0, 0};
        if (time_s >= 3.6) now.trunk_tilt_rad = 0.8;
      },
      3.9);
  ASSERT_THAT(falls, ElementsAre(testing::Field(&Interval::label, "fall")));
  EXPECT_EQ(falls[0].detail, "push");
  EXPECT_EQ(s(falls[0].start), 3);
}

TEST(Fall, IsNotBlamedOnWhatHappenedLongBefore) {
  const auto falls = observed(
      [](double time_s, Instant& now) {
        if (time_s >= 0.5 && time_s < 0.7) now.push_n = {100, 0, 0};
        if (time_s >= 3) now.pelvis_height_m = 0.5 * kPelvis_m;
      },
      3.4);
  EXPECT_EQ(falls.back().detail, "balance");
}

TEST(Slip, IsAFootThatSlidesThreeCentimetresOnAPatch) {
  const auto sliding = [](double way_m, bool on_patch) {
    return observed([=](double time_s, Instant& now) {
      const double gone_m = std::clamp(time_s - 2, 0.0, way_m);  // 1 m/s
      now.soles.right = sole({gone_m, -0.1, 175, on_patch && time_s > 1.9});
    });
  };
  const auto slips = sliding(0.05, true);
  ASSERT_THAT(slips, ElementsAre(testing::Field(&Interval::label, "slip")));
  EXPECT_EQ(slips[0].side, Side::kRight);
  EXPECT_THAT(sliding(0.02, true), IsEmpty());
  EXPECT_THAT(sliding(0.05, false), IsEmpty());
}

// The body at 1 m/s, the foot at `foot_m_s` until something holds it with `force_n`.
std::vector<Interval> catch_toe(double foot_m_s, double force_n, double held_s, bool heel = false) {
  return observed([=](double time_s, Instant& now) {
    now.balance.linear_momentum.x() = 70;
    const bool is_held = time_s >= 2 && time_s < 2 + held_s;
    now.soles.left = sole({foot_m_s * std::min(time_s, 2.001), 0.1, 0});
    if (!is_held) return;
    now.ground_reaction_n.left = {-force_n, 0, 50};
    (heel ? now.soles.left.front() : now.soles.left.back()).load_n = 50;
  });
}

TEST(Trip, IsASwingingFootThatIsHeldBackByItsToes) {
  EXPECT_THAT(catch_toe(3, 40, 0.05), testing::Contains(testing::Field(&Interval::label, "trip")));
}

TEST(Trip, IsNotATouchTooSoftOrTooShort) {
  const auto trip = testing::Contains(testing::Field(&Interval::label, "trip"));
  EXPECT_THAT(catch_toe(3, 20, 0.05), Not(trip));
  EXPECT_THAT(catch_toe(3, 40, 0.015), Not(trip));
}

TEST(Trip, IsNotALandingFootThatBrakes) {
  const auto trip = testing::Contains(testing::Field(&Interval::label, "trip"));
  EXPECT_THAT(catch_toe(0.8, 100, 0.1), Not(trip));
  EXPECT_THAT(catch_toe(3, 100, 0.1, true), Not(trip));
}

TEST(NearFall, IsAnExcursionFiveCentimetresBeyondTheUsual) {
  const auto with = [](double further_m) {
    return observed([=](double time_s, Instant& now) {
      step(time_s, now);
      if (time_s >= 4 && time_s < 4.2) now.balance.com_m.x() += further_m;
    });
  };
  EXPECT_THAT(with(0.04), IsEmpty());
  const auto near = with(0.06);
  ASSERT_THAT(near, ElementsAre(testing::Field(&Interval::label, "near_fall")));
  EXPECT_EQ(s(near[0].start), 4);
  EXPECT_EQ(near[0].detail, "balance");
}

}  // namespace
}  // namespace steppage
