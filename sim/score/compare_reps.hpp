// The part of compare() that is about repetitions.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "score/compare.hpp"

namespace steppage {

/// What the device counted, by end; without a side: on any side. Each end counts one repetition,
/// which began at the last start of the same side since the end before.
std::vector<DetectedRep> detected_reps(std::span<const DeviceEvent> events,
                                       std::optional<Side> side);

/// Both, left, right; a scope in which nobody was asked, moved or counted is left out.
std::vector<RepComparison> compare_reps(const Trial& trial, bool has_device);

}  // namespace steppage
