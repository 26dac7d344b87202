// What can be tuned of an activity.
#pragma once

#include <span>
#include <string_view>

#include "study/tuning.hpp"
#include "trial/plan.hpp"

namespace steppage {

/// One activity whose gains a search may choose.
struct TuningKind {
  std::string_view activity;  // row of activities()
  /// Each plan runs on its own seed and those after it. The plans outlive what it returns.
  Tuning (*make)(std::span<const Plan> plans, const Judging& judging);
};

/// Every activity that has gains to tune.
std::span<const TuningKind> tunings();

}  // namespace steppage
