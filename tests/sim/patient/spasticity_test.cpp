#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "impairments/laboratory.hpp"
#include "patient/body.hpp"

namespace steppage {
namespace {

constexpr Time kStep{5000};

std::string spastic(const std::string& settings) {
  return R"([{"kind": "spasticity", "side": "right", "muscles": ["SOL"], )" + settings + "}]";
}

// One soleus that is stretched at a constant rate from the first step on; its reflex at each step.
class Stretch {
 public:
  explicit Stretch(const std::string& settings)
      : layout_{{}, {"right_SOL"}}, impaired_(read_impairments(spastic(settings)), layout_) {
    now.muscles.resize(1);
    now.muscles[0].fibre_length = 0.8;
    drive_.muscles.resize(1);
  }
  double step(double velocity_l0_s) {
    impaired_.distort(now, drive_);
    now.time += kStep;
    now.muscles[0].fibre_length += velocity_l0_s * to_seconds(kStep);
    return drive_.muscles[0].reflex;
  }
  Instant now;

 private:
  Layout layout_;
  Impaired impaired_;
  Drive drive_;
};

TEST(Spasticity, AnswersAStretchAboveItsThresholdInProportion) {
  for (const double velocity : {1.0, 2.0, 3.0, 4.0}) {
    Stretch stretch(R"("gain_s": 0.1, "threshold_l0_s": 2)");
    double reflex = 0;
    for (int i = 0; i < 20; ++i) reflex = stretch.step(velocity);
    EXPECT_NEAR(reflex, 0.1 * std::max(0.0, velocity - 2), 1e-9) << velocity;
  }
}

TEST(Spasticity, AnswersWhenNervesHaveConductedThereAndBack) {
  Stretch stretch(R"("mas": "3")");
  stretch.step(0);
  Time began = stretch.now.time;
  while (stretch.step(5) == 0) ASSERT_LT(stretch.now.time, Time{1'000'000});
  const Time noticed = kStep, after = stretch.now.time - kStep - began;
  EXPECT_EQ(after, noticed + Time{45'000});
}

TEST(Spasticity, NeverExcitesMoreThanReflexesCan) {
  Stretch stretch(R"("gain_s": 0.5, "threshold_l0_s": 0)");
  for (int i = 0; i < 100; ++i) EXPECT_LE(stretch.step(8), 0.6);
  EXPECT_EQ(stretch.step(8), 0.6);
}

// Sinkjaer 1996: none when the foot leaves the floor, 45 % of stance late in swing.
TEST(Spasticity, RestsInEarlySwingOnlyWhereItsModulationIsKept) {
  Stretch kept(R"("gain_s": 0.02, "threshold_l0_s": 0, "modulation": 1)"),
      lost(R"("gain_s": 0.02, "threshold_l0_s": 0)");
  const auto at = [&](Stretch& stretch, double load_n, int steps) {
    double reflex = 0;
    for (int i = 0; i < steps; ++i) {
      stretch.now.ground_reaction_n.right.z() = load_n;
      reflex = stretch.step(1);
    }
    return reflex;
  };
  EXPECT_NEAR(at(kept, 600, 40), 0.02, 1e-9);
  EXPECT_EQ(at(kept, 0, 20), 0);
  EXPECT_NEAR(at(kept, 0, 40), 0.45 * 0.02, 1e-9);
  EXPECT_NEAR(at(lost, 600, 40), 0.02, 1e-9);
  EXPECT_NEAR(at(lost, 0, 20), 0.02, 1e-9);
}

// The ankle is turned from -30 to 15 degrees with the knee straight.
std::vector<double> ramp_nm(const std::string& impairments, double rate_deg_s) {
  constexpr double kFrom_s = 0.3;
  Laboratory laboratory({.impairments = impairments,
                         .joint = "right_ankle_dorsiflexion",
                         .patient = {Sex::kMale, 30, kReferenceMass_kg, 1.80}});
  return laboratory
      .run(
          kFrom_s + 45 / rate_deg_s + 0.2,
          [&](double t) { return -30 + std::clamp(rate_deg_s * (t - kFrom_s), 0.0, 45.0); },
          relaxed)
      .torque_nm;
}

// What grades are meant to resist more than a healthy ankle is a convention, design: within a
// fifth, or 2.5 Nm.
TEST(Spasticity, OfTheCalfResistsRampStretchesAsItsGradeIsMeantTo) {
  const struct {
    double rate_deg_s, grade_2_nm, grade_3_nm;
  } kRamps[] = {{60, 0, 2}, {120, 10, 20}, {180, 23, 38}, {250, 38, 59}};
  for (const auto& [rate_deg_s, grade_2_nm, grade_3_nm] : kRamps) {
    const std::vector<double> healthy = ramp_nm("[]", rate_deg_s);
    const auto expect_reflex = [&, rate = rate_deg_s](const std::string& mas, double nm) {
      const std::vector<double> spastic = ramp_nm(
          R"([{"kind": "spasticity", "side": "right", "muscles": ["GAS", "SOL"], "mas": ")" + mas +
              "\"}]",
          rate);
      double most = 0;
      for (size_t i = 40; i < healthy.size(); ++i) most = std::max(most, healthy[i] - spastic[i]);
      EXPECT_NEAR(most, nm, std::max(2.5, 0.2 * nm)) << mas << " at " << rate;
    };
    expect_reflex("2", grade_2_nm);
    expect_reflex("3", grade_3_nm);
  }
}

// The shank falls from level: the first swing is reduced with the grade.
TEST(Spasticity, OfTheQuadricepsShortensTheFirstSwingOfThePendulumTest) {
  double before_deg = 180;
  for (const std::string mas : {"0", "1+", "3"}) {
    Laboratory laboratory(
        {R"([{"kind": "spasticity", "side": "right", "muscles": ["VAS", "RF"], "mas": ")" + mas +
             R"("}, {"kind": "tone", "side": "right", "muscles": ["VAS", "RF"], "level": )" +
             (mas == "0"   ? "0"
              : mas == "3" ? "0.03"
                           : "0.01") +
             "}]",
         "right_knee_flexion",
         {{"right_hip_flexion", 1.05}},
         false,
         {std::cos(0.26), 0, -std::sin(0.26), 0}});
    const Trace trace = laboratory.run(
        1.5, [](double) { return 0; }, relaxed);
    const double swing_deg = *std::max_element(trace.angle_deg.begin(), trace.angle_deg.end());
    EXPECT_LT(swing_deg, before_deg - 3) << mas;
    EXPECT_GT(swing_deg, 20) << mas;
    before_deg = swing_deg;
  }
}

// Head down, the weight of the foot stretches the calf. How the ankle moves after three seconds.
struct Beat {
  double range_deg, frequency_hz;
};
Beat beat(const std::string& settings) {
  Laboratory laboratory(
      {R"([{"kind": "spasticity", "side": "right", "muscles": ["GAS", "SOL"], )" + settings + "}]",
       "right_ankle_dorsiflexion",
       {{"right_ankle_dorsiflexion", -0.35}},
       false,
       {0, 0, 1, 0}});
  std::vector<double> angle_deg = laboratory
                                      .run(
                                          6, [](double) { return 0; }, relaxed)
                                      .angle_deg;
  angle_deg.erase(angle_deg.begin(), angle_deg.begin() + 600);
  const auto [low, high] = std::minmax_element(angle_deg.begin(), angle_deg.end());
  const double middle = (*low + *high) / 2;
  int rises = 0;
  for (size_t i = 1; i < angle_deg.size(); ++i)
    if (angle_deg[i - 1] < middle && angle_deg[i] >= middle) ++rises;
  return {*high - *low, rises / 3.0};
}

TEST(Spasticity, BeatsAtTheFrequencyOfClonusWhenItIsExtremeAndNeverByItselfWhenItIsGraded) {
  EXPECT_LT(beat(R"("mas": "3")").range_deg, 0.1);
  EXPECT_LT(beat(R"("mas": "3", "threshold_l0_s": 0.5)").range_deg, 0.1);
  const Beat clonus = beat(R"("gain_s": 0.3, "threshold_l0_s": 0.5)");
  EXPECT_GT(clonus.range_deg, 2);
  EXPECT_GE(clonus.frequency_hz, 3);
  EXPECT_LE(clonus.frequency_hz, 7);
}

}  // namespace
}  // namespace steppage
