// Gaits for a speed, the posture of who is under way, and stimulation in swing.
#include "control/walking/walking.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>

#include "control/control_period.hpp"
#include "control/walking/gaits.hpp"
#include "control/walking/sensed.hpp"
#include "patient/body.hpp"
#include "scenario/document.hpp"

namespace steppage {
namespace {

namespace fs = std::filesystem;

WalkingGains read_gains(const std::string& file) {
  Document document = Document::load(file);
  Reader gains = document.root().object("gains");
  WalkingGains read{};
  for (const WalkingGainKind& kind : walking_gains())
    read.*kind.value = gains.number(kind.name, {-INFINITY, INFINITY});
  document.throw_if_problems();
  return read;
}

Walking walking_with(const WalkingGains& gains) {
  Walking walking;
  walking.gait = [gains](double) { return Gait{gains, {}}; };
  return walking;
}

// Files of healthy gaits by speed in m/s: healthy_1_02.json is one of 1.02 m/s.
std::map<double, WalkingGains> gait_files() {
  std::map<double, WalkingGains> found;
  for (const auto& entry : fs::directory_iterator(STEPPAGE_SOURCE_DIR "/models/gaits")) {
    char metres[8], fraction[8];
    if (std::sscanf(entry.path().filename().c_str(), "healthy_%7[0-9]_%7[0-9].json", metres,
                    fraction) == 2)
      found[std::stod(std::string(metres) + "." + fraction)] = read_gains(entry.path().string());
  }
  return found;
}

void expect_near(const WalkingGains& gains, const WalkingGains& expected) {
  for (const WalkingGainKind& kind : walking_gains())
    EXPECT_NEAR(gains.*kind.value, expected.*kind.value, 0.01 * (kind.high - kind.low))
        << kind.name;
}

class HealthyGait : public testing::Test {
 protected:
  HealthyGait() { EXPECT_FALSE(gaits_.empty()); }
  // Of the patient for whom gaits were tuned.
  static constexpr double kStrength = 1.09;
  const double unit_m_s_ = std::sqrt(9.81 * leg_length_m(build_body({}).compile()));
  const std::map<double, WalkingGains> gaits_ = gait_files();
};

TEST_F(HealthyGait, IsTheTunedOneAtTheSpeedThatItWasTunedFor) {
  for (const auto& [speed_m_s, gains] : gaits_)
    expect_near(tuned_gait("healthy", kStrength, speed_m_s / unit_m_s_).gains, gains);
}

TEST_F(HealthyGait, LiesBetweenTheTunedOnesOfSlowerAndFasterWalkers) {
  for (auto faster = std::next(gaits_.begin()); faster != gaits_.end(); ++faster) {
    const auto slower = std::prev(faster);
    WalkingGains middle{};
    for (const WalkingGainKind& kind : walking_gains())
      middle.*kind.value = (slower->second.*kind.value + faster->second.*kind.value) / 2;
    expect_near(
        tuned_gait("healthy", kStrength, (slower->first + faster->first) / 2 / unit_m_s_).gains,
        middle);
  }
}

TEST_F(HealthyGait, IsTheNearestTunedOneBeyondAllOfThem) {
  EXPECT_EQ(tuned_gait("healthy", kStrength, 0).gains, gaits_.begin()->second);
  EXPECT_EQ(tuned_gait("healthy", kStrength, 2).gains, gaits_.rbegin()->second);
}

TEST_F(HealthyGait, IsThatOfTheTunedPeopleWhoAreAboutAsStrongForTheirWeight) {
  const WalkingGains strong =
      read_gains(STEPPAGE_SOURCE_DIR "/models/gaits/healthy_strong_1_2.json");
  EXPECT_EQ(tuned_gait("healthy", 1.7, 2).gains, strong);
  EXPECT_EQ(tuned_gait("healthy", 1.3, 2).gains, strong);
  const WalkingGains older = read_gains(STEPPAGE_SOURCE_DIR "/models/gaits/older_1_1.json");
  EXPECT_EQ(tuned_gait("healthy", 0.8, 2).gains, older);
  EXPECT_EQ(tuned_gait("older", kStrength, 2).gains, older);
}

TEST(UnderWay, TheStandingFootIsFlatOnTheFloorAndTheOtherInTheAir) {
  const BodySpec body = build_body({});
  const Model model = body.compile();
  WalkingGains gains{};
  gains.start_speed = 0.4;
  gains.start_speed_left = -0.05;
  gains.start_standing_hip = 0.3;
  gains.start_standing_knee = 0.2;
  gains.start_swinging_hip = 0.1;
  gains.start_swinging_knee = 1.2;
  gains.start_standing_hip_rate = -1;
  gains.start_lean = 0.1;
  Physics physics(model, under_way(body, gains));
  const Instant& now = physics.step(physics.idle());
  for (const SolePoint& point : now.soles.right) EXPECT_NEAR(point.place_m.z(), 0, 0.006);
  for (const SolePoint& point : now.soles.left) EXPECT_GT(point.place_m.z(), 0.02);
  const Sensed sensed = Nerves(model).sense(now, {});
  EXPECT_GT(sensed.legs.right.load, 0);
  EXPECT_EQ(sensed.legs.left.load, 0);
  EXPECT_NEAR(sensed.pelvis_pitch.angle, 0.1, 1e-9);
  EXPECT_NEAR(sensed.legs.right.hip_flexion.rate, -1, 1e-3);
  EXPECT_NEAR(sensed.legs.left.knee_flexion.angle, 1.2, 1e-9);
}

TEST(Walker, ExcitesMusclesFromNothingToFullyWhateverTheNoise) {
  const Model model = build_body({}).compile();
  WalkingGains gains{};
  for (const WalkingGainKind& kind : walking_gains()) gains.*kind.value = kind.high;
  const Posture start = under_way(build_body({}), gains);
  Physics physics(model, start);
  Walking noisy = walking_with(gains);
  noisy.variability = 12;
  const auto walker = walk(model, noisy, 1);
  Drive drive = physics.idle();
  double most = 0;
  for (Time t{0}; t < from_seconds(0.3); t += model.timestep()) {
    const Instant& now = physics.step(drive);
    if (now.time % kControlPeriod != Time{0}) continue;
    walker->drive(physics, now, drive);
    for (const MuscleDrive& muscle : drive.muscles) {
      EXPECT_GE(muscle.voluntary, 0);
      EXPECT_LE(muscle.voluntary, 1);
      most = std::max(most, muscle.voluntary);
    }
  }
  EXPECT_EQ(most, 1);
}

TEST(Walker, LiftsAFootThatHangsWithoutAnyForceNoHigherThanOneThatHangsByHalfARadian) {
  const auto hip_flexors = [](double dorsiflexion) {
    WalkingGains gains{};
    gains.steppage_hip = 1;
    Sensed sensed{};
    for (const Side side : {Side::kLeft, Side::kRight})
      sensed.legs[side].force.assign(kLegMuscles.size(), 0);
    sensed.legs.left.load = 1;
    sensed.legs.right.ankle_dorsiflexion.angle = dorsiflexion;
    WalkingReflexes reflexes(gains);
    for (int i = 0; i < 10; ++i) reflexes.step(sensed);
    return reflexes.step(sensed).legs.right[HFL_1];
  };
  EXPECT_NEAR(hip_flexors(-0.2), 0.2, 1e-12);
  EXPECT_GT(hip_flexors(-0.5), 0.3);
  EXPECT_EQ(hip_flexors(-0.9), hip_flexors(-0.5));
}

TEST(Walker, IsAskedForSpeedsThatChangeAtTheirAccelerationOneAfterTheOther) {
  const std::vector<SpeedChange> changes = {{10, 0.8, 0.2}, {20, 1.2, 0.1}, {22, 0.9, 0.5}};
  EXPECT_DOUBLE_EQ(asked_speed_m_s(1.2, {}, 30), 1.2);
  EXPECT_DOUBLE_EQ(asked_speed_m_s(1.2, changes, 10), 1.2);
  EXPECT_DOUBLE_EQ(asked_speed_m_s(1.2, changes, 11), 1.0);
  EXPECT_DOUBLE_EQ(asked_speed_m_s(1.2, changes, 12), 0.8);
  EXPECT_DOUBLE_EQ(asked_speed_m_s(1.2, changes, 20), 0.8);
  EXPECT_DOUBLE_EQ(asked_speed_m_s(1.2, changes, 22), 1.0);  // and not yet 1.2
  EXPECT_DOUBLE_EQ(asked_speed_m_s(1.2, changes, 30), 0.9);
}

// Of a body that hangs in the air and stays as it is.
class HangingWalker : public testing::Test {
 protected:
  const Model model_ = build_body({}).compile();
  Physics physics_{model_, [] {
                     Posture posture;
                     posture.pelvis_position_m.z() = 2;
                     return posture;
                   }()};
  const Instant start_ = physics_.step(physics_.idle());
};

// Right hip turned in by what brings a walker round to the left.
TEST_F(HangingWalker, IsAskedToTurnByAPathThatBendsAndTurnsNoMoreThanThat) {
  Instant now = start_;
  now.ground_reaction_n.right.z() = 700;
  WalkingGains gains{};
  gains.rotation_heading = 1;
  const auto excitations = [&](std::vector<Turn> turns, double time_s) {
    Walking turning = walking_with(gains);
    turning.turns = std::move(turns);
    const auto walker = walk(model_, turning, 1);
    Drive drive = physics_.idle();
    now.time = from_seconds(time_s);
    walker->drive(physics_, now, drive);
    std::vector<double> voluntary;
    for (const MuscleDrive& muscle : drive.muscles) voluntary.push_back(muscle.voluntary);
    return voluntary;
  };
  const std::vector<double> straight = excitations({}, 0);
  const Turn left{1, 0.2, 0.1}, right{1, -0.2, 0.1};
  EXPECT_EQ(excitations({left}, 1), straight);
  EXPECT_NE(excitations({left}, 2), straight);
  EXPECT_NE(excitations({left}, 2), excitations({right}, 2));
  EXPECT_NE(excitations({left}, 2), excitations({left}, 3));
  EXPECT_EQ(excitations({left}, 4), excitations({left}, 3));  // done after two seconds
  const Turn back{4, -0.2, 0.1};
  EXPECT_EQ(excitations({left, back}, 6), straight);
}

TEST_F(HangingWalker, WalksWithTheGainsOfTheSpeedThatIsAskedFor) {
  Instant now = start_;
  Walking walking;
  walking.speed_m_s = 1.2;
  walking.speed_changes = {{1, 0.8, 0.4}};
  std::vector<double> asked_m_s;
  walking.gait = [&](double speed_m_s) {
    asked_m_s.push_back(speed_m_s);
    return Gait{};
  };
  const auto walker = walk(model_, walking, 1);
  Drive drive = physics_.idle();
  for (const double time_s : {0.0, 1.5, 2.0, 3.0}) {
    now.time = from_seconds(time_s);
    walker->drive(physics_, now, drive);
  }
  ASSERT_EQ(asked_m_s.size(), 3U);
  EXPECT_NEAR(asked_m_s[0], 1.2, 1e-12);
  EXPECT_NEAR(asked_m_s[1], 1.0, 1e-12);
  EXPECT_NEAR(asked_m_s[2], 0.8, 1e-12);
}

TEST_F(HangingWalker, BeginsWithTheFirstGainsOfAGaitWhichBecomeItsOwnFromTwoToFiveSeconds) {
  const auto excitations = [&](const Gait& gait, double time_s) {
    Walking walking;
    walking.speed_m_s = 1;
    walking.gait = [&](double) { return gait; };
    const auto walker = walk(model_, walking, 1);
    Drive drive = physics_.idle();
    Instant now = start_;
    for (const double at_s : {0.0, time_s}) {
      now.time = from_seconds(1.5 + at_s);  // stood before
      walker->drive(physics_, now, drive);
    }
    std::vector<double> voluntary;
    for (const MuscleDrive& muscle : drive.muscles) voluntary.push_back(muscle.voluntary);
    return voluntary;
  };
  WalkingGains lax{}, firm{}, between{};
  firm.lumbar_tone = 0.4;
  between.lumbar_tone = 0.1;
  const Gait gait{lax, {}, firm};
  EXPECT_EQ(excitations(gait, 0), excitations({firm, {}}, 0));
  EXPECT_EQ(excitations(gait, 2), excitations({firm, {}}, 2));
  EXPECT_EQ(excitations(gait, 4.25), excitations({between, {}}, 4.25));
  EXPECT_EQ(excitations(gait, 5), excitations({lax, {}}, 5));
  EXPECT_NE(excitations(gait, 5), excitations(gait, 2));
}

// Stride speeds of healthy adults vary by a few percent, and slowly (Hausdorff 1995).
TEST_F(HangingWalker, WalksAtAPaceThatWandersAboutTheSpeedThatIsAskedFor) {
  const auto asked_for = [&](double variability) {
    std::vector<double> asked_m_s;
    Walking walking;
    walking.speed_m_s = 1;
    walking.variability = variability;
    walking.gait = [&](double speed_m_s) {
      asked_m_s.push_back(speed_m_s);
      return Gait{};
    };
    const auto walker = walk(model_, walking, 1);
    Drive drive = physics_.idle();
    Instant now = start_;
    for (int period = 0; period < 20000; ++period) {
      const bool left = period / 20 % 2 == 0;
      now.ground_reaction_n.left.z() = left ? 700 : 0;
      now.ground_reaction_n.right.z() = left ? 0 : 700;
      walker->drive(physics_, now, drive);
    }
    return asked_m_s;
  };
  const std::vector<double> paces_m_s = asked_for(1);
  ASSERT_GT(paces_m_s.size(), 900U);
  double mean = 0, squares = 0, changes = 0;
  for (size_t i = 1; i < paces_m_s.size(); ++i) {
    mean += paces_m_s[i] / static_cast<double>(paces_m_s.size() - 1);
    squares += (paces_m_s[i] - 1) * (paces_m_s[i] - 1);
    changes += (paces_m_s[i] - paces_m_s[i - 1]) * (paces_m_s[i] - paces_m_s[i - 1]);
  }
  const double sd = std::sqrt(squares / static_cast<double>(paces_m_s.size() - 1));
  EXPECT_NEAR(mean, 1, 0.02);
  EXPECT_GT(sd, 0.02);
  EXPECT_LT(sd, 0.06);
  EXPECT_LT(changes, 0.2 * squares);  // 2 where each step is drawn anew
  EXPECT_EQ(asked_for(0).size(), 1U);
}

class Stimulation : public HangingWalker {
 protected:
  struct Told {
    bool stimulated;
    std::vector<MuscleDrive> muscles;
  };

  // One control period of a foot after the other, in the air or not.
  std::vector<Told> perform(const std::optional<SwingStimulation>& stimulation,
                            const std::vector<bool>& in_the_air, Side side = Side::kRight) {
    WalkingGains gains{};
    for (const WalkingGainKind& kind : walking_gains())
      gains.*kind.value = (kind.low + kind.high) / 2;
    Walking walking = walking_with(gains);
    walking.variability = 1;
    walking.stimulation = stimulation;
    const auto walker = walk(model_, walking, 5);
    Drive drive = physics_.idle();
    std::vector<Told> told;
    Instant now = start_;
    for (const bool swings : in_the_air) {
      now.ground_reaction_n[side].z() = swings ? 0 : 300;
      walker->drive(physics_, now, drive);
      told.push_back({drive.muscles[muscle(side, "TA")].stimulated > 0, drive.muscles});
      now.time += kControlPeriod;
    }
    return told;
  }

  size_t muscle(Side side, const std::string& muscle) const {
    return static_cast<size_t>(
        find_index(model_.layout().muscles, std::string(name(side)) + "_" + muscle));
  }

  // A stance and a swing of 20 control periods each, and a longer stance.
  static std::vector<bool> step() {
    std::vector<bool> in_the_air(80, false);
    std::fill(in_the_air.begin() + 20, in_the_air.begin() + 40, true);
    return in_the_air;
  }

  static SwingStimulation always() { return {Side::kRight, 0.3, 0, 0, 100}; }
};

TEST_F(Stimulation, LiftsTheFootWhileItIsOffTheFloor) {
  const std::vector<bool> in_the_air = step();
  const std::vector<Told> told = perform(always(), in_the_air);
  for (size_t i = 0; i < told.size(); ++i) EXPECT_EQ(told[i].stimulated, in_the_air[i]) << i;
  for (size_t m = 0; m < model_.layout().muscles.size(); ++m) {
    const std::string& name = model_.layout().muscles[m];
    const bool lifts = name == "right_TA" || name == "right_EDL";
    if (name == "right_PER") continue;
    EXPECT_EQ(told[30].muscles[m].stimulated, lifts ? 0.3 : 0) << name;
  }
}

// The moments of the fully excited muscles about the subtalar joint, Nm: EDL turns the foot out by
// 2.8, TA in by 4.5, PER out by 11.8 (steppage model --json).
TEST_F(Stimulation, TurnsTheFootNeitherInNorOut) {
  const std::vector<Told> told = perform(always(), step());
  const auto level = [&](const char* name) {
    return told[30].muscles[muscle(Side::kRight, name)].stimulated;
  };
  EXPECT_NEAR(11.8 * level("PER") + 2.8 * level("EDL"), 4.5 * level("TA"), 0.1);
}

TEST_F(Stimulation, CanBeOfEitherFoot) {
  SwingStimulation left = always();
  left.side = Side::kLeft;
  const std::vector<Told> told = perform(left, step(), Side::kLeft);
  EXPECT_TRUE(told[30].stimulated);
  EXPECT_EQ(told[30].muscles[muscle(Side::kRight, "TA")].stimulated, 0);
}

TEST_F(Stimulation, ComesAndGoesLaterByItsDelay) {
  const std::vector<bool> in_the_air = step();
  for (const size_t periods : {1U, 7U, 29U}) {
    SwingStimulation late = always();
    late.delay_s = static_cast<double>(5 * periods) / 1000;
    const std::vector<Told> told = perform(late, in_the_air);
    for (size_t i = 0; i < told.size(); ++i)
      EXPECT_EQ(told[i].stimulated, i >= periods && in_the_air[i - periods]) << periods << " " << i;
  }
}

TEST_F(Stimulation, KeepsToItsPartOfTheTrial) {
  SwingStimulation part = always();
  part.from_s = 0.125;   // 25 control periods
  part.until_s = 0.150;  // 30
  const std::vector<Told> told = perform(part, step());
  for (size_t i = 0; i < told.size(); ++i) EXPECT_EQ(told[i].stimulated, i >= 25 && i < 30) << i;
}

TEST_F(Stimulation, ComesAgainWhereItIsRepeated) {
  SwingStimulation part = always();
  part.from_s = 0.05;    // 10 control periods
  part.until_s = 0.075;  // 15
  part.repeat_s = 0.1;   // 20
  const std::vector<Told> told = perform(part, std::vector<bool>(60, true));
  for (size_t i = 0; i < told.size(); ++i)
    EXPECT_EQ(told[i].stimulated, i % 20 >= 10 && i % 20 < 15) << i;
}

TEST_F(Stimulation, LeavesWhatThePatientWantsAsItIs) {
  const std::vector<Told> with = perform(always(), step()), without = perform({}, step());
  for (size_t i = 0; i < with.size(); ++i)
    for (size_t m = 0; m < with[i].muscles.size(); ++m)
      EXPECT_EQ(with[i].muscles[m].voluntary, without[i].muscles[m].voluntary);
}

}  // namespace
}  // namespace steppage
