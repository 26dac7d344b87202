#include "control/activities.hpp"

#include <array>

#include "control/activities/adjust_strap.hpp"
#include "control/activities/fidget.hpp"
#include "control/activities/lie.hpp"
#include "control/activities/sit.hpp"
#include "control/activities/sit_to_stand.hpp"
#include "control/activities/stand.hpp"
#include "control/activities/walk.hpp"
#include "control/activities/weight_shift.hpp"
#include "control/exercises/exercises.hpp"
#include "control/session.hpp"

namespace steppage {
namespace {

constexpr std::string_view kSession = "session";

constexpr auto kActivities = std::to_array<ActivityKind>({
    {"seated_marching", "seated: lift one thigh towards the chest, hold, place the foot back", true,
     read_seated_marching},
    {"knee_extension", "seated: extend one leg to a soft bend, hold, lower slowly", true,
     read_knee_extension},
    {"toe_taps", "supine, knees over hips: lower one leg, tap with the heel, bring it back", true,
     read_toe_taps},
    {"knee_to_chest", "supine, knees hugged: extend one leg to the floor, bring it back", true,
     read_knee_to_chest},
    {"ankle_dorsiflexion", "seated, ankle on the other knee: foot towards the knee and back", true,
     read_ankle_dorsiflexion},
    {"assisted_toe_raise", "seated: one forefoot is raised, by the other foot or by itself", true,
     read_assisted_toe_raise},
    {"flamingo_stand", "standing: shift the weight, lift the other foot, hold", true,
     read_flamingo_stand},
    {"side_leg_raise", "standing: shift the weight, raise the straight leg sideways, hold, lower",
     true, read_side_leg_raise},
    {"heel_raise",
     "standing on both legs or one, hands on a support, or seated: raise the heels, hold, lower",
     true, read_heel_raise},
    {"walk", "walk straight on, by reflexes and muscles", false, read_walk},
    {"sit", "sit still on a chair", false, read_sit},
    {"stand", "stand quietly, free or with a hand on a support", false, read_stand},
    {"sit_to_stand", "stand up from a chair and sit down again", false, read_sit_to_stand},
    {"weight_shift", "standing: lean to the sides, forward and backward", false, read_weight_shift},
    {"fidget", "seated: move legs, trunk and arms irregularly", false, read_fidget},
    {"adjust_strap", "seated: bend down to the sensor's strap on one shank and tug at it", false,
     read_adjust_strap},
    {"lie", "lie still on a treatment table, on the back", false, read_lie},
    {kSession, "exercises and postures one after the other, as in a home programme", false,
     read_session},
});

// `but`: that kind is not allowed.
std::unique_ptr<Activity> read_activity(Reader& reader, std::string_view but) {
  std::vector<std::string> names;
  for (const ActivityKind& kind : kActivities)
    if (kind.name != but) names.emplace_back(kind.name);
  const std::string name = reader.text("kind", names);
  std::unique_ptr<Activity> found;
  for (const ActivityKind& kind : kActivities)
    if (kind.name == name) found = kind.read(reader);
  reader.finish();
  return found;
}

}  // namespace

std::span<const ActivityKind> activities() { return kActivities; }

std::unique_ptr<Activity> read_activity(Reader& activity) { return read_activity(activity, ""); }

std::unique_ptr<Activity> read_part(Reader& part) { return read_activity(part, kSession); }

}  // namespace steppage
