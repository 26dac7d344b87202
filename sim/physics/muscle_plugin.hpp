// The muscle as an actuator plugin of the engine, so that a patient's MJCF runs wherever the plugin
// is loaded.
#pragma once

#include "physics/muscle.hpp"

struct mjModel_;

namespace steppage {

inline constexpr const char* kMusclePlugin = "steppage.muscle";

/// The actuator's user data: MuscleParameters in the order of its members.
inline constexpr int kMuscleUserData = 8;

/// The muscle that an actuator of the plugin is.
MuscleParameters muscle_of(const mjModel_* model, int actuator);

/// Tells the engine about the plugin; further calls do nothing.
void register_muscle_plugin();

}  // namespace steppage
