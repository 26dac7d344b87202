#include "score/compare_stimulation.hpp"

#include <algorithm>

namespace steppage {
namespace {

constexpr Time kMerged{60'000};
constexpr Time kLead{200'000};       // of perfect timing
constexpr Time kExtension{100'000};  // likewise
constexpr Time kRamp{200'000};
constexpr Time kMargin{100'000};  // around a swing
constexpr double kHalf = 0.5;     // of the amplitude: the foot is held
constexpr Time kMinute{60'000'000};
constexpr double kRounding = 1e-9;
constexpr Time kGettingUpToSpeed{5'000'000};  // strides that begin before are not compared

/// Time in [from, to] in which the amplitude is above this share of what is set.
Time time_above(const StimulationRecord& record, double share, Time from, Time to) {
  Time sum{0};
  for (size_t i = 0; i < record.rows.size(); ++i) {
    const StimulationRow& row = record.rows[i];
    if (row.train.amplitude_ma < share * record.amplitude_ma || row.train.amplitude_ma == 0)
      continue;
    const Time until = i + 1 < record.rows.size() ? record.rows[i + 1].time : to;
    sum += std::max(Time{0}, std::min(until, to) - std::max(row.time, from));
  }
  return sum;
}

std::vector<StimulatedSwing> find_swings(const Trial& trial, Side side) {
  std::vector<TruthEvent> events = *trial.truth.events;
  std::stable_sort(events.begin(), events.end(),
                   [](const TruthEvent& a, const TruthEvent& b) { return a.time < b.time; });
  std::vector<StimulatedSwing> swings;
  std::optional<Time> ic, ho, fc, stance;
  for (const TruthEvent& event : events) {
    if (event.side != side) continue;
    if (event.kind == EventKind::kHeelOff) ho = event.time;
    if (event.kind == EventKind::kFinalContact) fc = event.time;
    if (event.kind != EventKind::kInitialContact) continue;
    if (fc) {
      StimulatedSwing& swing = swings.emplace_back();
      swing.ho = ho;
      swing.fc = *fc;
      swing.ic = event.time;
      swing.perfect_off = event.time + kExtension;
      if (ic && stance)
        swing.perfect_on = std::min(*fc, std::max(*ic + *stance - kLead, ho.value_or(*ic)));
      if (ic) stance = *fc - *ic;
    }
    ic = event.time;
    ho.reset();
    fc.reset();
  }
  return swings;
}

Time begin_of(const StimulatedSwing& swing) {
  return swing.ho.value_or(swing.fc - kLead) - kMargin;
}

Time overlap(const StimulatedSwing& swing, const Burst& burst) {
  return std::min(burst.until, swing.ic + kMargin) - std::max(burst.from, begin_of(swing));
}

/// Returns how many bursts have no swing. What the trial's end cut off may have been for one.
int match(const std::vector<Burst>& bursts, Time end, std::vector<StimulatedSwing>& swings) {
  int alone = 0;
  for (const Burst& burst : bursts) {
    const auto nearest = std::max_element(
        swings.begin(), swings.end(),
        [&](const auto& a, const auto& b) { return overlap(a, burst) < overlap(b, burst); });
    if (nearest == swings.end() || overlap(*nearest, burst) <= Time{0}) {
      alone += burst.until < end;
    } else if (!nearest->burst || overlap(*nearest, *nearest->burst) < overlap(*nearest, burst)) {
      nearest->burst = burst;
    }
  }
  return alone;
}

double charge_uc(const StimulationRecord& record, Time end) {
  double sum = 0;
  for (size_t i = 0; i < record.rows.size(); ++i) {
    const PulseTrain& train = record.rows[i].train;
    const Time until = i + 1 < record.rows.size() ? record.rows[i + 1].time : end;
    sum += train.amplitude_ma * train.pulse_width_us / 1000 * train.frequency_hz *
           to_seconds(until - record.rows[i].time);
  }
  return sum;
}

int count_violations(const StimulationRecord& record, const std::vector<Burst>& bursts) {
  const StimulationLimits& limits = record.limits;
  int count = 0;
  for (const StimulationRow& row : record.rows) {
    const PulseTrain& train = row.train;
    count += train.amplitude_ma > limits.amplitude_ma ||
             train.pulse_width_us > limits.pulse_width_us ||
             train.frequency_hz > limits.frequency_hz ||
             train.amplitude_ma * train.pulse_width_us / 1000 > limits.charge_uc + kRounding;
  }
  for (size_t i = 0; i < bursts.size(); ++i) {
    count += bursts[i].until - bursts[i].from > limits.longest_on;
    count += i > 0 && bursts[i].from - bursts[i - 1].until < limits.shortest_off;
    Time on{0};
    int begun = 0;
    for (size_t k = 0; k <= i; ++k) {
      on += std::max(Time{0}, bursts[k].until -
                                  std::max(bursts[k].from, bursts[i].until - limits.duty_window));
      begun += bursts[k].from > bursts[i].from - kMinute;
    }
    count += on > limits.duty * limits.duty_window;
    count += begun > limits.bursts_per_min;
  }
  return count;
}

Time end_of(const Trial& trial) {
  Time end{0};
  if (trial.truth.motion && !trial.truth.motion->rows.empty())
    end = from_seconds(trial.truth.motion->rows.back().front());
  for (const TruthEvent& event : *trial.truth.events) end = std::max(end, event.time);
  if (!trial.stimulation->rows.empty()) end = std::max(end, trial.stimulation->rows.back().time);
  return end;
}

std::vector<Stride> strides_of(const Trial& trial, Side side) {
  std::vector<Stride> strides = trial.truth.strides.value_or(std::vector<Stride>{});
  std::erase_if(strides, [side](const Stride& stride) {
    return stride.side != side || stride.ic < kGettingUpToSpeed;
  });
  return strides;
}

}  // namespace

ClinicalGains compare_arms(const Arms& arms) {
  if (!arms.detector->stimulation) return {};
  const Side side = arms.detector->stimulation->side;
  const std::vector<Stride> none = strides_of(*arms.none, side);
  const std::vector<Stride> oracle = strides_of(*arms.oracle, side);
  const std::vector<Stride> detector = strides_of(*arms.detector, side);
  ClinicalGains gains;
  gains.strides = static_cast<int>(std::min({none.size(), oracle.size(), detector.size()}));
  if (gains.strides == 0) return gains;
  const auto gain = [&](double Stride::*measure) -> std::optional<double> {
    const auto mean_of = [measure](const std::vector<Stride>& strides) {
      double sum = 0;
      for (const Stride& stride : strides) sum += stride.*measure;
      return sum / static_cast<double>(strides.size());
    };
    const double before = mean_of(none), best = mean_of(oracle);
    if (best == before) return {};
    return (mean_of(detector) - before) / (best - before);
  };
  gains.ankle_at_contact = gain(&Stride::ankle_at_ic_deg);
  gains.swing_ankle = gain(&Stride::ankle_min_swing_deg);
  gains.toe_clearance = gain(&Stride::min_toe_clearance_m);
  gains.steppage = gain(&Stride::hip_max_swing_deg);
  return gains;
}

std::vector<Burst> bursts(const StimulationRecord& record, Time end) {
  std::vector<Burst> found;
  bool was_on = false, stimulates = false;
  Time rise{}, fall{};
  for (const auto& [time, train] : record.rows) {
    if (train.on && !was_on) rise = time;
    if (!train.on && was_on) fall = time;
    was_on = train.on;
    const bool now = train.amplitude_ma > kStimulates * record.amplitude_ma;
    if (now && !stimulates && (found.empty() || time - found.back().until >= kMerged))
      found.push_back({rise, time, time, time});
    if (!now && stimulates) {
      found.back().until = time;
      found.back().off = fall > rise ? fall : time;
    }
    stimulates = now;
  }
  if (stimulates) {
    found.back().until = end;
    found.back().off = was_on ? end : fall;
  }
  return found;
}

std::optional<StimulationComparison> compare_stimulation(const Trial& trial) {
  if (!trial.stimulation || !trial.truth.events) return {};
  const StimulationRecord& record = *trial.stimulation;
  const Time end = end_of(trial);
  const std::vector<Burst> all = bursts(record, end);
  StimulationComparison result;
  result.swings = find_swings(trial, record.side);
  result.bursts = static_cast<int>(all.size());
  result.false_bursts = match(all, end, result.swings);
  result.minutes = to_seconds(end) / 60;
  result.charge_uc = charge_uc(record, end);
  result.violations = count_violations(record, all);
  for (size_t i = 0; i < result.swings.size(); ++i) {
    StimulatedSwing& swing = result.swings[i];
    const Time covered = time_above(record, kHalf, swing.fc, swing.ic);
    swing.coverage = to_seconds(covered) / to_seconds(swing.ic - swing.fc);
    const Time from = swing.perfect_off + kRamp;
    if (i + 1 < result.swings.size() && begin_of(result.swings[i + 1]) > from)
      swing.over = time_above(record, kStimulates, from, begin_of(result.swings[i + 1]));
  }
  return result;
}

}  // namespace steppage
