#include "score/scorecard.hpp"

#include <algorithm>

#include "score/scored_time.hpp"
#include "score/statistics.hpp"

namespace steppage {
namespace {

/// Within what is scored.
bool has_true_events(const Trial& trial) {
  const ScoredTime scored(trial.truth);
  const auto is_measured = [&](const TruthEvent& event) {
    return std::find(kMeasuredKinds.begin(), kMeasuredKinds.end(), event.kind) !=
               kMeasuredKinds.end() &&
           scored.meets(event.time, event.time, event.side);
  };
  const auto moved = [&](const Rep& rep) {
    return rep.movement && scored.meets(rep.movement->start, rep.movement->end, rep.side);
  };
  const auto& events = trial.truth.events;
  const auto& reps = trial.truth.reps;
  return (events && std::any_of(events->begin(), events->end(), is_measured)) ||
         (reps && std::any_of(reps->begin(), reps->end(), moved));
}

std::string reason_against(const Trial& trial) {
  const bool has_fallen = trial.stop == StopReason::kFell;
  if (has_fallen && trial.falls_are_scored) return "";
  if (trial.stop != StopReason::kCompleted) {
    const std::string reason(name(trial.stop));
    return trial.stop_detail.empty() ? reason : reason + ": " + trial.stop_detail;
  }
  return has_true_events(trial) ? "" : "no true events";
}

bool is_same_line(const Measurement& a, const Measurement& b) {
  return a.name == b.name && a.side == b.side && a.tolerance_ms == b.tolerance_ms &&
         a.aligned == b.aligned;
}

/// Each line of any of the lists once, in order of first appearance.
std::vector<Measurement> average(const std::vector<std::vector<Measurement>>& lists) {
  std::vector<Measurement> averages;
  for (const auto& list : lists)
    for (const Measurement& line : list)
      if (!find(averages, line.name, line.side, line.tolerance_ms, line.aligned))
        averages.push_back(line);
  for (Measurement& line : averages) {
    std::vector<double> values;
    for (const auto& list : lists)
      for (const Measurement& other : list)
        if (is_same_line(line, other) && other.value) values.push_back(*other.value);
    line.value = mean(values);
    line.count = static_cast<int>(values.size());
  }
  return averages;
}

}  // namespace

Scorecard score(const Trial& trial, const CompareSettings& settings) {
  Scorecard card;
  card.name = trial.name;
  card.detector = trial.detector;
  card.reason = reason_against(trial);
  card.valid = card.reason.empty();
  card.matching = settings.matching;
  card.measurements = measure(compare(trial, settings));
  return card;
}

Scorecard score_arms(const Arms& arms, const CompareSettings& settings) {
  Scorecard card = score(*arms.detector, settings);
  Comparison comparison = compare(*arms.detector, settings);
  if (!comparison.stimulation) return card;
  if (reason_against(*arms.none).empty() && reason_against(*arms.oracle).empty() && card.valid)
    comparison.stimulation->gains = compare_arms(arms);
  card.measurements = measure(comparison);
  return card;
}

const Measurement* find(std::span<const Measurement> measurements, std::string_view name,
                        std::string_view side, std::optional<int> tolerance_ms, bool aligned) {
  const auto found =
      std::find_if(measurements.begin(), measurements.end(), [&](const Measurement& m) {
        return m.name == name && m.side == side && m.tolerance_ms == tolerance_ms &&
               m.aligned == aligned;
      });
  return found == measurements.end() ? nullptr : &*found;
}

PooledScorecard pool(std::span<const Trial> trials, const CompareSettings& settings) {
  PooledScorecard result;
  std::vector<Comparison> comparisons;
  std::vector<std::vector<Measurement>> lists;
  for (const Trial& trial : trials) {
    if (!reason_against(trial).empty()) {
      result.invalid.push_back(trial.name);
      continue;
    }
    comparisons.push_back(compare(trial, settings));
    lists.push_back(measure(comparisons.back()));
  }
  result.recordings = static_cast<int>(comparisons.size());
  result.mean_per_recording = average(lists);
  result.pooled = measure(merge(comparisons));
  return result;
}

}  // namespace steppage
