// The stretches of a trial for which the truth vouches.
#pragma once

#include <algorithm>
#include <vector>

#include "core/trial.hpp"

namespace steppage {

/// The whole trial, unless the truth has intervals labelled "scored". An interval of one side does
/// not vouch for the other.
class ScoredTime {
 public:
  explicit ScoredTime(const Truth& truth) {
    for (const Interval& interval : truth.intervals.value_or(std::vector<Interval>{}))
      if (interval.label == "scored") intervals_.push_back(interval);
  }

  /// Whether [start, end] meets a scored interval widened by `margin` at both ends.
  bool meets(Time start, Time end, Side side, Time margin = Time(0)) const {
    return intervals_.empty() ||
           std::any_of(intervals_.begin(), intervals_.end(), [&](const Interval& interval) {
             const bool same_side =
                 interval.side == Side::kUnknown || side == Side::kUnknown || interval.side == side;
             return same_side && interval.start - margin <= end && start <= interval.end + margin;
           });
  }

 private:
  std::vector<Interval> intervals_;
};

}  // namespace steppage
