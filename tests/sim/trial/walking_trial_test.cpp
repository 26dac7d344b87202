// Walks in closed loop that do not depend on how good the tuned gaits are.
#include <gtest/gtest.h>

#include <cmath>

#include "control/walking/gains.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

Trial walk(double WalkingGainKind::*end) {
  std::string gains;
  for (const WalkingGainKind& kind : walking_gains())
    gains += (gains.empty() ? "\"" : ", \"") + std::string(kind.name) +
             "\": " + std::to_string(kind.*end);
  Document document =
      Document::parse("test.json", R"({"schema": 1, "device": {"detector": "none"}, "activity":
                       {"kind": "walk", "duration_s": 20, "gains": {)" +
                                       gains + "}}}");
  return run(read_plan(document));
}

class AbsurdGains : public testing::TestWithParam<double WalkingGainKind::*> {};

TEST_P(AbsurdGains, EndAsAFallWithFiniteNumbers) {
  const Trial trial = walk(GetParam());
  EXPECT_EQ(trial.stop, StopReason::kFell) << trial.stop_detail;
  EXPECT_GT(trial.truth.motion->rows.size(), 20U);  // not at the start: 0.2 s
  for (const auto& row : trial.truth.motion->rows)
    for (const double value : row) ASSERT_TRUE(std::isfinite(value));
}

INSTANTIATE_TEST_SUITE_P(Walking, AbsurdGains,
                         testing::Values(&WalkingGainKind::low, &WalkingGainKind::high),
                         [](const auto& tested) {
                           return tested.param == &WalkingGainKind::low ? "AllLow" : "AllHigh";
                         });

}  // namespace
}  // namespace steppage
