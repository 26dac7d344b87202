// Standing: the weight goes to one foot and back, to the toes, to the heels.
#pragma once

#include "control/activities.hpp"

namespace steppage {

std::unique_ptr<Activity> read_weight_shift(Reader& reader);

}  // namespace steppage
