// Whole trials of patients with impairments.
#include <gtest/gtest.h>

#include "scenario/document.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

constexpr const char* kUnimpaired = "[]";

// Every kind, as slight as it gets.
constexpr const char* kZeroSeverity = R"([
  {"kind": "stiff_joint", "side": "right", "joint": "ankle_dorsiflexion", "above_deg": 0,
   "stiffness_nm_deg": 0},
  {"kind": "contracture", "side": "right", "fibre_length": 1},
  {"kind": "fatigue", "side": "right", "rate": 0},
  {"kind": "tremor", "side": "right", "joint": "knee_flexion", "amplitude": 0},
  {"kind": "tone", "side": "right", "level": 0},
  {"kind": "co_contraction", "side": "right", "share": 0},
  {"kind": "spasticity", "side": "right", "mas": "0"},
  {"kind": "pain_limited_range", "side": "right", "joint": "knee_flexion", "below_deg": 90,
   "severity": 0},
  {"kind": "neglect", "side": "right", "severity": 0},
  {"kind": "central_fatigue", "side": "right", "loss": 0},
  {"kind": "weakness", "side": "right"},
  {"kind": "attention_lapse", "side": "right", "per_min": 0},
  {"kind": "ataxia", "side": "right"},
  {"kind": "delayed_initiation", "side": "right"},
  {"kind": "slow_activation", "side": "right", "time_constant_ms": 0},
  {"kind": "synergy", "side": "right", "severity": 0},
  {"kind": "reduced_balance", "side": "right"},
  {"kind": "sensory_loss", "side": "right"}])";

constexpr const char* kImpaired = R"([
  {"preset": "hemiparesis", "side": "right", "severity": "moderate"},
  {"preset": "ataxic_leg", "side": "right", "severity": "moderate"},
  {"kind": "attention_lapse", "side": "right", "per_min": 10},
  {"kind": "delayed_initiation", "side": "right", "initiation_ms": 50, "termination_ms": 50},
  {"kind": "tremor", "side": "right", "joint": "knee_flexion", "amplitude": 0.02},
  {"kind": "fatigue", "side": "right"},
  {"kind": "central_fatigue", "side": "right", "loss": 0.1},
  {"kind": "neglect", "side": "right", "severity": 0.3}])";

Trial seated(const std::string& impairments, uint64_t seed) {
  Document document = Document::parse(
      "test.json", R"({"schema": 1, "activity": {"kind": "sit", "duration_s": 2}, "patient": )"
                   R"({"impairments": )" +
                       impairments + "}, \"seed\": " + std::to_string(seed) + "}");
  return run(read_plan(document));
}

std::vector<ImuSample> samples(const Trial& trial) {
  std::vector<ImuSample> found;
  for (const Stream& stream : trial.streams)
    found.insert(found.end(), stream.samples.begin(), stream.samples.end());
  return found;
}

TEST(ImpairedTrial, OfImpairmentsAtZeroSeverityIsTheUnimpairedOneBitForBit) {
  EXPECT_EQ(samples(seated(kZeroSeverity, 1)), samples(seated(kUnimpaired, 1)));
}

TEST(ImpairedTrial, IsTheSameForTheSameSeedOnly) {
  const Trial once = seated(kImpaired, 3);
  EXPECT_EQ(once.stop, StopReason::kCompleted) << once.stop_detail;
  EXPECT_EQ(samples(once), samples(seated(kImpaired, 3)));
  EXPECT_NE(once.truth.motion, seated(kImpaired, 4).truth.motion);
  EXPECT_NE(once.truth.motion, seated(kUnimpaired, 3).truth.motion);
}

}  // namespace
}  // namespace steppage
