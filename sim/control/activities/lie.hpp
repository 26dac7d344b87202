// Lying still on a treatment table, on the back.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_lie(Reader& reader);

}  // namespace steppage
