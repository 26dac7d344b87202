// Seated: legs, trunk and arms move irregularly, as of somebody who waits.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_fidget(Reader& reader);

}  // namespace steppage
