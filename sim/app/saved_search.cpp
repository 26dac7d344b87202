#include "saved_search.hpp"

#include <cstdio>

namespace steppage {

SearchProgress::SearchProgress(bool shown, int64_t generations, double failure,
                               int64_t evaluations_before)
    : line_("tuning", shown),
      failure_(failure),
      generations_(generations),
      evaluations_before_(evaluations_before) {}

void SearchProgress::show(const Optimiser& optimiser) {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
  const std::optional<Evaluated> best = optimiser.best();
  char cost[32] = "none", pace[48];
  if (best) std::snprintf(cost, sizeof cost, "%.6g", best->cost);
  std::snprintf(
      pace, sizeof pace, "%.3g evaluations/s",
      static_cast<double>(optimiser.evaluations() - evaluations_before_) / passed.count());
  line_.show("generation " + std::to_string(optimiser.generation()) + " of " +
             std::to_string(generations_) + ", best cost " + cost + ", " +
             optimiser.spread(failure_) + ", " + pace);
}

}  // namespace steppage
