// The whole loop with every kind of impairment on every muscle of both sides, and without, in turn
// in one run: their ratio is what impairments cost. They are slight, so that both do the same.
#include "activity_trial.hpp"

namespace {

constexpr const char* kEveryImpairment = R"({"impairments": [
  {"kind": "sensory_loss", "side": "both", "angle_noise_deg": 0.01, "rate_noise_deg_s": 0.01},
  {"kind": "reduced_balance", "side": "right", "sway_mm": 0.01},
  {"kind": "synergy", "side": "both", "severity": 0.001},
  {"kind": "slow_activation", "side": "both", "time_constant_ms": 1},
  {"kind": "delayed_initiation", "side": "both", "termination_ms": 1},
  {"kind": "ataxia", "side": "both", "jitter_ms": 1, "noise": 0.001},
  {"kind": "attention_lapse", "side": "both", "per_min": 1, "depth": 0.01},
  {"kind": "weakness", "side": "both", "drive": 0.999},
  {"kind": "central_fatigue", "side": "both", "loss": 0.01},
  {"kind": "neglect", "side": "right", "severity": 0.001},
  {"kind": "pain_limited_range", "side": "both", "joint": "knee_flexion", "below_deg": -5,
   "severity": 0.01},
  {"kind": "spasticity", "side": "both", "gain_s": 0.0001, "threshold_l0_s": 1, "modulation": 1},
  {"kind": "co_contraction", "side": "both", "share": 0.001},
  {"kind": "tone", "side": "both", "level": 0.0001},
  {"kind": "tremor", "side": "both", "joint": "knee_flexion", "amplitude": 0.0001},
  {"kind": "fatigue", "side": "both"},
  {"kind": "contracture", "side": "both", "fibre_length": 0.9999},
  {"kind": "stiff_joint", "side": "both", "joint": "ankle_dorsiflexion", "above_deg": 0,
   "stiffness_nm_deg": 0.001}]})";

void register_both(const std::string& name, const std::string& activity) {
  for (const auto& [patient, impairments] :
       {std::pair{"unimpaired/", "{}"}, std::pair{"every_impairment/", kEveryImpairment}})
    benchmark::RegisterBenchmark(("run_whole_loop/" + (patient + name)).c_str(),
                                 steppage::run_whole_loop, activity, impairments)
        ->Unit(benchmark::kMillisecond);
}

[[maybe_unused]] const bool registered =
    (register_both("walk", R"({"kind": "walk", "duration_s": 3})"),
     register_both("knee_extension", R"({"kind": "knee_extension", "repetitions": 2})"), true);

}  // namespace
