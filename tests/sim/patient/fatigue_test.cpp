#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

constexpr Time kStep{5000};

// One muscle.
class Muscle {
 public:
  explicit Muscle(const std::string& name, double rate = 1)
      : fatigue_(general_fatigue(rate)->start(Layout{{}, {name}}, 1)) {
    now_.muscles.resize(1);
    drive_.muscles.resize(1);
  }
  /// One control step later, with the activation since then; the capacity that is left.
  double work(double activation, Time step = kStep) {
    now_.time += step;
    now_.muscles[0].activation = activation;
    drive_.muscles[0].capacity = 1;
    fatigue_->distort(now_, drive_);
    return drive_.muscles[0].capacity;
  }

 private:
  std::unique_ptr<Distortion> fatigue_;
  Instant now_;
  Drive drive_;
};

// The model as published, with its own drive of the active fibres: C, with LD = LR = 10 1/s.
struct ThreeCompartments {
  double fatigue_hz, recovery_hz;
  double active = 0, rested = 1, fatigued = 0;

  void step(double target, double step_s) {
    const double missing = target - active;
    const double command = 10 * (missing > 0 ? std::min(missing, rested) : missing);
    const double recovery = recovery_hz * (target == 0 ? 15 : 1) * fatigued;
    const double tiring = fatigue_hz * active;
    active += step_s * (command - tiring);
    rested += step_s * (recovery - command);
    fatigued += step_s * (tiring - recovery);
  }
};

TEST(Fatigue, OfAFreshMuscleThatRestsIsNone) {
  Muscle muscle("right_VAS");
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(muscle.work(0), 1);
}

TEST(Fatigue, UnderAConstantDriveSettlesWhereFatigueAndRecoveryMeet) {
  constexpr double kF = 0.015, kR = 0.00149;  // of the knee
  for (const double drive : {0.2, 1.0}) {
    Muscle muscle("left_VAS");
    const double settled = kF * drive / (kF * drive + kR);
    double capacity = 1;
    for (int i = 1; i <= 200'000; ++i) {
      capacity = muscle.work(drive * capacity);
      const double expected = 1 - settled * (1 - std::exp(-(kF * drive + kR) * 0.005 * i));
      ASSERT_NEAR(capacity, expected, 2e-4) << i;
    }
    EXPECT_NEAR(1 - capacity, settled, 0.01);
  }
}

// Endurance (s) that the published parameters give at 20, 50 and 80 % of the greatest effort; there
// the last resting fibres are slow to come, which makes it last up to a tenth longer.
TEST(Fatigue, LeavesTheEnduranceOfTheKneeAndTheAnkle) {
  const struct {
    const char* muscle;
    double effort, endurance_s;
  } kKnown[] = {{"right_VAS", 0.2, 343}, {"right_VAS", 0.5, 72},  {"right_VAS", 0.8, 18},
                {"right_SOL", 0.2, 870}, {"right_SOL", 0.5, 183}, {"right_SOL", 0.8, 47}};
  for (const auto& known : kKnown) {
    Muscle muscle(known.muscle);
    double lasted_s = 0;
    while (muscle.work(known.effort) > known.effort) lasted_s += to_seconds(kStep);
    EXPECT_LT(lasted_s, known.endurance_s) << known.muscle << " at " << known.effort;
    EXPECT_GT(lasted_s, 0.9 * known.endurance_s) << known.muscle << " at " << known.effort;
  }
}

TEST(Fatigue, OfWorkWithRestsFollowsThePublishedModel) {
  Muscle muscle("right_RF");
  ThreeCompartments published{0.015, 0.00149};
  for (int i = 0; i < 60'000; ++i) {  // 10 s at half strength, 10 s of rest
    const double target = (i / 2000) % 2 == 0 ? 0.5 : 0;
    published.step(target, 0.005);
    EXPECT_NEAR(1 - muscle.work(published.active), published.fatigued, 0.01);
  }
  EXPECT_GT(published.fatigued, 0.15);
}

TEST(Fatigue, RecoversAsMuchInOneLongRestAsInManyShortSteps) {
  Muscle one("right_VAS"), many("right_VAS");
  for (int i = 0; i < 4000; ++i) {
    one.work(0.8);
    many.work(0.8);
  }
  for (int i = 0; i < 3000; ++i) many.work(0.01);
  const double tired = one.work(0.8, Time{0});
  EXPECT_NEAR(one.work(0.01, Time{15'000'000}), many.work(0.01, Time{0}), 1e-9);
  EXPECT_GT(many.work(0.01), tired + 0.03);
}

TEST(Fatigue, ComesTwiceAsFastAtFirstWithTwiceTheRate) {
  Muscle ordinary("left_TA"), quick("left_TA", 2);
  double lost = 0, lost_quickly = 0;
  for (int i = 0; i < 400; ++i) {
    lost = 1 - ordinary.work(0.5);
    lost_quickly = 1 - quick.work(0.5);
  }
  EXPECT_NEAR(lost_quickly / lost, 2, 0.001);
}

TEST(Fatigue, OfSomeMusclesAddsToThatOfAll) {
  const Layout layout{{}, {"right_VAS", "left_VAS"}};
  Instant now;
  now.muscles.resize(2);
  for (MuscleState& muscle : now.muscles) muscle.activation = 0.5;
  const auto all = general_fatigue(1)->start(layout, 1),
             all_again = general_fatigue(1)->start(layout, 1);
  Drive drive{std::vector<MuscleDrive>(2), {}};
  for (int i = 0; i < 2; ++i) {
    now.time = Time{i * 20'000'000};
    drive.muscles[0].capacity = drive.muscles[1].capacity = 1;
    all->distort(now, drive);
    const double once = drive.muscles[0].capacity;
    all_again->distort(now, drive);
    EXPECT_DOUBLE_EQ(drive.muscles[0].capacity, once * once);
  }
  EXPECT_LT(drive.muscles[0].capacity, 0.9);
}

}  // namespace
}  // namespace steppage
