#include "trial/tuning.hpp"

#include <gtest/gtest.h>

#include "trial/walk_of_plan.hpp"

namespace steppage {
namespace {

Plan walker() {
  Document document = Document::parse("tuning.json", R"({"schema": 1, "name": "tuning",
      "activity": {"kind": "walk", "speed_m_s": 1, "duration_s": 7, "variability": 0,
                   "gains": {"trunk_lean": 0.1}, "first_gains": {"trunk_lean": 0.02}},
      "sensors": [], "device": {"detector": "none"}})");
  return read_plan(document);
}

Tuning tuning_of(const Plan& plan, bool first_gains) {
  return tunings().front().make(std::span(&plan, 1), {.first_gains = first_gains});
}

WalkingGains gains_of(const Tuning& tuning) {
  return with_values({}, start_of(tuning.gains)).gains;
}

TEST(TuningAWalk, OfItsFirstGainsBeginsWithThemAndLeavesThoseOfTheGaitAsTheyAre) {
  const Plan plan = walker();
  const Tuning first = tuning_of(plan, true), gait = tuning_of(plan, false);
  const Gait walks = gait_of(plan);
  ASSERT_TRUE(walks.first);
  EXPECT_EQ(gains_of(first), *walks.first);
  EXPECT_EQ(gains_of(gait), walks.gains);
  const double cost = first.cost(start_of(first.gains), 0, [] {});
  EXPECT_EQ(gait.cost(start_of(gait.gains), 0, [] {}), cost);
  EXPECT_NE(first.cost(start_of(gait.gains), 0, [] {}), cost);
}

TEST(ChangesToAGait, LeaveNothingOfWhatWasUnevenBefore) {
  const Plan plan = walker();
  Gait uneven = gait_of(plan);
  uneven.uneven.swing_knee = 0.1;
  const Plan limping = changed(plan, changes_to(uneven), plan.seed);
  EXPECT_EQ(gait_of(limping).uneven, uneven.uneven);
  const Plan even = changed(limping, changes_to(gait_of(plan)), plan.seed);
  EXPECT_EQ(gait_of(even).uneven, WalkingGains{});
}

TEST(ChangesToAGait, TellHowEachSideCorrectsItsStepsAtBothMoments) {
  const Plan plan = walker();
  Gait gait = gait_of(plan);
  gait.feedback.landing.law = {StepLaw::Law::Constant(1), StepLaw::Law::Constant(2)};
  gait.feedback.passing = StepLaw{};
  gait.feedback.passing->law = {StepLaw::Law::Constant(3), StepLaw::Law::Constant(3)};
  gait.feedback.passing->usual.right = Felt::Constant(4);
  const StepFeedback found = gait_of(changed(plan, changes_to(gait), plan.seed)).feedback;
  EXPECT_EQ(found.landing.law, gait.feedback.landing.law);
  ASSERT_TRUE(found.passing);
  EXPECT_EQ(found.passing->law, gait.feedback.passing->law);
  EXPECT_EQ(found.passing->usual.right, gait.feedback.passing->usual.right);
}

TEST(EasedPresets, LeadFromThePatientToNobodyImpaired) {
  const Plan healthy = walker();
  const std::string preset = R"({"preset": "foot_drop", "side": "right", "severity": "mild")";
  const auto with = [&](const std::string& way) {
    return changed(healthy, {"/patient/impairments=[" + preset + way + "}]"}, healthy.seed);
  };
  const Plan impaired = with(""), half = with(R"(, "towards": "none", "share": 0.5)");
  const auto cost = [](const Plan& plan) {
    const Tuning tuning = tuning_of(plan, false);
    return tuning.cost(start_of(tuning.gains), 0, [] {});
  };
  const auto eased_cost = [&](const Plan& plan, double share) {
    return cost(changed(plan, eased(plan, share), plan.seed));
  };
  EXPECT_EQ(eased_cost(impaired, 1), cost(healthy));
  EXPECT_EQ(eased_cost(impaired, 0.5), cost(half));
  EXPECT_EQ(eased_cost(impaired, 0), cost(impaired));
  EXPECT_NE(cost(healthy), cost(impaired));
  EXPECT_EQ(eased_cost(half, 1), cost(half));
}

TEST(TuningAWalk, ThatMayBeUnevenFindsForEachLegWhatSuitsIt) {
  const Plan plan = walker();
  const Tuning even = tuning_of(plan, false),
               uneven = tunings().front().make(std::span(&plan, 1), {.uneven = true});
  const auto size = static_cast<Eigen::Index>(even.gains.size());
  Eigen::VectorXd values = start_of(uneven.gains);
  ASSERT_EQ(values.size(), 2 * size);
  EXPECT_EQ(values.tail(size), Eigen::VectorXd::Zero(size));
  const double cost = even.cost(values.head(size), 0, [] {});
  EXPECT_EQ(uneven.cost(values, 0, [] {}), cost);
  for (Eigen::Index i = 0; i < size; ++i)
    if (even.gains[static_cast<size_t>(i)].name == "swing_knee") values[size + i] = 0.2;
  EXPECT_NE(uneven.cost(values, 0, [] {}), cost);
}

}  // namespace
}  // namespace steppage
