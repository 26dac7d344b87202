// What becomes of an exercise in sitting or lying for which the strength is missing.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "trial/plan.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

Trial perform(const std::string& activity, const std::string& patient) {
  Document document = Document::parse(
      "test.json", R"({"schema": 1, "sensors": [], "device": {"detector": "none"}, "patient": )" +
                       patient + R"(, "activity": )" + activity + "}");
  Trial trial = run(read_plan(document));
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  return trial;
}

std::string weak_right(const std::string& muscles, double drive) {
  return R"({"impairments": [{"kind": "weakness", "side": "right", "muscles": )" + muscles +
         R"(, "drive": )" + std::to_string(drive) + "}]}";
}

double spread(const Trial& trial, const std::string& column) {
  const Table& motion = *trial.truth.motion;
  const auto index = static_cast<size_t>(find_index(motion.columns, column));
  double low = INFINITY, high = -INFINITY;
  for (const auto& row : motion.rows) {
    if (row[0] < 1) continue;  // the body settles
    low = std::min(low, row[index]);
    high = std::max(high, row[index]);
  }
  return high - low;
}

TEST(SeatedMarching, WithoutHipFlexorsLeavesTheThighsOnTheSeat) {
  const Trial trial = perform(R"({"kind": "seated_marching", "repetitions": 1, "sides": "right"})",
                              weak_right(R"(["HFL", "RF"])", 0));
  EXPECT_LT(trial.truth.reps->at(0).range_fraction, 0.2);
  EXPECT_LT(trial.momentum_residual->force_n, 1);
  EXPECT_LT(spread(trial, "lumbar_bending_deg"), 8);
}

TEST(AnkleDorsiflexion, WithoutDorsiflexorsDoesNotThrowTheCrossedLegAbout) {
  const Trial trial = perform(R"({"kind": "ankle_dorsiflexion", "repetitions": 1})",
                              weak_right(R"(["TA", "EDL"])", 0));
  EXPECT_LT(trial.truth.reps->at(0).range_fraction, 0.3);
  EXPECT_LT(trial.momentum_residual->force_n, 1);
  EXPECT_LT(spread(trial, "right_hip_flexion_deg"), 5);
}

TEST(ToeTaps, OfALegThatCannotBeHeldInTheAirAreNotDone) {
  for (const double drive : {0.1, 0.05, 0.0}) {
    const Trial trial = perform(R"({"kind": "toe_taps", "repetitions": 1, "sides": "right"})",
                                weak_right(R"(["HFL", "RF"])", drive));
    EXPECT_LT(trial.truth.reps->at(0).range_fraction, 0.3) << drive;
  }
}

// Her thighs lie on the front edge of the seat; 0.43 of her strength would hold the leg.
TEST(KneeExtension, OfAHeavySmallWomanOf85IsDone) {
  const Trial trial = perform(R"({"kind": "knee_extension", "repetitions": 1})",
                              R"({"age_y": 85, "mass_kg": 82, "height_m": 1.45})");
  for (const Rep& rep : *trial.truth.reps) EXPECT_TRUE(rep.completed) << rep.range_fraction;
}

}  // namespace
}  // namespace steppage
