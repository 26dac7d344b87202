// Where the patient is placed at the start.
#pragma once

#include <Eigen/Core>
#include <map>
#include <string>

namespace steppage {

/// Joints that are not named are at zero.
struct Posture {
  Eigen::Vector3d pelvis_position_m = Eigen::Vector3d::Zero();
  Eigen::Vector4d pelvis_quaternion = {1, 0, 0, 0};  // w x y z
  std::map<std::string, double> joint_angle_rad;
  bool operator==(const Posture&) const = default;
};

}  // namespace steppage
