// The first step from standing.
#pragma once

#include <memory>

#include "control/activities.hpp"

namespace steppage {

/// Stands, then brings the weight forward and over the right foot; once the left one is light,
/// `walking` takes over.
std::unique_ptr<Performance> set_off(const Model& model, const Posture& standing, uint64_t seed,
                                     std::unique_ptr<Performance> walking);

}  // namespace steppage
