#pragma once

#include <memory>

#include "control/activities.hpp"

namespace steppage {

inline constexpr Range kWalkingSpeeds_m_s = {0.3, 1.6}, kWalkingDurations_s = {1, 3600};

std::unique_ptr<Activity> read_walk(Reader& reader);

}  // namespace steppage
