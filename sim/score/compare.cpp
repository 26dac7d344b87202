#include "score/compare.hpp"

#include <algorithm>
#include <tuple>

#include "score/compare_reps.hpp"
#include "score/scored_time.hpp"

namespace steppage {
namespace {

/// What is compared: one kind, within one tolerance, the reference moved by a lag.
struct Question {
  EventKind kind;
  Time tolerance;
  std::optional<Time> lag;
};

void append(EventComparison& to, const EventComparison& from) {
  to.pairs.insert(to.pairs.end(), from.pairs.begin(), from.pairs.end());
  to.missed.insert(to.missed.end(), from.missed.begin(), from.missed.end());
  to.extra.insert(to.extra.end(), from.extra.begin(), from.extra.end());
}

bool is_of(EventKind kind, std::optional<Side> side, const auto& event) {
  return event.kind == kind && (!side || event.side == *side);
}

class EventComparer {
 public:
  EventComparer(const Trial& trial, Matching matching)
      : trial_(trial), matching_(matching), scored_(trial.truth) {}

  bool has_truth(EventKind kind) const { return !true_times({kind, {}, {}}, {}).empty(); }

  /// Both, and left and right where the truth tells them apart.
  std::vector<EventComparison> ask(const Question& question) const {
    if (!tells_sides(question.kind)) return {one_side(question, {}, Scope::kBoth)};
    const EventComparison left = one_side(question, Side::kLeft, Scope::kLeft);
    const EventComparison right = one_side(question, Side::kRight, Scope::kRight);
    EventComparison both = one_side(question, Side::kUnknown, Scope::kBoth);
    std::vector<EventComparison> answers;
    for (const EventComparison* side : {&left, &right}) {
      append(both, *side);
      if (!is_empty(*side)) answers.push_back(*side);
    }
    answers.insert(answers.begin(), both);
    return answers;
  }

 private:
  static bool is_empty(const EventComparison& comparison) {
    return comparison.pairs.empty() && comparison.missed.empty() && comparison.extra.empty();
  }

  bool tells_sides(EventKind kind) const {
    return std::none_of(trial_.truth.events->begin(), trial_.truth.events->end(),
                        [&](const TruthEvent& e) { return is_of(kind, Side::kUnknown, e); });
  }

  /// Without a side: of all sides.
  std::vector<Time> true_times(const Question& question, std::optional<Side> side) const {
    std::vector<Time> times;
    for (const TruthEvent& event : trial_.truth.events.value_or(std::vector<TruthEvent>{}))
      if (is_of(question.kind, side, event) && scored_.meets(event.time, event.time, event.side))
        times.push_back(event.time + question.lag.value_or(Time(0)));
    std::sort(times.begin(), times.end());
    return times;
  }

  std::vector<DeviceEvent> detections(const Question& question, std::optional<Side> side) const {
    std::vector<DeviceEvent> found;
    for (const DeviceEvent& event : trial_.device_events) {
      const Time time = event.time - question.lag.value_or(Time(0));
      if (is_of(question.kind, side, event) &&
          scored_.meets(time, time, event.side, question.tolerance))
        found.push_back(event);
    }
    std::sort(found.begin(), found.end(), [](const DeviceEvent& a, const DeviceEvent& b) {
      return std::tie(a.time, a.decided) < std::tie(b.time, b.decided);
    });
    return found;
  }

  EventComparison one_side(const Question& question, std::optional<Side> side, Scope scope) const {
    const std::vector<Time> truth = true_times(question, side);
    const std::vector<DeviceEvent> claims = detections(question, side);
    std::vector<Time> claimed;
    claimed.reserve(claims.size());
    for (const DeviceEvent& claim : claims) claimed.push_back(claim.time);

    EventComparison result{
        question.kind, scope, question.tolerance, question.lag.has_value(), {}, {}, {}};
    std::vector<bool> is_missed(truth.size(), true), is_extra(claims.size(), true);
    for (const IndexPair& pair : match(truth, claimed, question.tolerance, matching_)) {
      const DeviceEvent& claim = claims[pair.detection];
      result.pairs.push_back({truth[pair.truth], claim.time, claim.decided});
      is_missed[pair.truth] = is_extra[pair.detection] = false;
    }
    for (size_t i = 0; i < truth.size(); ++i)
      if (is_missed[i]) result.missed.push_back(truth[i]);
    for (size_t i = 0; i < claims.size(); ++i)
      if (is_extra[i]) result.extra.push_back(claims[i].time);
    return result;
  }

  const Trial& trial_;
  Matching matching_;
  ScoredTime scored_;
};

/// Empty when nothing was matched.
std::optional<Lag> find_lag(const EventComparison& comparison) {
  std::vector<Time> lags;
  for (const EventPair& pair : comparison.pairs) lags.push_back(pair.detected - pair.truth);
  if (lags.empty()) return {};
  std::sort(lags.begin(), lags.end());
  const size_t middle = lags.size() / 2;
  const Time median = lags.size() % 2 == 1 ? lags[middle] : (lags[middle - 1] + lags[middle]) / 2;
  return Lag{comparison.kind, median, static_cast<int>(lags.size())};
}

void compare_kind(const EventComparer& comparer, EventKind kind,
                  const std::vector<Time>& tolerances, std::optional<Time> lag,
                  Comparison& result) {
  for (const Time tolerance : tolerances)
    for (const EventComparison& answer : comparer.ask({kind, tolerance, lag}))
      result.events.push_back(answer);
}

bool is_same_key(const EventComparison& a, const EventComparison& b) {
  return a.kind == b.kind && a.scope == b.scope && a.tolerance == b.tolerance &&
         a.aligned == b.aligned;
}

bool is_same_key(const RepComparison& a, const RepComparison& b) { return a.scope == b.scope; }

void append(RepComparison& to, const RepComparison& from) {
  to.sets.insert(to.sets.end(), from.sets.begin(), from.sets.end());
}

template <class T>
void add(std::vector<T>& all, const T& one) {
  const auto same =
      std::find_if(all.begin(), all.end(), [&](const T& other) { return is_same_key(other, one); });
  if (same == all.end())
    all.push_back(one);
  else
    append(*same, one);
}

}  // namespace

Comparison compare(const Trial& trial, const CompareSettings& settings) {
  // "none" with events is a trace whose author is not known; it can still be measured.
  const bool has_device =
      (trial.detector != "none" && trial.detector != "oracle") || !trial.device_events.empty();
  const EventComparer comparer(trial, settings.matching);
  Comparison result;
  for (const EventKind kind : kMeasuredKinds) {
    if (!has_device || !comparer.has_truth(kind)) continue;
    compare_kind(comparer, kind, settings.tolerances, {}, result);
    if (!trial.reference_has_constant_lag) continue;
    const std::optional<Lag> lag = find_lag(comparer.ask({kind, kLagTolerance, {}}).front());
    if (!lag) continue;
    result.lags.push_back(*lag);
    compare_kind(comparer, kind, settings.tolerances, lag->median, result);
  }
  result.reps = compare_reps(trial, has_device);
  result.residual = trial.momentum_residual;
  result.stimulation = compare_stimulation(trial);
  return result;
}

Comparison merge(const std::vector<Comparison>& comparisons) {
  Comparison merged;
  for (const Comparison& comparison : comparisons) {
    for (const EventComparison& events : comparison.events) add(merged.events, events);
    for (const RepComparison& reps : comparison.reps) add(merged.reps, reps);
  }
  return merged;
}

}  // namespace steppage
