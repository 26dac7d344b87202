#include <algorithm>
#include <map>

#include "report/drawing.hpp"
#include "score/compare_reps.hpp"

namespace steppage {
namespace {

using Json = nlohmann::ordered_json;

constexpr Time kTolerance = std::chrono::milliseconds(100);
constexpr std::array kLaneSides = {Side::kUnknown, Side::kLeft, Side::kRight};

double seconds(Time time) { return std::round(to_seconds(time) * 1e4) / 1e4; }

bool contains(const auto& values, const auto& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool is_rep(EventKind kind) {
  return kind == EventKind::kRepStart || kind == EventKind::kRepTurn || kind == EventKind::kRepEnd;
}

/// Which true events and detections of a leg stayed without a partner.
class Alone {
 public:
  Alone(const Trial& trial, Matching matching)
      : comparison_(compare(trial, {matching, {kTolerance}})) {}

  bool is_missed(const TruthEvent& event) const {
    const EventComparison* events = of(event.kind, event.side);
    return events && contains(events->missed, event.time + lag(event.kind));
  }
  bool is_extra(const DeviceEvent& event) const {
    const EventComparison* events = of(event.kind, event.side);
    return events && contains(events->extra, event.time);
  }
  bool is_missed(const Rep& rep) const {
    return is_unpaired(&IndexPair::truth, [&](const RepSet& set) { return index(set.moved, rep); });
  }
  bool is_extra(const DetectedRep& rep) const {
    return is_unpaired(&IndexPair::detection, [&](const RepSet& set) {
      return set.detected ? index(*set.detected, rep) : std::nullopt;
    });
  }

 private:
  Time lag(EventKind kind) const {
    for (const Lag& lag : comparison_.lags)
      if (lag.kind == kind) return lag.median;
    return Time(0);
  }

  /// The last that speaks of this leg: the aligned one, and the leg's own before both.
  const EventComparison* of(EventKind kind, Side side) const {
    const EventComparison* found = nullptr;
    for (const EventComparison& events : comparison_.events) {
      const bool is_own = events.scope == (side == Side::kLeft ? Scope::kLeft : Scope::kRight);
      if (events.kind == kind &&
          (events.scope == Scope::kBoth || (side != Side::kUnknown && is_own)))
        found = &events;
    }
    return found;
  }

  template <class T>
  static std::optional<size_t> index(const std::vector<T>& all, const T& one) {
    const auto found = std::find(all.begin(), all.end(), one);
    if (found == all.end()) return {};
    return static_cast<size_t>(found - all.begin());
  }

  bool is_unpaired(size_t IndexPair::*end, const auto& find_index) const {
    if (comparison_.reps.empty()) return false;
    for (const RepSet& set : comparison_.reps.front().sets)
      if (const std::optional<size_t> i = find_index(set); i && set.detected)
        return std::none_of(set.pairs.begin(), set.pairs.end(),
                            [&](const IndexPair& pair) { return pair.*end == *i; });
    return false;
  }

  Comparison comparison_;
};

Json lane(const std::string& label, Side side) {
  return {
      {"label", label}, {"side", name(side)}, {"bars", Json::array()}, {"ticks", Json::array()}};
}

Json with_alone(Json mark, bool alone) {
  if (alone) mark["alone"] = true;
  return mark;
}

std::string leg_label(Side side, const char* what) {
  return side == Side::kUnknown ? what : std::string(name(side)) + " " + what;
}

std::string rep_text(const Rep& rep) {
  std::string text = rep.exercise + " " + std::to_string(rep.number);
  text += ", " + std::to_string(std::lround(rep.range_deg)) + " deg";
  if (!rep.completed) text += ", not completed";
  if (rep.compensation != "none" && !rep.compensation.empty()) text += ", " + rep.compensation;
  return text;
}

Json truth_lane(const Trial& trial, Side side, const Alone& alone) {
  Json result = lane(leg_label(side, "truth"), side);
  for (const Rep& rep : trial.truth.reps.value_or(std::vector<Rep>{})) {
    if (rep.side != side || !rep.movement) continue;
    result["bars"].push_back(with_alone({{"start", seconds(rep.movement->start)},
                                         {"end", seconds(rep.movement->end)},
                                         {"turn", seconds(rep.movement->turn)},
                                         {"text", rep_text(rep)}},
                                        alone.is_missed(rep)));
  }
  for (const TruthEvent& event : trial.truth.events.value_or(std::vector<TruthEvent>{})) {
    if (event.side != side || (is_rep(event.kind) && trial.truth.reps)) continue;
    result["ticks"].push_back(with_alone(
        {{"time", seconds(event.time)}, {"kind", name(event.kind)}}, alone.is_missed(event)));
  }
  return result;
}

Json device_lane(const Trial& trial, Side side, const Alone& alone) {
  Json result = lane(leg_label(side, "detected"), side);
  int count = 0;
  for (const DetectedRep& rep : detected_reps(trial.device_events, side))
    result["bars"].push_back(with_alone({{"start", seconds(rep.start.value_or(rep.end))},
                                         {"end", seconds(rep.end)},
                                         {"text", "counted " + std::to_string(++count)}},
                                        alone.is_extra(rep)));
  for (const DeviceEvent& event : trial.device_events) {
    if (event.side != side || is_rep(event.kind)) continue;
    result["ticks"].push_back(with_alone({{"time", seconds(event.time)},
                                          {"kind", name(event.kind)},
                                          {"decided", seconds(event.decided)}},
                                         alone.is_extra(event)));
  }
  return result;
}

Json stimulation_lane(const StimulationRecord& record, Time end) {
  Json result = lane(leg_label(record.side, "stimulation"), record.side);
  for (const Burst& burst : bursts(record, end))
    result["bars"].push_back({{"start", seconds(burst.on)},
                              {"end", seconds(burst.off)},
                              {"text", std::string(record.channel)}});
  return result;
}

/// One lane a label and side, in order of the labels.
void add_intervals(const Trial& trial, Json& lanes) {
  std::map<std::pair<std::string, Side>, Json> by_label;
  for (const Interval& interval : trial.truth.intervals.value_or(std::vector<Interval>{})) {
    const std::string label = leg_label(interval.side, interval.label.c_str());
    Json& drawn = by_label[{interval.label, interval.side}];
    if (drawn.is_null()) drawn = lane(label, interval.side);
    drawn["bars"].push_back({{"start", seconds(interval.start)},
                             {"end", seconds(interval.end)},
                             {"text", interval.detail.empty() ? interval.label : interval.detail}});
  }
  for (auto& [key, drawn] : by_label) lanes.push_back(std::move(drawn));
}

}  // namespace

Json drawn_lanes(const Trial& trial, Matching matching) {
  const Alone alone(trial, matching);
  Json lanes = Json::array();
  for (const Side side : kLaneSides)
    for (Json& drawn : std::array{truth_lane(trial, side, alone), device_lane(trial, side, alone)})
      if (!drawn["bars"].empty() || !drawn["ticks"].empty()) lanes.push_back(drawn);
  if (trial.stimulation && !trial.stimulation->rows.empty())
    lanes.push_back(stimulation_lane(*trial.stimulation, trial.stimulation->rows.back().time));
  add_intervals(trial, lanes);
  return lanes;
}

}  // namespace steppage
