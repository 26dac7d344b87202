#include "trial/steadying.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "scenario/document.hpp"

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
  EXPECT_EQ(again.steadied.feedback.law, learned.steadied.feedback.law);
  EXPECT_EQ(again.steadied.feedback.usual.left, learned.steadied.feedback.usual.left);
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
