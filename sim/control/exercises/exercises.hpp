// The exercises, each in its own file.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_ankle_dorsiflexion(Reader& reader);
std::unique_ptr<Activity> read_assisted_toe_raise(Reader& reader);
std::unique_ptr<Activity> read_flamingo_stand(Reader& reader);
std::unique_ptr<Activity> read_heel_raise(Reader& reader);
std::unique_ptr<Activity> read_knee_extension(Reader& reader);
std::unique_ptr<Activity> read_knee_to_chest(Reader& reader);
std::unique_ptr<Activity> read_seated_marching(Reader& reader);
std::unique_ptr<Activity> read_toe_taps(Reader& reader);
std::unique_ptr<Activity> read_side_leg_raise(Reader& reader);

}  // namespace steppage
