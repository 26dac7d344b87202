// Detection and timing of gait events.
#include <array>
#include <cmath>

#include "score/metrics.hpp"
#include "score/statistics.hpp"

namespace steppage {
namespace {

double in_ms(Time time) { return static_cast<double>(time.count()) * 1e-3; }

Value share(size_t part, size_t whole) {
  if (whole == 0) return {};
  return {static_cast<double>(part) / static_cast<double>(whole), static_cast<int>(whole)};
}

/// Without a true event there was nothing to find: empty, not zero.
Value f1(const EventComparison& c) {
  const size_t truth = c.pairs.size() + c.missed.size();
  if (truth == 0) return {};
  const Value dice =
      share(2 * c.pairs.size(), 2 * c.pairs.size() + c.missed.size() + c.extra.size());
  return {dice.value, static_cast<int>(truth)};
}

Value precision(const EventComparison& c) {
  return share(c.pairs.size(), c.pairs.size() + c.extra.size());
}

Value recall(const EventComparison& c) {
  return share(c.pairs.size(), c.pairs.size() + c.missed.size());
}

std::vector<double> times_ms(const EventComparison& c, Time (*of)(const EventPair&)) {
  std::vector<double> values;
  for (const EventPair& pair : c.pairs) values.push_back(in_ms(of(pair)));
  return values;
}

Time error(const EventPair& pair) { return pair.detected - pair.truth; }
Time absolute_error(const EventPair& pair) { return std::chrono::abs(error(pair)); }
Time latency(const EventPair& pair) { return pair.decided - pair.truth; }
Time decision(const EventPair& pair) { return pair.decided - pair.detected; }

Value over_pairs(const EventComparison& c, std::optional<double> value) {
  return {value, static_cast<int>(c.pairs.size())};
}

Value bias(const EventComparison& c) { return over_pairs(c, mean(times_ms(c, error))); }
Value sd(const EventComparison& c) { return over_pairs(c, standard_deviation(times_ms(c, error))); }
Value mae(const EventComparison& c) { return over_pairs(c, mean(times_ms(c, absolute_error))); }
Value p95(const EventComparison& c) {
  return over_pairs(c, quantile(times_ms(c, absolute_error), 0.95));
}
Value latency_p95(const EventComparison& c) {
  return over_pairs(c, quantile(times_ms(c, latency), 0.95));
}
Value decision_p95(const EventComparison& c) {
  return over_pairs(c, quantile(times_ms(c, decision), 0.95));
}

constexpr std::array<EventMetric, 9> kEventMetrics = {{
    {{"f1", "1", "harmonic mean of precision and recall; counts true events", Better::kHigher}, f1},
    {{"precision", "1", "share of detections that are true; counts detections", Better::kHigher},
     precision},
    {{"recall", "1", "share of true events that were detected; counts true events",
      Better::kHigher},
     recall},
    {{"bias_ms", "ms", "mean of detected - true time over matched pairs", Better::kZero}, bias},
    {{"sd_ms", "ms", "standard deviation of detected - true time (n - 1)", Better::kLower}, sd},
    {{"mae_ms", "ms", "mean of |detected - true| time", Better::kLower}, mae},
    {{"p95_ms", "ms", "95th percentile of |detected - true| time", Better::kLower}, p95},
    {{"latency_p95_ms", "ms", "95th percentile of decision - true time", Better::kLower},
     latency_p95},
    {{"decision_p95_ms", "ms", "95th percentile of decision - detected time", Better::kLower},
     decision_p95},
}};

Value lag_ms(const Lag& lag) { return {in_ms(lag.median), lag.pairs}; }

constexpr std::array<LagMetric, 1> kLagMetrics = {{
    {{"lag_ms", "ms", "median of detected - true time that alignment removed", Better::kNeither},
     lag_ms},
}};

}  // namespace

std::span<const EventMetric> event_metrics() { return kEventMetrics; }
std::span<const LagMetric> lag_metrics() { return kLagMetrics; }

}  // namespace steppage
