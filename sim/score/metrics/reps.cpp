// Counting and finding repetitions, and what was there to count.
#include <array>
#include <cmath>

#include "score/metrics.hpp"
#include "score/statistics.hpp"

namespace steppage {
namespace {

/// |detected - true| of each leg that a device counted and where there was something to count, or
/// something was counted.
std::vector<double> count_errors(const RepComparison& c) {
  std::vector<double> errors;
  for (const RepSet& set : c.sets)
    if (set.detected && !(set.moved.empty() && set.detected->empty()))
      errors.push_back(std::abs(static_cast<double>(set.detected->size()) -
                                static_cast<double>(set.moved.size())));
  return errors;
}

Value mean_of(const std::vector<double>& values) {
  return {mean(values), static_cast<int>(values.size())};
}

Value share_within(const RepComparison& c, double limit) {
  std::vector<double> within;
  for (const double error : count_errors(c)) within.push_back(error <= limit ? 1 : 0);
  return mean_of(within);
}

Value exact(const RepComparison& c) { return share_within(c, 0); }
Value within_one(const RepComparison& c) { return share_within(c, 1); }
Value mae(const RepComparison& c) { return mean_of(count_errors(c)); }

Value iou_f1(const RepComparison& c) {
  size_t pairs = 0, truth = 0, detected = 0;
  for (const RepSet& set : c.sets) {
    if (!set.detected) continue;
    pairs += set.pairs.size();
    truth += set.moved.size();
    detected += set.detected->size();
  }
  if (truth == 0) return {};
  return {2 * static_cast<double>(pairs) / static_cast<double>(truth + detected),
          static_cast<int>(truth)};
}

Value count_true(const RepComparison& c) {
  int moved = 0, asked = 0;
  for (const RepSet& set : c.sets) {
    moved += static_cast<int>(set.moved.size());
    asked += set.asked;
  }
  return {moved, asked};
}

Value count_detected(const RepComparison& c) {
  int detected = 0;
  bool has_device = false;
  for (const RepSet& set : c.sets) {
    if (!set.detected) continue;
    has_device = true;
    detected += static_cast<int>(set.detected->size());
  }
  return has_device ? Value{detected, detected} : Value{};
}

/// Over repetitions whose range is known: a movement without a range was not measured.
Value mean_of_moved(const RepComparison& c, double Rep::*range) {
  std::vector<double> ranges;
  for (const RepSet& set : c.sets)
    for (const Rep& rep : set.moved)
      if (rep.*range > 0) ranges.push_back(rep.*range);
  return mean_of(ranges);
}

Value range_deg(const RepComparison& c) { return mean_of_moved(c, &Rep::range_deg); }
Value range_fraction(const RepComparison& c) { return mean_of_moved(c, &Rep::range_fraction); }

constexpr std::array<RepMetric, 8> kRepMetrics = {{
    {{"exact", "1", "share of legs whose count is right, in each activity", Better::kHigher},
     exact},
    {{"within_one", "1", "share of legs whose count is right to within one", Better::kHigher},
     within_one},
    {{"mae", "repetitions", "mean over legs of |detected - true| count", Better::kLower}, mae},
    {{"iou_f1", "1", "f1 of repetitions found, intersection over union at least 0.5",
      Better::kHigher},
     iou_f1},
    {{"count_true", "repetitions", "repetitions that moved; counts those asked for",
      Better::kNeither},
     count_true},
    {{"count_detected", "repetitions", "repetitions that the device counted", Better::kNeither},
     count_detected},
    {{"range_deg", "deg", "mean range reached, from rest", Better::kNeither}, range_deg},
    {{"range_fraction", "1", "mean share of the range asked for", Better::kNeither},
     range_fraction},
}};

}  // namespace

std::span<const RepMetric> rep_metrics() { return kRepMetrics; }

}  // namespace steppage
