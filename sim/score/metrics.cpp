#include "score/metrics.hpp"

#include <algorithm>
#include <cmath>

namespace steppage {
namespace {

constexpr int kDefaultToleranceMs = 100;

std::string full_name(std::string_view group, const MetricInfo& info) {
  return std::string(group) + "." + std::string(info.name);
}

int in_ms(Time time) {
  return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

Measurement make_measurement(std::string_view group, const MetricInfo& info, const Value& value) {
  Measurement result;
  result.name = full_name(group, info);
  if (value.value && std::isfinite(*value.value)) result.value = value.value;
  result.unit = info.unit;
  result.count = value.count;
  return result;
}

void measure_events(const EventComparison& comparison, std::vector<Measurement>& to) {
  for (const EventMetric& metric : event_metrics()) {
    Measurement m =
        make_measurement(name(comparison.kind), metric.info, metric.measure(comparison));
    m.side = name(comparison.scope);
    m.tolerance_ms = in_ms(comparison.tolerance);
    m.aligned = comparison.aligned;
    to.push_back(m);
  }
}

void measure_lag(const Lag& lag, std::vector<Measurement>& to) {
  for (const LagMetric& metric : lag_metrics()) {
    Measurement m = make_measurement(name(lag.kind), metric.info, metric.measure(lag));
    m.tolerance_ms = in_ms(kLagTolerance);
    m.aligned = true;
    to.push_back(m);
  }
}

void measure_kind(const Comparison& comparison, EventKind kind, std::vector<Measurement>& to) {
  const size_t before = to.size();
  for (const EventComparison& events : comparison.events)
    if (events.kind == kind) measure_events(events, to);
  for (const Lag& lag : comparison.lags)
    if (lag.kind == kind) measure_lag(lag, to);
  if (to.size() > before) return;
  Measurement nothing = make_measurement(name(kind), event_metrics().front().info, {});
  nothing.tolerance_ms = kDefaultToleranceMs;
  to.push_back(nothing);
}

void measure_reps(const Comparison& comparison, std::vector<Measurement>& to) {
  if (comparison.reps.empty())
    to.push_back(make_measurement("reps", rep_metrics().front().info, {}));
  for (const RepComparison& reps : comparison.reps)
    for (const RepMetric& metric : rep_metrics()) {
      to.push_back(make_measurement("reps", metric.info, metric.measure(reps)));
      to.back().side = name(reps.scope);
    }
}

}  // namespace

std::vector<Measurement> measure(const Comparison& comparison) {
  std::vector<Measurement> result;
  for (const EventKind kind : kMeasuredKinds) measure_kind(comparison, kind, result);
  measure_reps(comparison, result);
  if (comparison.stimulation)
    for (const StimulationMetric& metric : stimulation_metrics())
      result.push_back(
          make_measurement("fes", metric.info, metric.measure(*comparison.stimulation)));
  if (comparison.residual)
    for (const PhysicsMetric& metric : physics_metrics())
      result.push_back(
          make_measurement("physics", metric.info, metric.measure(*comparison.residual)));
  return result;
}

std::vector<MetricRow> metric_rows() {
  std::vector<MetricRow> rows;
  const auto add = [&rows](std::string_view group, const auto& table) {
    for (const auto& [info, measure_it] : table)
      rows.push_back({full_name(group, info), info.unit, info.summary, info.better});
  };
  for (const EventKind kind : kMeasuredKinds) {
    add(name(kind), event_metrics());
    add(name(kind), lag_metrics());
  }
  add("reps", rep_metrics());
  add("fes", stimulation_metrics());
  add("physics", physics_metrics());
  return rows;
}

}  // namespace steppage
