#include "control/muscle_controller.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace steppage {
namespace {

constexpr double kRestTone = 0.01;            // least activation: keeps fibres off the slack end
constexpr double kRelaxed = 1.1 * kRestTone;  // most of a muscle that rests: more than the least
// Weight of a change since the last control period, found by trial: contacts that come and go shall
// not jolt the body.
constexpr double kSmoothness = 1000;

// A healthy muscle has answered after this many periods (80 ms; it rises in 10 to 20).
constexpr Eigen::Index kAnswerPeriods = 16;
constexpr double kAnswerRate = 0.1;    // of a period: within 50 ms
constexpr double kLeastAsked = 0.05;   // below, an answer cannot be told from none
constexpr double kLeastAnswer = 0.02;  // who is asked again may answer again

constexpr int kAttempts = 3;  // at most, to find the contacts that stay
constexpr double kMostPull_n = 1;

}  // namespace

MuscleController::MuscleController(const Model& model)
    : qp_(static_cast<int>(model.layout().muscles.size())) {
  const auto count = static_cast<Eigen::Index>(model.layout().muscles.size());
  low_ = Eigen::VectorXd::Constant(count, kRestTone);
  high_.resize(count);
  activation_ = low_;
  asked_.setConstant(count, kAnswerPeriods, kRestTone);
  answer_.setOnes(count);
  shortfall_.setZero(model.velocity_count());
}

const Eigen::VectorXd& MuscleController::solve(const Physics& physics, const Instant& now,
                                               const Goal& goal) {
  feel_answers(now);
  physics.linearise(dynamics_, goal.released);
  high_.setOnes();
  for (const int velocity : goal.relaxed)
    for (Eigen::Index i = 0; i < high_.size(); ++i)
      if (dynamics_.muscle(velocity, i) != 0) high_[i] = kRelaxed;
  dynamics_.muscle *= answer_.asDiagonal();
  const Eigen::VectorXd last = activation_;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    linear_term_ = -kSmoothness * last;
    solve_with_contacts(goal);
    if (!let_go_of_pulling()) break;
  }
  asked_.col(period_) = activation_;
  period_ = (period_ + 1) % kAnswerPeriods;
  return activation_;
}

void MuscleController::feel_answers(const Instant& now) {
  for (Eigen::Index i = 0; i < answer_.size(); ++i) {
    const double asked = asked_.row(i).minCoeff();
    if (asked < kLeastAsked) continue;
    const double answer =
        std::clamp(now.muscles[static_cast<size_t>(i)].activation / asked, kLeastAnswer, 1.0);
    answer_[i] += kAnswerRate * (answer - answer_[i]);
  }
}

void MuscleController::solve_with_contacts(const Goal& goal) {
  inertia_ = dynamics_.inertia;
  other_ = dynamics_.other + goal.load;
  for (const Dynamics::Contact& contact : dynamics_.soles) {
    inertia_.noalias() += contact.rows * contact.stiffness.asDiagonal() * contact.rows.transpose();
    other_.noalias() += contact.rows * contact.force;
  }
  const Eigen::LLT<Eigen::MatrixXd> inertia(inertia_);
  response_ = inertia.solve(dynamics_.muscle);
  unasked_ = inertia.solve(other_);
  missing_ = goal.acceleration - unasked_;
  const Eigen::VectorXd root_weight = goal.weight.cwiseSqrt();
  const Eigen::Vector3d com_weight = goal.com_weight.cwiseSqrt();
  const Eigen::Index rows = missing_.size();
  const auto loads = static_cast<Eigen::Index>(goal.loads.size());
  weighted_.setZero(rows + 3 + loads, activation_.size());
  weighted_.topRows(rows) = root_weight.asDiagonal() * response_;
  weighted_.middleRows<3>(rows) =
      com_weight.asDiagonal() * (dynamics_.com.transpose() * response_).eval();
  weighted_gap_.setZero(rows + 3 + loads);
  weighted_gap_.head(rows) = root_weight.cwiseProduct(missing_);
  weighted_gap_.segment<3>(rows) =
      com_weight.cwiseProduct(goal.com_acceleration - dynamics_.com.transpose() * unasked_);
  leave_to_own_muscles(goal);
  add_load_rows(goal);
  hessian_.setZero(activation_.size(), activation_.size());
  hessian_.selfadjointView<Eigen::Lower>().rankUpdate(weighted_.transpose());
  hessian_.diagonal().array() += goal.effort + kSmoothness;
  gradient_ = linear_term_ - weighted_.transpose() * weighted_gap_;
  // The engine reads rows: the lower triangle of its matrix is the upper one of ours.
  hessian_.triangularView<Eigen::StrictlyUpper>() = hessian_.transpose();
  qp_.solve(hessian_, gradient_, low_, high_, activation_);
  shortfall_ = missing_ - response_ * activation_;
}

// Nobody kicks with one leg to lift the other: what muscles elsewhere do to the joint is reckoned
// with as it was in the control period before, not made use of.
void MuscleController::leave_to_own_muscles(const Goal& goal) {
  for (const int velocity : goal.own)
    for (Eigen::Index i = 0; i < activation_.size(); ++i)
      if (dynamics_.muscle(velocity, i) == 0) {
        weighted_gap_[velocity] -= weighted_(velocity, i) * activation_[i];
        weighted_(velocity, i) = 0;
      }
}

void MuscleController::add_load_rows(const Goal& goal) {
  Eigen::Index row = unasked_.size() + 3;
  for (const LoadWish& wish : goal.loads) {
    double gap = wish.load_n;
    Eigen::VectorXd normals = Eigen::VectorXd::Zero(unasked_.size());
    for (const Dynamics::Contact& contact : dynamics_.soles) {
      if (std::find(wish.geoms.begin(), wish.geoms.end(), contact.geom) == wish.geoms.end())
        continue;
      normals -= contact.stiffness[0] * contact.rows.col(0);
      gap -= contact.force[0];
    }
    const double root = std::sqrt(wish.weight);
    weighted_.row(row) = root * (normals.transpose() * response_);
    weighted_gap_[row] = root * (gap - normals.dot(unasked_));
    ++row;
  }
}

// The one of each foot that pulls most: without it the others may press.
bool MuscleController::let_go_of_pulling() {
  const Eigen::VectorXd acceleration = unasked_ + response_ * activation_;
  PerSide<const Dynamics::Contact*> worst = {nullptr, nullptr};
  PerSide<double> most_n = {kMostPull_n, kMostPull_n};
  for (const Dynamics::Contact& contact : dynamics_.soles) {
    const double pull_n =
        contact.stiffness[0] * contact.rows.col(0).dot(acceleration) - contact.force[0];
    if (pull_n <= most_n[contact.side]) continue;
    most_n[contact.side] = pull_n;
    worst[contact.side] = &contact;
  }
  const int left = worst.left ? worst.left->geom : -1, right = worst.right ? worst.right->geom : -1;
  return std::erase_if(dynamics_.soles, [&](const Dynamics::Contact& contact) {
           return contact.geom == left || contact.geom == right;
         }) > 0;
}

}  // namespace steppage
