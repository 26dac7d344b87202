// From wished accelerations to muscle activations: one small quadratic programme per control step.
#pragma once

#include <Eigen/Core>

#include "physics/box_qp.hpp"
#include "physics/physics.hpp"

namespace steppage {

/// What parts of the soles are to carry together.
struct LoadWish {
  std::vector<int> geoms;  // Model::geom_index
  double load_n = 0;
  double weight = 0;
};

/// What the body should do at this moment. Sizes: v velocities, as in Dynamics.
struct Goal {
  Eigen::VectorXd acceleration;  // wished, rad/s2 (root translation m/s2)
  Eigen::VectorXd weight;        // 0: that velocity may do what it likes
  Eigen::VectorXd load;          // Nm (N) that seem to act on it from outside, to be pushed against
  Eigen::Vector3d com_acceleration = Eigen::Vector3d::Zero();  // of the centre of mass, m/s2
  Eigen::Vector3d com_weight = Eigen::Vector3d::Zero();
  std::vector<LoadWish> loads;
  Released released;         // is to leave its contacts
  std::vector<int> relaxed;  // velocities of joints whose muscles do nothing
  std::vector<int> own;      // velocities of joints that only the muscles across them shall move
  /// Weight of effort against squared acceleration errors of 1 rad/s2: small enough that goals
  /// within strength are met to 1 %, large enough that antagonists stay quiet.
  double effort = 50;
};

/// Chooses activations a in [low, 1] that minimise
///   sum_i weight_i (acceleration_i(a) - wished_i)^2 + effort |a|^2 + smoothness |a - last a|^2
/// (velocities and centre of mass alike),
/// where acceleration(a) comes from the linearised body with its present contacts. Soles only push:
/// a contact that would have to pull is let go and the programme solved again. A muscle is counted
/// on for as much as it has answered lately: who feels that a muscle fails does not brace the rest
/// of the body for its pull. No torque, no force
/// from outside: what muscles and contacts cannot do does not happen.
class MuscleController {
 public:
  explicit MuscleController(const Model& model);
  /// Activations, index as Layout::muscles; `now` is the Instant that `physics` stepped from last.
  const Eigen::VectorXd& solve(const Physics& physics, const Instant& now, const Goal& goal);

  /// What the last solution asked of a muscle, index as Layout::muscles.
  double asked(size_t muscle) const { return activation_[static_cast<Eigen::Index>(muscle)]; }
  /// What the last solution expects of one velocity, short of what was wished of it.
  double shortfall(int velocity) const { return shortfall_[velocity]; }

 private:
  void feel_answers(const Instant& now);
  void solve_with_contacts(const Goal& goal);
  bool let_go_of_pulling();
  void add_load_rows(const Goal& goal);
  void leave_to_own_muscles(const Goal& goal);

  Dynamics dynamics_;
  Eigen::MatrixXd inertia_;  // with the soles' contacts
  Eigen::VectorXd other_, unasked_, missing_;
  Eigen::MatrixXd response_;      // v x m, acceleration per unit activation
  Eigen::MatrixXd weighted_;      // v + 3 x m, the same and the centre of mass, times root weight
  Eigen::VectorXd weighted_gap_;  // v + 3, what the muscles are to add, times root weight
  Eigen::MatrixXd hessian_;
  Eigen::VectorXd linear_term_, gradient_, low_, high_, activation_, shortfall_;
  Eigen::MatrixXd asked_;   // m x the control periods in which a muscle must have answered
  Eigen::VectorXd answer_;  // share of what it is asked for that a muscle gives
  Eigen::Index period_ = 0;
  BoxQp qp_;
};

}  // namespace steppage
