#include "trial/tuning.hpp"

#include <charconv>
#include <cmath>

#include "control/activities/walk.hpp"
#include "control/walking/gaits.hpp"
#include "control/walking/sensed.hpp"
#include "trial/build.hpp"
#include "trial/gait_cost.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

std::string exact(double value) {
  char text[32] = {};
  std::to_chars(text, text + sizeof text - 1, value);
  return text;
}

// The scenario's walk by other gains, once without noise and then on several seeds, so that a gait
// has reserve.
Tuning tune_walk(const Plan& plan) {
  constexpr uint64_t kSeeds = 2;
  Document scenario = Document::parse("tuning", plan.drawn);
  Reader activity = scenario.root().object("activity");
  const WishedGait wished = {activity.number("speed_m_s", kWalkingSpeeds_m_s),
                             activity.number("duration_s", kWalkingDurations_s),
                             plan.patient.mass_kg};
  const WalkingGains start = healthy_gait(
      wished.speed_m_s / std::sqrt(kGravity_m_s2 * leg_length_m(build_scene(plan).body.compile())));
  Tuning tuning;
  for (const WalkingGainKind& kind : walking_gains())
    tuning.gains.push_back(
        {std::string(kind.name), start.*kind.value, kind.step, kind.low, kind.high});
  tuning.cost = [&plan, wished](const Eigen::VectorXd& values,
                                const std::function<void()>& checkpoint) {
    std::vector<std::string> overrides;
    for (size_t i = 0; i < walking_gains().size(); ++i)
      overrides.push_back("/activity/gains/" + std::string(walking_gains()[i].name) + "=" +
                          exact(values[static_cast<Eigen::Index>(i)]));
    overrides.push_back("");
    double sum = 0;
    for (uint64_t k = 0; k <= kSeeds; ++k) {
      overrides.back() = k == 0 ? "/activity/variability=0" : "/activity/variability=1";
      Document document = Document::parse("tuning", plan.drawn, overrides, plan.seed + k);
      const Plan candidate = read_plan(document);
      sum += gait_cost(run(candidate, [&](double) { checkpoint(); }), wished);
    }
    return sum / (kSeeds + 1);
  };
  return tuning;
}

}  // namespace

std::span<const TuningKind> tunings() {
  static constexpr TuningKind kTunings[] = {{"walk", tune_walk}};
  return kTunings;
}

}  // namespace steppage
