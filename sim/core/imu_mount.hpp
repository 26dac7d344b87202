// How an inertial sensor is worn.
#pragma once

#include <Eigen/Core>

namespace steppage {

struct ImuMount {
  double mass_kg = 0.012;
  bool soft = false;  // on a strap over soft tissue instead of rigidly on the bone
  Eigen::Vector3d offset_m = Eigen::Vector3d::Zero();  // from the site, in the segment's frame
  bool operator==(const ImuMount&) const = default;
};

}  // namespace steppage
