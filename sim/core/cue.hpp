// A repetition that is asked for: what, when, and how far.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/side.hpp"
#include "core/time.hpp"

namespace steppage {

/// What tells how much of a repetition was done.
enum class Measure {
  kJointAngle,  // how far the joint came on its way from rest to the target
  kHeelUp,      // the same of an ankle, while the heel of the cue's side is off the floor
  // The same, while the other foot carries nothing; no more than the share of the time from start
  // to down in which it did not.
  kHeelUpOnOneLeg,
  kReturn,      // how far it came from rest and went back: on its way out a limb may just drop
  kStanceHeld,  // how long the foot of the cue's side carried nothing, of the time from top to down
};

/// The joint is asked to move from rest to `target_rad` and back between `start` and `end`. Cues
/// may overlap in time: both heels rise together, with one cue a side.
struct RepCue {
  std::string exercise;
  int number = 0;  // 1, 2, ... per side
  Side side = Side::kUnknown;
  Time start{};                         // the movement out begins
  Time top{};                           // the target is to be reached
  Time down{};                          // the movement back begins
  Time end{};                           // rest is to be reached
  std::string joint;                    // its angle is the measure of the repetition
  double target_rad = 0;                // of a full repetition, also where `reach` is less
  std::optional<double> rest_rad = {};  // absent: the angle at the start
  double reach = 1;                     // share of the way that the patient means to go
  double overshoot = 0;                 // share of the way that it swings beyond at the top
  Time pause{};                         // it stops halfway for so long on the way out
  Measure measure = Measure::kJointAngle;
  std::string compensation = "none";      // how the patient helps or cheats
  std::vector<std::string> trained = {};  // muscles ("VAS"); in the trunk those of both sides
  bool asked_for = true;                  // false: the patient lost count and added it
  bool operator==(const RepCue&) const = default;
};

}  // namespace steppage
