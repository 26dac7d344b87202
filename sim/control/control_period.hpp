#pragma once

#include "core/time.hpp"

namespace steppage {

/// The nervous system's step: activities and impairments act this often, a whole number of physics
/// steps apart.
inline constexpr Time kControlPeriod{5000};

}  // namespace steppage
