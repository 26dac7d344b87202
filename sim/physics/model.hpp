// A compiled body: constant, shared by any number of runs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/instant.hpp"
#include "core/time.hpp"

struct mjModel_;

namespace steppage {

/// Places in the engine's arrays, resolved once from names.
struct Addresses {
  std::vector<int> joint_position;  // index as Layout::joints
  std::vector<int> joint_velocity;
  std::vector<int> muscle_actuator;  // index as Layout::muscles
  std::vector<int> muscle_fibre;     // activation follows
  std::vector<int> imu_accel;        // index as Layout::imu_sites
  std::vector<int> imu_gyro;
  PerSide<int> foot_force;  // contact force of the world on the foot
  int com = 0;
  int linear_momentum = 0;  // velocity of the centre of mass
  int angular_momentum = 0;
  int root_body = 0;
};

class Model {
 public:
  /// Takes the compiled model. `imu_sites` in the order of the sensors that were added.
  Model(mjModel_* model, std::vector<std::string> imu_sites);

  static std::string engine_version();

  Time timestep() const;
  double mass_kg() const;
  const Layout& layout() const { return layout_; }
  const Addresses& addresses() const { return addresses_; }
  const mjModel_& engine() const { return *model_; }
  /// Index of a body; -1 when there is none of that name.
  int body_index(const std::string& body) const;
  /// A hash of everything the engine computes with, as 16 hexadecimal digits.
  std::string hash() const;

 private:
  struct Delete {
    void operator()(mjModel_* model) const;
  };
  std::unique_ptr<mjModel_, Delete> model_;
  Layout layout_;
  Addresses addresses_;
};

}  // namespace steppage
