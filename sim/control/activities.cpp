#include "control/activities.hpp"

#include <array>

#include "control/exercises/knee_extension.hpp"

namespace steppage {
namespace {

constexpr std::array<ActivityKind, 1> kActivities = {{
    {"knee_extension", "seated: extend one leg to a soft bend, hold, lower slowly", true,
     read_knee_extension},
}};

}  // namespace

std::span<const ActivityKind> activities() { return kActivities; }

std::unique_ptr<Activity> read_activity(Reader& activity) {
  std::vector<std::string> names;
  for (const ActivityKind& kind : kActivities) names.emplace_back(kind.name);
  const std::string name = activity.text("kind", names);
  std::unique_ptr<Activity> found;
  for (const ActivityKind& kind : kActivities)
    if (kind.name == name) found = kind.read(activity);
  activity.finish();
  return found;
}

}  // namespace steppage
