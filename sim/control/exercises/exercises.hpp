// The exercises, each in its own file.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_knee_extension(Reader& reader);
std::unique_ptr<Activity> read_seated_marching(Reader& reader);

}  // namespace steppage
