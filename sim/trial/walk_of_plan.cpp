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

Eigen::VectorXd values_of(const Gait& gait) {
  const std::span<const WalkingGainKind> kinds = walking_gains();
  const auto size = static_cast<Eigen::Index>(kinds.size());
  Eigen::VectorXd values(2 * size);
  for (Eigen::Index i = 0; i < size; ++i) {
    const auto gain = kinds[static_cast<size_t>(i)].value;
    values[i] = gait.gains.*gain;
    values[size + i] = gait.uneven.*gain;
  }
  return values;
}

Gait with_values(Gait gait, const Eigen::VectorXd& values) {
  const std::span<const WalkingGainKind> kinds = walking_gains();
  const auto size = static_cast<Eigen::Index>(kinds.size());
  for (Eigen::Index i = 0; i < size; ++i) {
    const auto gain = kinds[static_cast<size_t>(i)].value;
    gait.gains.*gain = values[i];
    if (values.size() > size) gait.uneven.*gain = values[size + i];
  }
  return gait;
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
  changes.emplace_back("/activity/uneven_gains={}");  // those of the scenario are not his
  for (const WalkingGainKind& kind : walking_gains())
    if (gait.uneven.*kind.value != 0)
      changes.push_back("/activity/uneven_gains/" + std::string(kind.name) + "=" +
                        exact_text(gait.uneven.*kind.value));
  const auto change = [&changes](const std::string& of, const Felt& values) {
    for (size_t i = 0; i < kFelt; ++i)
      changes.push_back("/activity/feedback/" + of + "/" + std::string(felt_kinds()[i].name) + "=" +
                        exact_text(values[static_cast<Eigen::Index>(i)]));
  };
  const auto change_law = [&change](const std::string& of, const StepLaw& law) {
    change(of + "usual/left", law.usual.left);
    change(of + "usual/right", law.usual.right);
    const auto change_rows = [&](const std::string& of_side, const StepLaw::Law& rows) {
      for (size_t i = 0; i < kStepChanges; ++i)
        change(of + "law/" + of_side + std::string(step_changes()[i].name),
               rows.row(static_cast<Eigen::Index>(i)));
    };
    if (law.law.left == law.law.right) return change_rows("", law.law.left);
    change_rows("left/", law.law.left);
    change_rows("right/", law.law.right);
  };
  changes.emplace_back("/activity/feedback={}");
  change_law("", gait.feedback.landing);
  if (gait.feedback.passing) change_law("passing/", *gait.feedback.passing);
  return changes;
}

}  // namespace steppage
