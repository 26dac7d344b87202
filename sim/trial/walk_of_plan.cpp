#include "trial/walk_of_plan.hpp"

#include <algorithm>
#include <iterator>

#include "core/number_text.hpp"
#include "trial/build.hpp"

namespace steppage {

WalkSettings walk_of(const Plan& plan) {
  Document scenario = Document::parse("walk", plan.drawn);
  Reader activity = scenario.root().object("activity");
  return read_walk_settings(activity);
}

Gait gait_of(const Plan& plan) {
  const WalkSettings walk = walk_of(plan);
  return walk.gait_of(build_scene(plan).body.compile())(walk.speed_m_s);
}

Eigen::VectorXd values_of(const WalkingGains& gains) {
  Eigen::VectorXd values(static_cast<Eigen::Index>(walking_gains().size()));
  for (size_t i = 0; i < walking_gains().size(); ++i)
    values[static_cast<Eigen::Index>(i)] = gains.*walking_gains()[i].value;
  return values;
}

WalkingGains gains_of(const Eigen::VectorXd& values) {
  WalkingGains gains{};
  for (size_t i = 0; i < walking_gains().size(); ++i)
    gains.*walking_gains()[i].value = values[static_cast<Eigen::Index>(i)];
  return gains;
}

std::vector<std::string> changes_to(const WalkingGains& gains, const std::string& key) {
  std::vector<std::string> changes;
  for (const WalkingGainKind& kind : walking_gains())
    changes.push_back("/activity/" + key + "/" + std::string(kind.name) + "=" +
                      exact_text(gains.*kind.value));
  return changes;
}

std::vector<std::string> changes_to(const Gait& gait) {
  std::vector<std::string> changes = changes_to(gait.gains, "gains");
  if (gait.first)
    std::ranges::copy(changes_to(*gait.first, "first_gains"), std::back_inserter(changes));
  const auto change = [&changes](const std::string& of, const Felt& values) {
    for (size_t i = 0; i < kFelt; ++i)
      changes.push_back("/activity/feedback/" + of + "/" + std::string(felt_kinds()[i].name) + "=" +
                        exact_text(values[static_cast<Eigen::Index>(i)]));
  };
  change("usual/left", gait.feedback.usual.left);
  change("usual/right", gait.feedback.usual.right);
  for (size_t i = 0; i < kStepChanges; ++i)
    change("law/" + std::string(step_changes()[i].name),
           gait.feedback.law.row(static_cast<Eigen::Index>(i)));
  return changes;
}

}  // namespace steppage
