// A scenario, fully decided: what will be built and run.
#pragma once

#include "scenario/reader.hpp"

namespace steppage {

struct Plan;

}  // namespace steppage
