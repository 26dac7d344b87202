#include "control/muscle_controller.hpp"

#include <Eigen/Cholesky>

namespace steppage {
namespace {

constexpr double kRestTone = 0.01;            // least activation: keeps fibres off the slack end
constexpr double kRelaxed = 1.1 * kRestTone;  // most of a muscle that rests: more than the least
// Weight of effort against squared acceleration errors of 1 rad/s2: small enough that goals within
// strength are met to 1 %, large enough that antagonists stay quiet.
constexpr double kEffort = 50;
// Weight of a change since the last control period, found by trial: contacts that come and go shall
// not jolt the body.
constexpr double kSmoothness = 1000;

}  // namespace

MuscleController::MuscleController(const Model& model)
    : qp_(static_cast<int>(model.layout().muscles.size())) {
  const auto count = static_cast<Eigen::Index>(model.layout().muscles.size());
  low_ = Eigen::VectorXd::Constant(count, kRestTone);
  high_.resize(count);
  activation_ = low_;
  shortfall_.setZero(model.velocity_count());
}

const Eigen::VectorXd& MuscleController::solve(const Physics& physics, const Goal& goal) {
  physics.linearise(dynamics_, goal.moving);
  const Eigen::LLT<Eigen::MatrixXd> inertia(dynamics_.inertia);
  response_ = inertia.solve(dynamics_.muscle);
  const Eigen::VectorXd unasked = inertia.solve(dynamics_.other + goal.load);
  const Eigen::VectorXd missing = goal.acceleration - unasked;
  const Eigen::VectorXd root_weight = goal.weight.cwiseSqrt();
  const Eigen::Vector3d com_weight = goal.com_weight.cwiseSqrt();
  const Eigen::Index rows = missing.size();
  weighted_.resize(rows + 3, activation_.size());
  weighted_.topRows(rows) = root_weight.asDiagonal() * response_;
  weighted_.bottomRows<3>() =
      com_weight.asDiagonal() * (dynamics_.com.transpose() * response_).eval();
  weighted_gap_.resize(rows + 3);
  weighted_gap_.head(rows) = root_weight.cwiseProduct(missing);
  weighted_gap_.tail<3>() =
      com_weight.cwiseProduct(goal.com_acceleration - dynamics_.com.transpose() * unasked);
  hessian_.setZero(activation_.size(), activation_.size());
  hessian_.selfadjointView<Eigen::Lower>().rankUpdate(weighted_.transpose());
  hessian_.diagonal().array() += kEffort + kSmoothness;
  gradient_ = -(weighted_.transpose() * weighted_gap_) - kSmoothness * activation_;
  // The engine reads rows: the lower triangle of its matrix is the upper one of ours.
  hessian_.triangularView<Eigen::StrictlyUpper>() = hessian_.transpose();
  high_.setOnes();
  for (const int velocity : goal.relaxed)
    for (Eigen::Index i = 0; i < high_.size(); ++i)
      if (dynamics_.muscle(velocity, i) != 0) high_[i] = kRelaxed;
  qp_.solve(hessian_, gradient_, low_, high_, activation_);
  shortfall_ = missing - response_ * activation_;
  return activation_;
}

}  // namespace steppage
