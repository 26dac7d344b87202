// Standing up from a chair and sitting down again.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_sit_to_stand(Reader& reader);

}  // namespace steppage
