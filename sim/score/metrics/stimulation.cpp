// Timing of stimulation against perfect timing, and what it cost.
#include <array>

#include "score/metrics.hpp"
#include "score/statistics.hpp"

namespace steppage {
namespace {

double in_ms(Time time) { return 1000 * to_seconds(time); }

Value mean_of(const std::vector<double>& values) {
  return {mean(values), static_cast<int>(values.size())};
}

template <class Of>
std::vector<double> over_swings(const StimulationComparison& c, Of of) {
  std::vector<double> values;
  for (const StimulatedSwing& swing : c.swings) values.push_back(of(swing));
  return values;
}

std::vector<double> onset_errors_ms(const StimulationComparison& c) {
  std::vector<double> errors;
  for (const StimulatedSwing& swing : c.swings)
    if (swing.burst && swing.perfect_on)
      errors.push_back(in_ms(swing.burst->on - *swing.perfect_on));
  return errors;
}

Value onset_error(const StimulationComparison& c) { return mean_of(onset_errors_ms(c)); }

Value latency_p95(const StimulationComparison& c) {
  const std::vector<double> errors = onset_errors_ms(c);
  return {quantile(errors, 0.95), static_cast<int>(errors.size())};
}

Value offset_error(const StimulationComparison& c) {
  std::vector<double> errors;
  for (const StimulatedSwing& swing : c.swings)
    if (swing.burst) errors.push_back(in_ms(swing.burst->off - swing.perfect_off));
  return mean_of(errors);
}

Value swing_coverage(const StimulationComparison& c) {
  return mean_of(over_swings(c, [](const StimulatedSwing& swing) { return swing.coverage; }));
}

Value stance_overstimulation(const StimulationComparison& c) {
  return mean_of(over_swings(c, [](const StimulatedSwing& swing) { return in_ms(swing.over); }));
}

Value missed_swings(const StimulationComparison& c) {
  return mean_of(
      over_swings(c, [](const StimulatedSwing& swing) { return swing.burst ? 0.0 : 1.0; }));
}

Value false_bursts_per_min(const StimulationComparison& c) {
  if (c.minutes <= 0) return {};
  return {c.false_bursts / c.minutes, c.bursts};
}

Value charge_per_step(const StimulationComparison& c) {
  if (c.swings.empty()) return {};
  return {c.charge_uc / static_cast<double>(c.swings.size()), static_cast<int>(c.swings.size())};
}

Value safety_violations(const StimulationComparison& c) { return {c.violations, c.bursts}; }

template <std::optional<double> ClinicalGains::*gain>
Value gained(const StimulationComparison& c) {
  if (!c.gains) return {};
  return {*c.gains.*gain, c.gains->strides};
}

constexpr std::array<StimulationMetric, 13> kStimulationMetrics = {{
    {{"onset_error_ms", "ms", "mean of rising ramp - perfect timing's, over swings", Better::kZero},
     onset_error},
    {{"offset_error_ms", "ms", "mean of falling ramp - perfect timing's, over swings",
      Better::kZero},
     offset_error},
    {{"swing_coverage", "1", "mean share of swing with at least half of the amplitude",
      Better::kHigher},
     swing_coverage},
    {{"stance_overstimulation", "ms", "mean time a step on in stance, ramps and heel off aside",
      Better::kLower},
     stance_overstimulation},
    {{"missed_swings", "1", "share of swings without a burst", Better::kLower}, missed_swings},
    {{"false_bursts_per_min", "1/min", "bursts without a swing; counts bursts", Better::kLower},
     false_bursts_per_min},
    {{"latency_p95_ms", "ms", "95th percentile of rising ramp - perfect timing's", Better::kLower},
     latency_p95},
    {{"charge_per_step_uc", "uC", "sum over the pulses of a step, of one phase", Better::kNeither},
     charge_per_step},
    {{"safety_violations", "1", "limits that the stimulator exceeded; counts bursts",
      Better::kLower},
     safety_violations},
    {{"clinical_gain", "1",
      "part of perfect timing's change of the ankle at contact that the detector brings; of runs "
      "with --arms",
      Better::kHigher},
     gained<&ClinicalGains::ankle_at_contact>},
    {{"clinical_gain_swing_ankle", "1", "the same of the ankle's least angle in swing",
      Better::kHigher},
     gained<&ClinicalGains::swing_ankle>},
    {{"clinical_gain_clearance", "1", "the same of the least clearance of the toes",
      Better::kHigher},
     gained<&ClinicalGains::toe_clearance>},
    {{"clinical_gain_steppage", "1", "the same of the hip's most flexion in swing",
      Better::kHigher},
     gained<&ClinicalGains::steppage>},
}};

}  // namespace

std::span<const StimulationMetric> stimulation_metrics() { return kStimulationMetrics; }

}  // namespace steppage
