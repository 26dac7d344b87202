// Of a plan, the walk.
#pragma once

#include "control/activities/walk.hpp"
#include "trial/plan.hpp"

namespace steppage {

/// Of a plan whose activity walks.
WalkSettings walk_of(const Plan& plan);

/// That of the plan's patient at the speed of the start.
Gait gait_of(const Plan& plan);

}  // namespace steppage
