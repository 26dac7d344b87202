// A home programme: exercises and postures one after the other, with rests, and pauses to change
// the posture.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_session(Reader& reader);

}  // namespace steppage
