// What electrodes recruit, and how it tires.
#include "patient/electrode.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "patient/body.hpp"

namespace steppage {
namespace {

constexpr Time kStep{5'000};
constexpr PulseTrain kUsual = {true, 50, 300, 40};

class OnePatient : public testing::Test {
 protected:
  Electrode electrode(const ElectrodeSettings& settings) const { return {settings, layout_}; }
  /// What muscle "TA" of the right leg is driven by after that time of stimulation.
  double drive(Electrode& electrode, const PulseTrain& train, double duration_s,
               const std::string& muscle = "TA") {
    for (const Time end = now_ + from_seconds(duration_s); now_ < end; now_ += kStep)
      electrode.step(now_, train, drive_);
    return drive_.muscles[index_of(layout_.muscles, "right_" + muscle)].stimulated;
  }
  double settled(const ElectrodeSettings& settings, const PulseTrain& train,
                 const std::string& muscle = "TA") {
    Electrode fresh = electrode(settings);
    return drive(fresh, train, 1.5, muscle);
  }

  const Model model_ = build_body({}).compile();
  const Layout& layout_ = model_.layout();
  Drive drive_{std::vector<MuscleDrive>(layout_.muscles.size()), {}, {}};
  Time now_{};
};

TEST(Recruitment, IsHalfAtItsMiddleAndNothingInTheDeadZone) {
  EXPECT_DOUBLE_EQ(recruited_share(35, 300, 35), 0.5);
  EXPECT_EQ(recruited_share(19.9, 300, 35), 0);
  EXPECT_GT(recruited_share(20, 300, 35), 0);
  EXPECT_EQ(recruited_share(100, 0, 35), 0);
}

// 10 to 90 % within 2 ln 9 slopes of 4 mA.
TEST(Recruitment, RisesFromATenthToNineTenthsWithinEighteenMilliamperes) {
  EXPECT_NEAR(recruited_share(35 - 8.79, 300, 35), 0.1, 0.001);
  EXPECT_NEAR(recruited_share(35 + 8.79, 300, 35), 0.9, 0.001);
}

// Lapicque: the middle is at rheobase (1 + chronaxie / width).
TEST(Recruitment, NeedsTheCurrentOfTheStrengthDurationCurve) {
  for (const double width_us : {100.0, 200.0, 350.0})
    EXPECT_NEAR(recruited_share(35 * (1 + 200 / width_us) / (1 + 200.0 / 300), width_us, 35), 0.5,
                1e-12);
}

TEST(Recruitment, GrowsWithAmplitudeAndWidth) {
  for (double x = 20; x < 100; x += 1) {
    EXPECT_GE(recruited_share(x + 1, 250, 35), recruited_share(x, 250, 35));
    EXPECT_GE(recruited_share(40, 3.5 * (x + 1), 35), recruited_share(40, 3.5 * x, 35));
  }
}

TEST(Fusion, FollowsDing) {
  EXPECT_EQ(fusion(0), 0);
  EXPECT_DOUBLE_EQ(fusion(20), 0.75);
  EXPECT_DOUBLE_EQ(fusion(40), 0.90);
  EXPECT_DOUBLE_EQ(fusion(100), 1);
  for (double f = 0; f < 100; f += 1) EXPECT_GT(fusion(f + 1), fusion(f));
}

TEST_F(OnePatient, LiftsTheFootByTheDorsiflexorsAndHardlyByThePeroneals) {
  const double ta = settled({}, kUsual);
  EXPECT_NEAR(ta, 0.9 * recruited_share(50, 300, 35), 1e-3);
  EXPECT_NEAR(settled({}, kUsual, "EDL"), 0.9 * ta, 1e-3);
  EXPECT_NEAR(settled({}, kUsual, "PER"), 0.17 * ta, 1e-3);
  EXPECT_EQ(settled({}, kUsual, "SOL"), 0);
}

TEST_F(OnePatient, AMisplacedElectrodeTradesDorsiflexorsAgainstPeronealsAndCalf) {
  for (double offset_mm = 5; offset_mm <= 20; offset_mm += 5) {
    const ElectrodeSettings here{.offset_mm = offset_mm}, before{.offset_mm = offset_mm - 5};
    EXPECT_LT(settled(here, kUsual), settled(before, kUsual));
    EXPECT_GT(settled(here, kUsual, "PER"), settled(before, kUsual, "PER"));
    EXPECT_GT(settled(here, kUsual, "GAS"), settled(before, kUsual, "GAS"));
  }
}

TEST_F(OnePatient, ForceComesAfterTheElectromechanicalDelay) {
  Electrode fresh = electrode({});
  EXPECT_EQ(drive(fresh, kUsual, 0.025), 0);
  EXPECT_GT(drive(fresh, kUsual, 0.005), 0);
}

TEST_F(OnePatient, TheOtherLegIsLeftAlone) {
  Electrode fresh = electrode({});
  drive(fresh, kUsual, 1);
  for (size_t i = 0; i < layout_.muscles.size(); ++i) {
    if (!layout_.muscles[i].starts_with("left_")) continue;
    EXPECT_EQ(drive_.muscles[i].stimulated, 0);
  }
}

TEST_F(OnePatient, EveryChannelReachesItsMuscles) {
  for (const ChannelKind& channel : channels()) {
    Electrode fresh = electrode({.channel = std::string(channel.name)});
    drive(fresh, kUsual, 1);
    double sum = 0;
    for (MuscleDrive& muscle : drive_.muscles) sum += std::exchange(muscle.stimulated, 0);
    EXPECT_GT(sum, 0.8) << channel.name;
  }
}

// Closed form of Riener's fatigue under constant full recruitment: towards
// (0.2 x / 30 + (1 - x) / 50) / (x / 30 + (1 - x) / 50), x = 0.4 + 0.6 (f / 100)^2, here 0.496.
TEST_F(OnePatient, TiresWithinThreeMinutesAndRecovers) {
  Electrode fresh = electrode({.fatigue = 1});
  const PulseTrain strong = {true, 70, 300, 40};
  const double rested = drive(fresh, strong, 1);
  const double one_minute = drive(fresh, strong, 59);
  const double three_minutes = drive(fresh, strong, 120);
  const double works = 0.496 * rested;
  const double settles = (0.2 * works / 30 + (1 - works) / 50) / (works / 30 + (1 - works) / 50);
  const double rate_hz = works / 30 + (1 - works) / 50;
  EXPECT_NEAR(one_minute / rested, settles + (1 - settles) * std::exp(-60 * rate_hz), 0.03);
  EXPECT_NEAR(three_minutes / rested, settles, 0.02);
  drive(fresh, {}, 50);
  const double recovered = drive(fresh, strong, 1) / rested;
  EXPECT_NEAR(recovered, 1 - (1 - settles) * std::exp(-1), 0.05);
}

TEST_F(OnePatient, TiresSlowerAtLowFrequenciesAndNotAtAllWithoutFatigue) {
  const auto left = [&](double frequency_hz, double fatigue) {
    Electrode fresh = electrode({.fatigue = fatigue});
    const PulseTrain train = {true, 70, 300, frequency_hz};
    const double rested = drive(fresh, train, 1);
    return drive(fresh, train, 60) / rested;
  };
  EXPECT_GT(left(20, 1), left(60, 1));
  EXPECT_NEAR(left(40, 0), 1, 1e-4);  // the last of the rise
}

}  // namespace
}  // namespace steppage
