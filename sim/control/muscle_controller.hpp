// From wished accelerations to muscle activations: one small quadratic programme per control step.
#pragma once

#include <Eigen/Core>

#include "physics/box_qp.hpp"
#include "physics/physics.hpp"

namespace steppage {

/// What the body should do at this moment. Sizes: v velocities, as in Dynamics.
struct Goal {
  Eigen::VectorXd acceleration;  // wished, rad/s2 (root translation m/s2)
  Eigen::VectorXd weight;        // 0: that velocity may do what it likes
  Eigen::VectorXd load;          // Nm (N) that seem to act on it from outside, to be pushed against
  Eigen::Vector3d com_acceleration = Eigen::Vector3d::Zero();  // of the centre of mass, m/s2
  Eigen::Vector3d com_weight = Eigen::Vector3d::Zero();
  std::vector<int> moving;   // bodies that are to leave their contacts (Model::body_index)
  std::vector<int> relaxed;  // velocities of joints whose muscles do nothing
};

/// Chooses activations a in [low, 1] that minimise
///   sum_i weight_i (acceleration_i(a) - wished_i)^2 + effort |a|^2 + smoothness |a - last a|^2
/// (velocities and centre of mass alike),
/// where acceleration(a) comes from the linearised body with its present contacts. No torque, no
/// force from outside: what muscles and contacts cannot do does not happen.
class MuscleController {
 public:
  explicit MuscleController(const Model& model);
  /// Activations, index as Layout::muscles; from the Instant that `physics` stepped from last.
  const Eigen::VectorXd& solve(const Physics& physics, const Goal& goal);

  /// What the last solution expects of one velocity, short of what was wished of it.
  double shortfall(int velocity) const { return shortfall_[velocity]; }

 private:
  Dynamics dynamics_;
  Eigen::MatrixXd response_;      // v x m, acceleration per unit activation
  Eigen::MatrixXd weighted_;      // v + 3 x m, the same and the centre of mass, times root weight
  Eigen::VectorXd weighted_gap_;  // v + 3, what the muscles are to add, times root weight
  Eigen::MatrixXd hessian_;
  Eigen::VectorXd gradient_, low_, high_, activation_, shortfall_;
  BoxQp qp_;
};

}  // namespace steppage
