// A repetition that is asked for: what, when, and how far.
#pragma once

#include <string>

#include "core/side.hpp"
#include "core/time.hpp"

namespace steppage {

/// The joint is asked to move from rest to `target_rad` and back between `start` and `end`.
struct RepCue {
  std::string exercise;
  int number = 0;  // 1, 2, ... per side
  Side side = Side::kUnknown;
  Time start{};       // the movement out begins
  Time top{};         // the target is to be reached
  Time down{};        // the movement back begins
  Time end{};         // rest is to be reached
  std::string joint;  // its angle is the measure of the repetition
  double target_rad = 0;
  bool operator==(const RepCue&) const = default;
};

}  // namespace steppage
