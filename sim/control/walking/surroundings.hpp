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
  std::vector<Push> pushes;

  /// Lays the floor, and puts who walks on a slope down on it.
  void surround(BodySpec& body, Posture& posture) const;
  /// The pushes that begin before `end`, as truth is to label them.
  std::vector<Interval> episodes(Time end) const;
};

/// The settings "surface", "slope_deg", "cross_slope_deg", "slips", "obstacles" and "pushes".
Surroundings read_surroundings(Reader& activity);

}  // namespace steppage
