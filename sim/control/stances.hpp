// Repetitions on one leg: when the weight shifts, and what becomes of each.
#pragma once

#include <optional>
#include <vector>

#include "control/repetitions.hpp"
#include "core/instant.hpp"

namespace steppage {

struct Stance {
  /// What the foot does that is to be lifted.
  enum class Foot { kOnFloor, kFree, kBack };
  RepCue cue;       // as late as the foot was lifted
  RoundTrip shift;  // of the weight
  Foot foot = Foot::kOnFloor;
  Time in_air{};   // how long the foot has carried nothing
  Time dragged{};  // how long it has carried something although it was to leave the floor
  std::optional<Time> put_down = {};  // balance was lost
  std::vector<double> lost_rad = {};  // joints then, as Layout::joints
  bool has_given_up = false;
  Eigen::Vector2d way_m = {};  // from between the feet to where the weight is to be
};

/// One a cue, whose side is that of the foot that is lifted.
std::vector<Stance> plan_stances(const std::vector<RepCue>& cues);

inline double sign(Side side) { return side == Side::kLeft ? 1 : -1; }  // left is positive
/// Middle (m) of a sole without the toes.
Eigen::Vector2d middle(const std::vector<SolePoint>& sole);
bool is_flat(const std::vector<SolePoint>& sole);
/// How far the pelvis is up on its left side (rad).
double obliquity(const Eigen::Vector4d& pelvis_quaternion);

}  // namespace steppage
