// Seated: down to the strap of the sensor on one shank, tug at it, and back.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_adjust_strap(Reader& reader);

}  // namespace steppage
