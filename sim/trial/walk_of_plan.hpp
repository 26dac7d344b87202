// Of a plan, the walk.
#pragma once

#include <string>
#include <vector>

#include "control/activities/walk.hpp"
#include "trial/plan.hpp"

namespace steppage {

/// Of a plan whose activity walks.
WalkSettings walk_of(const Plan& plan);

/// That of the plan's patient at the speed of the start.
Gait gait_of(const Plan& plan);

/// Gains as a search knows them: numbers in the order of walking_gains(), and as many again for
/// what is uneven.
Eigen::VectorXd values_of(const Gait& gait);
/// `gait` with the gains that those numbers are; without the second half what is uneven stays.
Gait with_values(Gait gait, const Eigen::VectorXd& values);

/// Changes of a scenario ("/pointer=value") with which its patient walks in this way.
std::vector<std::string> changes_to(const WalkingGains& gains, const std::string& key);
std::vector<std::string> changes_to(const Gait& gait);

}  // namespace steppage
