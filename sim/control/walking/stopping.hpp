// The last step.
#pragma once

#include <memory>

#include "control/activities.hpp"

namespace steppage {

/// Who is to stop slows down to this first (m/s).
inline constexpr double kStopsFrom_m_s = 0.6;

/// `walking`, until after `at` one leg carries a body that falls no further than its foot reaches;
/// then puts the other foot down beside it and stands.
std::unique_ptr<Performance> stop(const Model& model, Time at, uint64_t seed,
                                  std::unique_ptr<Performance> walking);

}  // namespace steppage
