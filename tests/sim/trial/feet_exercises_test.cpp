// What a foot does that is lifted: by itself, by the other foot, by the hand.
#include <gtest/gtest.h>

#include <algorithm>

#include "control/postures.hpp"
#include "trial/plan.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

const char* const kNoDorsiflexors =
    R"({"impairments": [{"kind": "weakness", "side": "right", "muscles": ["TA", "EDL"],
        "drive": 0}]})";

Trial perform(const std::string& patient, const std::string& activity) {
  Document document = Document::parse(
      "test.json", R"({"schema": 1, "patient": )" + patient + R"(, "activity": )" + activity + "}");
  Trial trial = run(read_plan(document));
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  EXPECT_LT(trial.momentum_residual->force_n, 1);
  return trial;
}

TEST(AssistedToeRaise, LiftsAFootWithoutDorsiflexorsByTheFootBelow) {
  const Trial trial =
      perform(kNoDorsiflexors, R"({"kind": "assisted_toe_raise", "repetitions": 2})");
  for (const Rep& rep : *trial.truth.reps) {
    EXPECT_GT(rep.range_fraction, 0.9);
    EXPECT_GT(rep.assistance_n, 30);   // 3 to 10 Nm of a stretched ankle at 0.11 m
    EXPECT_LT(rep.assistance_n, 150);  // less than half a leg and all that its ankle resists
  }
}

TEST(AssistedToeRaise, OfAHealthyFootReaches15DegreesAlone) {
  const Trial trial = perform(
      "{}",
      R"({"kind": "assisted_toe_raise", "repetitions": 2, "assistance": "none", "target_deg": 15})");
  for (const Rep& rep : *trial.truth.reps) {
    EXPECT_GT(rep.range_fraction, 0.9);
    EXPECT_EQ(rep.assistance_n, 0);
  }
}

TEST(AssistedToeRaise, WithoutDorsiflexorsAndWithoutHelpDoesNotHappen) {
  const Trial trial = perform(
      kNoDorsiflexors, R"({"kind": "assisted_toe_raise", "repetitions": 2, "assistance": "none"})");
  for (const Rep& rep : *trial.truth.reps) EXPECT_LT(rep.range_fraction, 0.3);
}

TEST(AnkleDorsiflexion, LiftsAFootWithoutDorsiflexorsByTheOtherHandWithinItsGrip) {
  const Trial trial = perform(
      kNoDorsiflexors, R"({"kind": "ankle_dorsiflexion", "repetitions": 2, "assistance": "hand"})");
  for (const Rep& rep : *trial.truth.reps) {
    EXPECT_GT(rep.range_fraction, 0.9);
    EXPECT_GT(rep.assistance_n, 5);
    EXPECT_LT(rep.assistance_n, kGraspLimit_n);
  }
}

TEST(AnkleDorsiflexion, OfAHealthyFootReachesItsTargetAlone) {
  for (const char* patient : {"{}", R"({"sex": "male", "mass_kg": 95, "height_m": 1.95})"}) {
    const Trial trial = perform(patient, R"({"kind": "ankle_dorsiflexion", "repetitions": 2})");
    for (const Rep& rep : *trial.truth.reps) EXPECT_NEAR(rep.range_fraction, 1, 0.1);
  }
}

}  // namespace
}  // namespace steppage
