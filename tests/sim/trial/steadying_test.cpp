#include "trial/steadying.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "scenario/document.hpp"
#include "trial/run.hpp"
#include "trial/walk_of_plan.hpp"

namespace steppage {
namespace {

std::vector<Plan> walkers(const std::string& feedback) {
  const std::string text = R"({"schema": 1, "name": "steady", "activity": {"kind": "walk",
      "speed_m_s": 0.9, "duration_s": 12)" +
                           feedback + R"(}, "sensors": [],
      "device": {"detector": "none"}, "seed": 3})";
  std::vector<Plan> plans;
  Document document = Document::parse("steady.json", text);
  plans.push_back(read_plan(document));
  return plans;
}

const std::string kNoFeedback = R"(, "feedback": {})";

struct Learned {
  Steadied steadied;
  std::vector<Steadiness> rounds;
};

Learned learn(int jobs) {
  Learned learned;
  const std::vector<Plan> plans = walkers(kNoFeedback);
  learned.steadied = steady(
      plans, {.rounds = 1, .walks = 12, .jobs = jobs}, [] {},
      [&](const Steadiness& round) { learned.rounds.push_back(round); });
  return learned;
}

TEST(AWalkerWhoLearns, WandersLessThanBeforeAndTheSameOnAnyNumberOfThreads) {
  const Learned learned = learn(2);
  ASSERT_EQ(learned.rounds.size(), 2);
  EXPECT_LT(learned.rounds[1].scatter, 0.8 * learned.rounds[0].scatter);
  EXPECT_EQ(learned.steadied.steadiness.round, 1);
  const Learned again = learn(1);
  EXPECT_EQ(again.steadied.feedback.landing.law, learned.steadied.feedback.landing.law);
  EXPECT_EQ(again.steadied.feedback.landing.usual.left,
            learned.steadied.feedback.landing.usual.left);
}

struct Steps {
  double reach_rad = 0, speed = 0;
};

// Means over the steps of a walk after its beginning, as they were decided at landing.
Steps steps_of(const Plan& asked, const StepFeedback& feedback) {
  Document document = Document::parse("reach.json", asked.drawn);
  Plan plan = read_plan(document);
  WalkSettings settings = walk_of(asked);
  StepStudy study;
  settings.feedback = feedback;
  settings.study = &study;
  plan.activity = make_walk(settings);
  run(plan);
  std::erase_if(study.steps,
                [](const StepStudy::Step& step) { return step.moment != StepMoment::kLanding; });
  Steps mean;
  constexpr size_t kBeginning = 6;
  const auto count = static_cast<double>(study.steps.size() - kBeginning);
  for (size_t i = kBeginning; i < study.steps.size(); ++i) {
    mean.reach_rad += study.steps[i].change.reach_rad / count;
    mean.speed += study.steps[i].felt[kFeltSpeed] / count;
  }
  return mean;
}

TEST(AWalkerWhoLearns, KeepsWhatHisStepsWereChangedByOnTheWhole) {
  // Speeds are about 0.3 sqrt(L g): he always reaches 0.02 rad or so further.
  const std::vector<Plan> plans =
      walkers(R"(, "feedback": {"law": {"reach_rad": {"speed": 0.07}}})");
  const double before_rad = steps_of(plans.front(), gait_of(plans.front()).feedback).reach_rad;
  ASSERT_GT(before_rad, 0.015);
  const Steadied steadied = steady(
      plans, {.rounds = 1, .walks = 12, .jobs = 2}, [] {}, [](const Steadiness&) {});
  ASSERT_EQ(steadied.steadiness.round, 1);
  const Steps after = steps_of(plans.front(), steadied.feedback);
  EXPECT_NEAR(after.reach_rad, before_rad, 0.006);
  ASSERT_EQ(felt_kinds()[kFeltSpeed].name, "speed");
  for (const Felt& usual :
       {steadied.feedback.landing.usual.left, steadied.feedback.landing.usual.right})
    EXPECT_NEAR(usual[kFeltSpeed], after.speed,
                0.03);  // the pace to keep, as disturbed steps show it
}

TEST(AWalkerWhoLearns, LeavesItAtWhatHeCanWhereAllHisWalksCompleteIfThatIsToBeEnough) {
  const std::vector<Plan> plans = walkers("");
  int rounds = 0;
  const Steadied steadied = steady(
      plans, {.rounds = 3, .walks = 2, .until_all_complete = true}, [] {},
      [&](const Steadiness&) { ++rounds; });
  EXPECT_EQ(rounds, 1);
  EXPECT_EQ(steadied.steadiness.completed, steadied.steadiness.walks);
  EXPECT_EQ(steadied.feedback.landing.law, gait_of(plans.front()).feedback.landing.law);
}

TEST(AWalkerWhoLearns, CanBeInterrupted) {
  const std::vector<Plan> plans = walkers(kNoFeedback);
  EXPECT_THROW(steady(
                   plans, {.rounds = 1, .walks = 4, .jobs = 2},
                   [] { throw std::runtime_error("enough"); }, [](const Steadiness&) {}),
               std::runtime_error);
}

}  // namespace
}  // namespace steppage
