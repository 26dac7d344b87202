// One frozen moment of the patient; every member belongs to the same time.
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>
#include <vector>

#include "core/side.hpp"
#include "core/time.hpp"

namespace steppage {

/// Names behind the indices of an Instant and a Drive. Constant for a built patient.
struct Layout {
  std::vector<std::string> joints;           // e.g. "right_knee_flexion", positive as named
  std::vector<std::string> muscles = {};     // e.g. "right_VAS"
  std::vector<std::string> arm_joints = {};  // held by torque servos: "right_elbow_flexion"
  std::vector<std::string> imu_sites = {};   // e.g. "right_shank"
  Eigen::Vector2d floor_velocity_m_s = Eigen::Vector2d::Zero();  // of a treadmill's belt, world
  double body_weight_support_n = 0;                              // upwards, of a harness
  Side cane = Side::kUnknown;                                    // the hand that holds one
  PerSide<bool> moves_along = {false, false};                    // what that hand holds
  bool has_walker = false;                                       // in both hands
};

/// Index of a name in one of the lists of a Layout, or -1.
int find_index(const std::vector<std::string>& names, std::string_view name);
/// The same of a name that is there.
size_t index_of(const std::vector<std::string>& names, std::string_view name);
/// Index in Layout::joints of that side's "knee_flexion".
size_t joint_index(const Layout& layout, Side side, std::string_view part);

/// What an ideal inertial sensor at a site would read, in the sensor's frame.
struct IdealImu {
  Eigen::Vector3d accel_m_s2 = Eigen::Vector3d::Zero();
  Eigen::Vector3d gyro_rad_s = Eigen::Vector3d::Zero();
};

struct MuscleState {
  double activation = 0;    // 0 to 1
  double fibre_length = 0;  // in optimal fibre lengths
  double force_n = 0;       // tendon force, pulling is positive
};

/// The patient's momentum and all that acts on it from outside, world frame.
struct Balance {
  double mass_kg = 0;
  Eigen::Vector3d com_m = Eigen::Vector3d::Zero();
  Eigen::Vector3d linear_momentum = Eigen::Vector3d::Zero();   // kg m/s
  Eigen::Vector3d angular_momentum = Eigen::Vector3d::Zero();  // kg m2/s, about the centre of mass
  Eigen::Vector3d contact_force_n =
      Eigen::Vector3d::Zero();  // of the world: contacts, grasps, pushes
  Eigen::Vector3d contact_moment_nm = Eigen::Vector3d::Zero();  // about the centre of mass
};

/// Where one of the spheres under a foot is lowest.
struct SolePoint {
  int geom = 0;  // Model::geom_index
  int body = 0;  // Model::body_index
  bool is_toe = false;
  bool is_heel = false;
  double load_n = 0;                                  // vertical, of the floor
  Eigen::Vector3d place_m = Eigen::Vector3d::Zero();  // world
  double clearance_m = 0;                             // above the floor or a ridge on it
  bool is_on_patch = false;                           // touches a slippery patch
};

/// Of all points, on the floor.
Eigen::Vector2d middle_m(const std::vector<SolePoint>& sole);

/// What a hand holds: a support that carries the patient, or a part of the patient that it helps.
enum class Held { kNothing, kWorld, kOwnBody };

struct Instant {
  Time time{};
  Eigen::Vector3d pelvis_position_m = Eigen::Vector3d::Zero();  // world: x forward, y left, z up
  Eigen::Vector4d pelvis_quaternion = {1, 0, 0, 0};             // w x y z, pelvis to world
  Eigen::Vector3d pelvis_rate_rad_s = Eigen::Vector3d::Zero();  // in the pelvis's own axes
  std::vector<double> joint_angle_rad;                          // Layout::joints
  std::vector<double> joint_rate_rad_s;                         // Layout::joints
  std::vector<MuscleState> muscles;                             // Layout::muscles
  std::vector<IdealImu> imus;                                   // Layout::imu_sites
  PerSide<Eigen::Vector3d> ground_reaction_n;                   // on each foot, world frame
  PerSide<Eigen::Vector3d> centre_of_pressure_m;  // on each foot, world frame; 0 without contact
  PerSide<Held> held = {};                        // by each hand
  PerSide<Eigen::Vector3d> grasp_force_n = {Eigen::Vector3d::Zero(),   // of what a hand holds,
                                            Eigen::Vector3d::Zero()};  // on that hand
  PerSide<Eigen::Vector3d> grip_m = {Eigen::Vector3d::Zero(),   // where the hand holds it, world;
                                     Eigen::Vector3d::Zero()};  // 0 of hands that never hold
  Eigen::Vector3d cane_force_n = Eigen::Vector3d::Zero();  // of the floor on the cane's tip, world
  Eigen::Vector3d cane_tip_m = Eigen::Vector3d::Zero();    // world
  Eigen::Vector3d walker_position_m = Eigen::Vector3d::Zero();  // on the floor, below the hands
  Eigen::Vector4d walker_quaternion = {1, 0, 0, 0};             // w x y z, walker to world
  /// What the own hands do for the limbs of each side, and the other foot, from below, for its
  /// foot.
  PerSide<double> assisted_n;
  PerSide<std::vector<SolePoint>> soles;
  double dynamometer_torque_nm = 0;  // of the machine on the joint that it turns, positive as named
  Eigen::Vector3d push_n = Eigen::Vector3d::Zero();  // declared, on the trunk, world frame
  double pelvis_height_m = 0;                        // above the floor
  double trunk_tilt_rad = 0;                         // of the trunk's long axis from the vertical
  bool has_fallen = false;  // anything but feet, hands, cane touches the floor
  bool lies = false;        // pelvis, trunk or head touches it
  Balance balance;
};

}  // namespace steppage
