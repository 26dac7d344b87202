// What aids do for patients who walk.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "trial/run.hpp"

namespace steppage {
namespace {

constexpr double kSettled_s = 2;  // the first strides are those of the start

Trial walk(const std::string& patient, const std::string& activity) {
  Document document = Document::parse(
      "test.json", R"({"schema": 1, "sensors": [], "device": {"detector": "none"}, "patient": {)" +
                       patient + R"(}, "activity": {"kind": "walk", )" + activity + "}}");
  return run(read_plan(document));
}

double mean(const Trial& trial, Side side, double Stride::*value) {
  double sum = 0;
  int count = 0;
  for (const Stride& stride : *trial.truth.strides) {
    if (stride.side != side || to_seconds(stride.ic) < kSettled_s) continue;
    sum += stride.*value;
    ++count;
  }
  EXPECT_GE(count, 2);
  return sum / count;
}

// GIVEN a man whose right dorsiflexors have a fifth of their drive
// WHEN he walks with an orthosis of 2 Nm/deg
// THEN his foot, which hangs by some 7 deg in swing, stays near its neutral angle.
TEST(Orthosis, KeepsADroppedFootUpInSwing) {
  const std::string man =
      R"("sex": "male", "age_y": 50, "mass_kg": 78, "height_m": 1.76, "impairments":
         [{"kind": "weakness", "side": "right", "muscles": ["TA", "EDL"], "drive": 0.2}])";
  const std::string walking = R"("gait": "steppage", "speed_m_s": 1.0, "duration_s": 6)";
  const Trial bare = walk(man, walking);
  const Trial worn = walk(man, walking + R"(, "orthoses": [{"side": "right"}])");
  EXPECT_LT(mean(bare, Side::kRight, &Stride::ankle_min_swing_deg), -5);
  EXPECT_GT(mean(worn, Side::kRight, &Stride::ankle_min_swing_deg), -2);
  EXPECT_LT(worn.momentum_residual->force_n, 2 * bare.momentum_residual->force_n);
  EXPECT_LT(worn.momentum_residual->moment_nm, 2 * bare.momentum_residual->moment_nm);
}

}  // namespace
}  // namespace steppage
