// Sitting still on a chair.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_sit(Reader& reader);

}  // namespace steppage
