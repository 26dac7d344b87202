// What happens to a walker from outside: the ground, and pushes.
#pragma once

#include <vector>

#include "core/push.hpp"
#include "core/trial.hpp"
#include "physics/body_spec.hpp"
#include "scenario/reader.hpp"

namespace steppage {

struct Surroundings {
  Floor floor;
  bool treadmill = false;  // at the speed that is asked for; its belt has no end
  std::vector<Push> pushes;

  /// Lays the floor, puts who walks on a slope down on it, and sets the belt going below who is to
  /// walk at that speed.
  void surround(BodySpec& body, Posture& posture, double speed_m_s) const;
  /// The pushes that begin before `end`, as truth is to label them.
  std::vector<Interval> episodes(Time end) const;
};

/// `is_steady`: under way, straight on, at one speed. The settings "surface", "slope_deg",
/// "cross_slope_deg", "slips", "obstacles" and "pushes".
Surroundings read_surroundings(Reader& activity, bool is_steady);

}  // namespace steppage
