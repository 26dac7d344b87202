// What a built patient is made of, in one posture.
#pragma once

#include <Eigen/Core>
#include <map>
#include <string>
#include <vector>

namespace steppage {

struct SegmentDescription {
  std::string name;
  double mass_kg = 0;
  Eigen::Vector3d com_m = Eigen::Vector3d::Zero();  // in the segment's frame
};

struct JointDescription {
  std::string name;
  std::string segment;                             // that it moves
  Eigen::Vector3d axis = Eigen::Vector3d::Zero();  // in that segment's frame; rotation is positive
  Eigen::Vector3d centre_m = Eigen::Vector3d::Zero();  // likewise
  double least_rad = 0, most_rad = 0;
  double angle_rad = 0;
};

/// Force and fibre are those along the tendon: pennation is folded in.
struct MuscleDescription {
  std::string name;
  double max_force_n = 0;
  double optimal_fibre_m = 0;
  double tendon_slack_m = 0;
  double active_scale = 1;   // share of the contractile force that is left
  double passive_scale = 1;  // share of the passive force
  double path_m = 0;
  std::map<std::string, double> moment_arm_m;  // by joint crossed: -dpath/dangle
};

struct BodyDescription {
  double mass_kg = 0;
  std::vector<SegmentDescription> segments;
  std::vector<JointDescription> joints;
  std::vector<MuscleDescription> muscles;
};

}  // namespace steppage
