// Quiet standing, free or with a hand on a support.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_stand(Reader& reader);

}  // namespace steppage
