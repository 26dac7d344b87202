#include "study/linear_feedback.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/check.hpp"
#include "core/median.hpp"

namespace steppage {
namespace {

constexpr int kMostIterations = 5000;
constexpr double kSettled = 1e-10;  // relative change

}  // namespace

std::vector<Transition> without_outliers(std::span<const Transition> seen, double most) {
  CHECK(!seen.empty());
  const Eigen::Index states = seen.front().state.size();
  const auto median_of = [&](auto&& value) {
    std::vector<double> values(seen.size());
    std::transform(seen.begin(), seen.end(), values.begin(), value);
    return median(std::move(values));
  };
  Eigen::VectorXd middle(states), distance(states);
  for (Eigen::Index i = 0; i < states; ++i) {
    middle[i] = median_of([&](const Transition& step) { return step.state[i]; });
    distance[i] =
        median_of([&](const Transition& step) { return std::fabs(step.state[i] - middle[i]); });
  }
  std::vector<Transition> kept;
  for (const Transition& step : seen)
    if (((step.state - middle).cwiseAbs().array() <= most * distance.array()).all() &&
        ((step.next - middle).cwiseAbs().array() <= 2 * most * distance.array()).all())
      kept.push_back(step);
  return kept;
}

LinearSteps identify(std::span<const Transition> seen, const FeedbackAims& aims, double prior) {
  CHECK(!seen.empty());
  const Eigen::Index states = aims.wander.size(), inputs = aims.most.size();
  const auto count = static_cast<Eigen::Index>(seen.size());
  Eigen::MatrixXd x(count, states + inputs), y(count, states);
  for (Eigen::Index i = 0; i < count; ++i) {
    const Transition& step = seen[static_cast<size_t>(i)];
    x.row(i) << step.state.transpose(), step.input.transpose();
    y.row(i) = step.next.transpose();
  }
  Eigen::VectorXd unit(states + inputs);
  unit << (x.leftCols(states).colwise().squaredNorm() / static_cast<double>(count))
              .cwiseSqrt()
              .transpose(),
      aims.most;
  unit = unit.cwiseMax(1e-12);
  const Eigen::MatrixXd scaled = x * unit.cwiseInverse().asDiagonal();
  Eigen::MatrixXd normal = scaled.transpose() * scaled;
  normal.diagonal().array() += prior;
  const Eigen::MatrixXd found =
      unit.cwiseInverse().asDiagonal() * normal.ldlt().solve(scaled.transpose() * y);
  return {found.topRows(states).transpose(), found.bottomRows(inputs).transpose()};
}

std::vector<Eigen::MatrixXd> optimal_feedback(std::span<const LinearSteps> moments,
                                              const FeedbackAims& aims) {
  CHECK(!moments.empty());
  const Eigen::Index states = aims.wander.size(), inputs = aims.most.size();
  const Eigen::MatrixXd q = aims.wander.cwiseAbs2().cwiseInverse().asDiagonal();
  const Eigen::MatrixXd r = aims.most.cwiseAbs2().cwiseInverse().asDiagonal() *
                            Eigen::MatrixXd::Identity(inputs, inputs) * aims.effort *
                            static_cast<double>(states);
  std::vector<Eigen::MatrixXd> laws(moments.size());
  Eigen::MatrixXd p = q;
  for (int i = 0; i < kMostIterations; ++i) {
    Eigen::MatrixXd next = p;
    for (size_t moment = moments.size(); moment-- > 0;) {
      const Eigen::MatrixXd &a = moments[moment].a, &b = moments[moment].b;
      Eigen::MatrixXd& law = laws[moment];
      law = -(r + b.transpose() * next * b).ldlt().solve(b.transpose() * next * a);
      next = q + a.transpose() * next * (a + b * law);
      next = (next + next.transpose().eval()) / 2;
    }
    const double change = (next - p).norm() / next.norm();
    p = next;
    if (!std::isfinite(change)) break;
    if (change < kSettled) return laws;
  }
  return std::vector<Eigen::MatrixXd>(moments.size(), Eigen::MatrixXd::Zero(inputs, states));
}

}  // namespace steppage
