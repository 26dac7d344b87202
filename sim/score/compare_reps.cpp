#include "score/compare_reps.hpp"

#include <algorithm>
#include <tuple>

#include "score/scored_time.hpp"

namespace steppage {
namespace {

bool is_of(std::optional<Side> side, const auto& thing) { return !side || thing.side == *side; }

std::vector<DetectedRep> reps_of_side(std::span<const DeviceEvent> events, Side side) {
  std::vector<DeviceEvent> borders;
  for (const DeviceEvent& event : events)
    if (event.side == side &&
        (event.kind == EventKind::kRepStart || event.kind == EventKind::kRepEnd))
      borders.push_back(event);
  // Where one ends as the next begins, the end comes first.
  const auto key = [](const DeviceEvent& e) {
    return std::pair(e.time, e.kind == EventKind::kRepStart);
  };
  std::sort(borders.begin(), borders.end(),
            [&](const DeviceEvent& a, const DeviceEvent& b) { return key(a) < key(b); });

  std::vector<DetectedRep> reps;
  std::optional<Time> start;
  for (const DeviceEvent& border : borders) {
    if (border.kind == EventKind::kRepStart) {
      start = border.time;
      continue;
    }
    reps.push_back({start, border.time, side});
    start.reset();
  }
  return reps;
}

double overlap(const RepMovement& truth, const DetectedRep& detected) {
  if (!detected.start) return 0;
  const Time shared = std::min(truth.end, detected.end) - std::max(truth.start, *detected.start);
  const Time whole = std::max(truth.end, detected.end) - std::min(truth.start, *detected.start);
  if (shared <= Time(0) || whole <= Time(0)) return 0;
  return to_seconds(shared) / to_seconds(whole);
}

std::vector<IndexPair> match_reps(const std::vector<Rep>& moved,
                                  const std::vector<DetectedRep>& detected) {
  const std::vector<Candidates> all(moved.size(), {0, detected.size()});
  return match_in_order(all, [&](IndexPair pair) -> std::optional<double> {
    const double shared = overlap(*moved[pair.truth].movement, detected[pair.detection]);
    if (shared < kRepOverlap) return {};
    return 1 - shared;
  });
}

bool was_asked_for(const Rep& rep) { return rep.compensation != kLostCount; }

// What was asked for counts whenever the limb moved, because little is all that a weak patient may
// have. A movement that was added counts as one when it goes most of the way: a counter that takes
// half of one for a repetition is wrong.
bool is_to_be_counted(const Rep& rep) {
  return rep.movement && (was_asked_for(rep) || rep.range_fraction >= kAddedRepFraction);
}

// What was going on when, where a session had several activities; otherwise there is one activity
// without a name.
class Programme {
 public:
  explicit Programme(const Truth& truth) {
    for (const Interval& interval : truth.intervals.value_or(std::vector<Interval>{}))
      if (interval.label == "activity" && !interval.detail.empty()) intervals_.push_back(interval);
    for (const Interval& interval : intervals_)
      if (std::find(names_.begin(), names_.end(), interval.detail) == names_.end())
        names_.push_back(interval.detail);
    if (names_.size() < 2) names_ = {""};
  }

  const std::vector<std::string>& activities() const { return names_; }
  bool holds(const std::string& activity, const Rep& rep) const {
    return activity.empty() || (rep.movement ? at(rep.movement->end) : rep.exercise) == activity;
  }
  bool holds(const std::string& activity, const DetectedRep& rep) const {
    return activity.empty() || at(rep.end) == activity;
  }

 private:
  /// The activity that began last.
  const std::string& at(Time time) const {
    const Interval* last = &intervals_.front();
    for (const Interval& interval : intervals_)
      if (interval.start <= time) last = &interval;
    return last->detail;
  }

  std::vector<Interval> intervals_;  // by start
  std::vector<std::string> names_;
};

/// One leg in one activity. Without a side: of all sides.
struct Group {
  std::optional<Side> side;
  std::string activity;
};

RepSet make_set(const Trial& trial, const ScoredTime& scored, const Programme& programme,
                const Group& group, bool has_device) {
  RepSet set;
  for (const Rep& rep : *trial.truth.reps) {
    if (!is_of(group.side, rep) || !programme.holds(group.activity, rep)) continue;
    set.asked += was_asked_for(rep);
    if (is_to_be_counted(rep) && scored.meets(rep.movement->start, rep.movement->end, rep.side))
      set.moved.push_back(rep);
  }
  std::sort(set.moved.begin(), set.moved.end(), [](const Rep& a, const Rep& b) {
    return std::tie(a.movement->start, a.movement->end, a.number) <
           std::tie(b.movement->start, b.movement->end, b.number);
  });
  if (!has_device) return set;
  set.detected.emplace();
  for (const DetectedRep& rep : detected_reps(trial.device_events, group.side))
    if (programme.holds(group.activity, rep) &&
        scored.meets(rep.start.value_or(rep.end), rep.end, rep.side))
      set.detected->push_back(rep);
  set.pairs = match_reps(set.moved, *set.detected);
  return set;
}

bool is_empty(const RepSet& set) {
  return set.asked == 0 && set.moved.empty() && (!set.detected || set.detected->empty());
}

}  // namespace

std::vector<DetectedRep> detected_reps(std::span<const DeviceEvent> events,
                                       std::optional<Side> side) {
  std::vector<DetectedRep> reps;
  for (const Side one : {Side::kLeft, Side::kRight, Side::kUnknown}) {
    if (side && *side != one) continue;
    const std::vector<DetectedRep> more = reps_of_side(events, one);
    reps.insert(reps.end(), more.begin(), more.end());
  }
  std::stable_sort(reps.begin(), reps.end(),
                   [](const DetectedRep& a, const DetectedRep& b) { return a.end < b.end; });
  return reps;
}

std::vector<RepComparison> compare_reps(const Trial& trial, bool has_device) {
  if (!trial.truth.reps) return {};
  const ScoredTime scored(trial.truth);
  const auto& reps = *trial.truth.reps;
  const bool tells_sides =
      std::none_of(reps.begin(), reps.end(), [](const Rep& r) { return r.side == Side::kUnknown; });
  const Programme programme(trial.truth);
  std::vector<RepComparison> result = {{Scope::kBoth, {}}};
  const auto add_sets = [&](std::optional<Side> side) {
    std::vector<RepSet> sets;
    for (const std::string& activity : programme.activities()) {
      const RepSet set = make_set(trial, scored, programme, {side, activity}, has_device);
      if (!side || !is_empty(set)) sets.push_back(set);
    }
    if (sets.empty()) return;
    result.front().sets.insert(result.front().sets.end(), sets.begin(), sets.end());
    if (side == Side::kLeft) result.push_back({Scope::kLeft, sets});
    if (side == Side::kRight) result.push_back({Scope::kRight, sets});
  };
  if (!tells_sides) {
    add_sets({});
  } else {
    for (const Side side : {Side::kLeft, Side::kRight, Side::kUnknown}) add_sets(side);
  }
  if (result.front().sets.empty()) result.clear();
  return result;
}

}  // namespace steppage
