// Seated knee extension: one leg is extended to a soft bend, held, and lowered slowly.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_knee_extension(Reader& reader);

}  // namespace steppage
