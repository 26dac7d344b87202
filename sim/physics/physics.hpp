// A body in motion. One step advances time and yields the frozen moment from which it started.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <string>
#include <vector>

#include "core/drive.hpp"
#include "core/instant.hpp"
#include "physics/body_spec.hpp"
#include "physics/model.hpp"

struct mjData_;

namespace steppage {

/// Everything that decides the future of a run: the engine's integration state.
struct SavedPhysics {
  std::vector<double> state;
  PerSide<bool> slipped;
  int64_t steps = 0;
  bool operator==(const SavedPhysics&) const = default;
};

/// The body as its nervous system may know it, linear in the activations around the last Instant:
///   inertia * acceleration = muscle * activation + other + contacts
/// a little later: tendons follow an activation with a lag, so part of their present force stays.
/// Flesh that carries is part of inertia and other, by the engine's own contact law; soles are told
/// apart, because they only push. Contacts of what is about to leave them are left out. Sizes: v
/// velocities (root translation 3 in the world, root rotation 3 in the pelvis, then joints), m
/// muscles.
struct Dynamics {
  /// Where a sole touches: three rows, along the normal first. The force along a row is
  /// force - stiffness * row' * acceleration.
  struct Contact {
    int geom = 0;  // of the patient
    Side side = Side::kUnknown;
    Eigen::Matrix<double, Eigen::Dynamic, 3> rows;  // v x 3
    Eigen::Vector3d stiffness, force;
  };
  Eigen::MatrixXd inertia;  // v x v
  Eigen::MatrixXd muscle;   // v x m, generalised force per unit activation
  Eigen::VectorXd other;    // v, all other generalised forces
  Eigen::MatrixXd com;      // v x 3, velocity of the centre of mass per unit velocity, transposed
  std::vector<Contact> soles;
};

/// What is about to leave its contacts.
struct Released {
  std::vector<int> bodies;  // Model::body_index
  std::vector<int> geoms;   // Model::geom_index
};

class Physics {
 public:
  Physics(const Model& model, const Posture& posture);

  /// Muscles silent, arms held where they are.
  Drive idle() const;
  /// Applies the drive for one time step; returns the moment at the start of that step.
  const Instant& step(const Drive& drive);
  /// Pushes the trunk at its centre of mass with that force (world) from the next step on.
  void push_trunk(const Eigen::Vector3d& force_n);
  /// Fills `dynamics` for the Instant that the last step returned, without the contacts of what is
  /// `released`.
  void linearise(Dynamics& dynamics, const Released& released) const;

  /// How far beyond its present angle each joint of an arm has to aim for its hand to push with
  /// that force (N, world) on what it holds, besides the arm's own weight: rad, index as
  /// Layout::arm_joints, 0 for a hand that holds nothing of the world.
  std::vector<double> aim_to_push_rad(const PerSide<Eigen::Vector3d>& force_n) const;
  /// The same to carry the weight of an arm whose hand holds something of the world.
  std::vector<double> aim_to_carry_arms_rad() const;

  /// The same of the arm that holds a cane, to push with that force at its tip (N, world) and to
  /// carry arm and cane; 0 of the other arm.
  std::vector<double> aim_to_push_cane_rad(const Eigen::Vector3d& force_n) const;

  /// The machine of a body on a dynamometer is at this angle now and turns at this rate.
  void turn_dynamometer(double angle_rad, double rate_rad_s);

  /// Index of a joint's velocity in Dynamics; joints as in Layout.
  int velocity_index(int joint) const;
  bool diverged() const { return !divergence_.empty(); }
  /// What the engine or the check for finite numbers said when the run diverged.
  const std::string& divergence() const { return divergence_; }
  const Model& model() const { return model_; }

  SavedPhysics save() const;
  void restore(const SavedPhysics& saved);

 private:
  struct Delete {
    void operator()(mjData_* data) const;
  };
  double hand_gap_m(const Grasp& grasp);
  void open_and_close_hands(const PerSide<bool>& hold);
  void remember_start();
  void fill_instant();
  void add_to_ground_reaction(Side side, const Eigen::Vector3d& place_m,
                              const Eigen::Vector3d& force_n);
  void fill_soles();
  double height_above_floor_m(const Eigen::Vector3d& place_m) const;
  void fill_grasps();
  void fill_balance();
  void check_for_divergence();

  const Model& model_;
  std::unique_ptr<mjData_, Delete> data_;
  Instant now_;
  std::vector<double> start_;  // positions, velocities, activations at the start of the step
  PerSide<bool> slipped_;      // hands that have to open before they hold again
  std::string divergence_;
  int64_t steps_ = 0;
};

}  // namespace steppage
