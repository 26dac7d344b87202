// An angle beyond which something happens to a joint.
#pragma once

#include "scenario/reader.hpp"

namespace steppage {

struct Limit {
  bool above = true;  // beyond is above the angle, else below it
  double angle_rad = 0;
  /// How far an angle is beyond; negative on this side.
  double beyond_rad(double joint_rad) const {
    return above ? joint_rad - angle_rad : angle_rad - joint_rad;
  }
};

/// Reads "above_deg" or "below_deg", one of which is required.
Limit read_limit(Reader& reader);

}  // namespace steppage
