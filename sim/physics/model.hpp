// A compiled body: constant, shared by any number of runs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/instant.hpp"
#include "core/time.hpp"
#include "physics/posture.hpp"

struct mjModel_;

namespace steppage {

/// Names under which grasps and the laboratory's rig are found.
inline constexpr const char* kGrasp = "grasp";
inline constexpr const char* kGraspPoint = "grasp_point";
inline constexpr const char* kGraspLimit = "grasp_limit_n";
inline constexpr const char* kDynamometer = "dynamometer";

/// A hand and the one point that it can hold.
struct Grasp {
  int equality = -1;  // -1: that hand can hold nothing
  int grip = -1;      // the hand's site
  int point = -1;     // the site that it holds
  double limit_n = 0;
  Held held = Held::kNothing;  // while it holds
  Side limb = Side::kUnknown;  // of the own body: whose it holds
};

/// Places in the engine's arrays, resolved once from names.
struct Addresses {
  std::vector<int> joint_position;  // index as Layout::joints
  std::vector<int> joint_velocity;
  std::vector<int> muscle_actuator;  // index as Layout::muscles
  std::vector<int> muscle_fibre;     // activation follows
  std::vector<int> imu_accel;        // index as Layout::imu_sites
  std::vector<int> imu_gyro;
  std::vector<int> arm_control;  // index as Layout::arm_joints
  std::vector<int> arm_force;
  std::vector<int> arm_velocity;
  std::vector<double> arm_stiffness_nm_rad;
  PerSide<int> foot_force;         // contact force of the world on the foot, then its centre
  PerSide<std::vector<int>> sole;  // geoms
  PerSide<Grasp> grasp;            // by hand
  int dynamometer = -1;            // equality constraint, -1: no dynamometer
  int dynamometer_position = 0;    // of the machine
  int dynamometer_velocity = 0;
  int com = 0;
  int linear_momentum = 0;  // velocity of the centre of mass
  int angular_momentum = 0;
  int root_body = 0;
  int trunk_body = 0;
  int floor = 0;            // geom
  int cane_tip = -1;        // likewise; -1: no cane
  int walker = -1;          // position of its free joint; -1: no walker
  int supported_body = 0;   // by a harness; 0: none
  std::vector<int> ridges;  // likewise
};

/// What of the patient touches the floor: anything but feet, hands and what hands hold is a fall.
enum class FloorPart { kFoot, kToes, kHand, kOther };

class Model {
 public:
  /// Takes the compiled model. `imu_sites` in the order of the sensors that were added.
  Model(mjModel_* model, std::vector<std::string> imu_sites);

  static std::string engine_version();

  Time timestep() const;
  double mass_kg() const;
  /// Positions of the engine (mjData::qpos) with the patient in that posture, all else at rest.
  std::vector<double> positions(const Posture& posture) const;
  /// Velocities likewise (mjData::qvel).
  std::vector<double> velocities(const Posture& posture) const;
  /// Activation variables of the engine at the start: muscles have a little tone, without which
  /// tendons would hang slack; fibres at equilibrium.
  std::vector<double> resting_muscles() const;
  /// Controls of the engine that keep the arms as in the posture, muscles silent.
  std::vector<double> holding_arms(const Posture& posture) const;
  /// Size of the vectors of Dynamics.
  int velocity_count() const;
  const Layout& layout() const { return layout_; }
  const Addresses& addresses() const { return addresses_; }
  const mjModel_& engine() const { return *model_; }
  bool is_sole(int geom) const {
    return floor_part(geom) == FloorPart::kFoot || floor_part(geom) == FloorPart::kToes;
  }
  /// The floor, a patch of it, or a ridge on it.
  bool is_floor(int geom) const;
  bool is_patch(int geom) const;
  FloorPart floor_part(int geom) const { return floor_part_[static_cast<size_t>(geom)]; }
  /// Whose limb a geom is part of; kUnknown for pelvis, trunk and the world.
  Side side(int geom) const { return side_[static_cast<size_t>(geom)]; }
  /// Index of a body; -1 when there is none of that name.
  int body_index(const std::string& body) const;
  int geom_index(const std::string& geom) const;
  /// A hash of everything the engine computes with, as 16 hexadecimal digits.
  std::string hash() const;

 private:
  void carry_along(const Grasp& grasp, const Eigen::Vector3d& velocity_m_s,
                   std::vector<double>& qvel) const;

  struct Delete {
    void operator()(mjModel_* model) const;
  };
  std::unique_ptr<mjModel_, Delete> model_;
  Layout layout_;
  Addresses addresses_;
  std::vector<FloorPart> floor_part_;  // of each geom
  std::vector<Side> side_;             // likewise
};

}  // namespace steppage
