// Where the patient is placed at the start.
#pragma once

#include <Eigen/Core>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace steppage {

/// Joints that are not named are at zero.
struct Posture {
  Eigen::Vector3d pelvis_position_m = Eigen::Vector3d::Zero();
  Eigen::Vector4d pelvis_quaternion = {1, 0, 0, 0};  // w x y z
  std::map<std::string, double> joint_angle_rad;
  // Who is already under way has a speed; joints that are not named have none.
  Eigen::Vector3d pelvis_velocity_m_s = Eigen::Vector3d::Zero();
  std::map<std::string, double> joint_rate_rad_s = {};
  double angle_rad(const std::string& joint) const {
    const auto found = joint_angle_rad.find(joint);
    return found == joint_angle_rad.end() ? 0 : found->second;
  }
  std::vector<double> angles_rad(const std::vector<std::string>& joints) const {
    std::vector<double> angles;
    for (const std::string& joint : joints) angles.push_back(angle_rad(joint));
    return angles;
  }
  /// Of the walker in both hands, where that is not at its start: position (m), then quaternion
  /// w x y z.
  std::optional<Eigen::Vector<double, 7>> walker = {};
  bool operator==(const Posture&) const = default;
};

}  // namespace steppage
