#include "trial/tuning.hpp"

#include <algorithm>
#include <iterator>

#include "core/number_text.hpp"
#include "trial/gait_cost.hpp"
#include "trial/run.hpp"
#include "trial/walk_of_plan.hpp"

namespace steppage {
namespace {

// From the speed of the start to the scenario's, evenly.
double approached(double speed_m_s, size_t generation, const Judging& judging) {
  const auto now = static_cast<int64_t>(generation);
  if (now >= judging.approach_over) return speed_m_s;
  const double share = static_cast<double>(now) / static_cast<double>(judging.approach_over);
  return judging.approach_from_m_s + share * (speed_m_s - judging.approach_from_m_s);
}

// Gains by which each scenario's patient walks well; the first says where the search starts.
Tuning tune_walk(std::span<const Plan> plans, const Judging& judging) {
  struct Case {
    const Plan* plan;
    WishedGait wished;
  };
  std::vector<Case> cases;
  for (const Plan& plan : plans) {
    const WalkSettings walk = walk_of(plan);
    cases.push_back(
        {&plan, {walk.speed_m_s, walk.duration_s, plan.patient.mass_kg, plan.patient.height_m}});
  }
  const Gait gait = gait_of(plans.front());
  const WalkingGains start = judging.first_gains ? gait.first.value_or(gait.gains) : gait.gains;
  const std::string tuned = judging.first_gains ? "first_gains" : "gains";
  Tuning tuning;
  for (const WalkingGainKind& kind : walking_gains())
    tuning.gains.push_back(
        {std::string(kind.name), start.*kind.value, kind.step, kind.low, kind.high});
  if (judging.uneven)
    for (const WalkingGainKind& kind : walking_gains()) {
      const double wide = kind.high - kind.low;
      tuning.gains.push_back(
          {"uneven_" + std::string(kind.name), gait.uneven.*kind.value, kind.step, -wide, wide});
    }
  const auto seeds = static_cast<size_t>(judging.seeds);
  tuning.runs = judging.in_turn ? seeds : cases.size() * seeds;
  tuning.luck = 40;  // by trial: with 150 nobody new enters a pool that does not fall
  tuning.failure = kCostOfFall;
  tuning.cost = [cases, seeds, judging, tuned, runs = tuning.runs](
                    const Eigen::VectorXd& values, size_t run_number,
                    const std::function<void()>& checkpoint) {
    const Case& chosen = cases[run_number / seeds % cases.size()];
    WishedGait wished = chosen.wished;
    wished.speed_m_s = approached(wished.speed_m_s, run_number / runs, judging);
    const uint64_t repeat = run_number / (seeds * cases.size()) * seeds + run_number % seeds;
    const Gait asked = with_values({}, values);
    std::vector<std::string> overrides = changes_to(asked.gains, tuned);
    if (judging.uneven)
      std::ranges::copy(changes_to(asked.uneven, "uneven_gains"), std::back_inserter(overrides));
    overrides.push_back("/activity/speed_m_s=" + exact_text(wished.speed_m_s));
    const Plan candidate = changed(*chosen.plan, overrides, chosen.plan->seed + repeat);
    return gait_cost(run(candidate, [&](double) { checkpoint(); }), wished, judging.curves);
  };
  return tuning;
}

}  // namespace

std::span<const TuningKind> tunings() {
  static constexpr TuningKind kTunings[] = {{"walk", tune_walk}};
  return kTunings;
}

}  // namespace steppage
