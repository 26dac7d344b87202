#include "study/cma_es.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>
#include <string>

#include "core/check.hpp"
#include "core/portable_math.hpp"
#include "core/random.hpp"

namespace steppage {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// The covariance's condition is held below the square of what a double resolves.
constexpr double kSmallestAxis = 1e-10;  // of the longest

double mirrored(double x, double low, double high) {
  if (x >= low && x <= high) return x;
  if (std::isinf(high)) return low + (low - x);
  if (std::isinf(low)) return high - (x - high);
  const double width = high - low;
  const double phase = std::fmod(std::abs(x - low), 2 * width);
  return std::clamp(low + std::min(phase, 2 * width - phase), low, high);
}

CmaEsState first_state(const VectorXd& start, const VectorXd& step,
                       const SearchSettings& settings) {
  const Eigen::Index n = start.size();
  CHECK(n > 0 && step.size() == n && (step.array() > 0).all());
  CmaEsState state;
  state.population = settings.population != 0
                         ? settings.population
                         : 4 + static_cast<int>(3 * portable_log(static_cast<double>(n)));
  state.seed = settings.seed;
  state.start = start;
  state.step = step;
  state.low = settings.low.size() > 0 ? settings.low : VectorXd::Constant(n, -kInfinity);
  state.high = settings.high.size() > 0 ? settings.high : VectorXd::Constant(n, kInfinity);
  CHECK(state.low.size() == n && state.high.size() == n);
  CHECK((state.low.array() < state.high.array()).all());
  CHECK((start.array() >= state.low.array() && start.array() <= state.high.array()).all());
  state.mean = state.covariance_path = state.sigma_path = VectorXd::Zero(n);
  state.covariance = state.basis = MatrixXd::Identity(n, n);
  state.axes = VectorXd::Ones(n);
  return state;
}

// sqrt(c (2 - c) mu_eff): keeps the variance of a path whose steps are weighted means.
double path_gain(double c, double mu_eff) { return std::sqrt(c * (2 - c) * mu_eff); }

double squared_sum_over_squares(const VectorXd& weights) {
  return weights.sum() * weights.sum() / weights.squaredNorm();
}

}  // namespace

CmaEs::CmaEs(const VectorXd& start, const VectorXd& step, const SearchSettings& settings)
    : CmaEs(first_state(start, step, settings)) {}

CmaEs::CmaEs(CmaEsState state)
    : state_(std::move(state)),
      k_(coefficients(static_cast<int>(state_.start.size()), state_.population)) {}

// Table 1 of the tutorial, with equations 49 to 58.
CmaEs::Coefficients CmaEs::coefficients(int dimension, int population) {
  CHECK(population >= 4);
  const double n = dimension;
  Coefficients k;
  VectorXd w(population);
  for (int i = 0; i < population; ++i)
    w[i] = portable_log((population + 1) / 2.0) - portable_log(i + 1.0);
  k.mu = population / 2;
  const VectorXd good = w.head(k.mu);
  const VectorXd bad = w.tail(population - k.mu);
  k.mu_eff = squared_sum_over_squares(good);
  const double mu_eff_bad = squared_sum_over_squares(bad);

  k.c_sigma = (k.mu_eff + 2) / (n + k.mu_eff + 5);
  k.d_sigma = 1 + 2 * std::max(0.0, std::sqrt((k.mu_eff - 1) / (n + 1)) - 1) + k.c_sigma;
  k.c_c = (4 + k.mu_eff / n) / (n + 4 + 2 * k.mu_eff / n);
  k.c_1 = 2 / ((n + 1.3) * (n + 1.3) + k.mu_eff);
  k.c_mu = std::min(1 - k.c_1,
                    2 * (0.25 + k.mu_eff + 1 / k.mu_eff - 2) / ((n + 2) * (n + 2) + k.mu_eff));
  // So much may the negative weights sum to that the covariance stays positive definite.
  const double alpha = std::min({1 + k.c_1 / k.c_mu, 1 + 2 * mu_eff_bad / (k.mu_eff + 2),
                                 (1 - k.c_1 - k.c_mu) / (n * k.c_mu)});
  k.weights.resize(population);
  k.weights << good / good.sum(), bad * (alpha / -bad.sum());

  k.expected_length = std::sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
  k.decompose_every = std::max<int64_t>(1, static_cast<int64_t>(1 / (10 * n * (k.c_1 + k.c_mu))));
  return k;
}

// Each generation has its own stream: a state needs no generator's.
MatrixXd CmaEs::draw() const {
  Random random(state_.seed, "cma_es/generation/" + std::to_string(state_.generation));
  MatrixXd z(state_.start.size(), state_.population);
  for (double& value : z.reshaped()) value = random.gaussian();
  return z;
}

VectorXd CmaEs::to_box(const VectorXd& u) const {
  VectorXd x = state_.start + state_.step.cwiseProduct(u);
  for (Eigen::Index i = 0; i < x.size(); ++i) x[i] = mirrored(x[i], state_.low[i], state_.high[i]);
  return x;
}

std::vector<VectorXd> CmaEs::ask() const {
  const MatrixXd y = state_.basis * state_.axes.asDiagonal() * draw();
  std::vector<VectorXd> candidates;
  for (const auto& column : y.colwise())
    candidates.push_back(to_box(state_.mean + state_.sigma * column));
  return candidates;
}

std::vector<int> CmaEs::rank(std::span<const double> costs) const {
  std::vector<int> order(costs.size());
  std::iota(order.begin(), order.end(), 0);
  const auto worth = [&costs](int i) {
    const double cost = costs[static_cast<size_t>(i)];
    return std::isfinite(cost) ? cost : kInfinity;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&worth](int a, int b) { return worth(a) < worth(b); });
  return order;
}

void CmaEs::note_best(int candidate, double cost) {
  if (!std::isfinite(cost) || (state_.best && state_.best->cost <= cost)) return;
  state_.best = Evaluated{ask()[static_cast<size_t>(candidate)], cost};
}

// Equations 38 to 47. With y = B D z is C^-1/2 y = B z, which saves inverting.
void CmaEs::tell(std::span<const double> costs) {
  CHECK(costs.size() == static_cast<size_t>(state_.population));
  const std::vector<int> order = rank(costs);
  note_best(order.front(), costs[static_cast<size_t>(order.front())]);

  const double n = static_cast<double>(state_.mean.size());
  const MatrixXd z = draw()(Eigen::all, order);  // from best to worst
  const MatrixXd y = state_.basis * state_.axes.asDiagonal() * z;
  const VectorXd good = k_.weights.head(k_.mu);
  const VectorXd mean_step = y.leftCols(k_.mu) * good;
  state_.mean += state_.sigma * mean_step;

  VectorXd& p_sigma = state_.sigma_path;
  p_sigma = (1 - k_.c_sigma) * p_sigma +
            path_gain(k_.c_sigma, k_.mu_eff) * (state_.basis * (z.leftCols(k_.mu) * good));
  const double length = p_sigma.norm() / k_.expected_length;

  ++state_.generation;
  // A path that is long only because it is young or the step size too small shall not stretch C.
  const double age = static_cast<double>(2 * state_.generation);
  const double filled = std::sqrt(1 - portable_exp(age * portable_log(1 - k_.c_sigma)));
  const double h = length / filled < 1.4 + 2 / (n + 1) ? 1 : 0;
  VectorXd& p_c = state_.covariance_path;
  p_c = (1 - k_.c_c) * p_c + h * path_gain(k_.c_c, k_.mu_eff) * mean_step;

  VectorXd weights = k_.weights;
  for (int i = k_.mu; i < state_.population; ++i) weights[i] *= n / z.col(i).squaredNorm();
  const double kept =
      1 + k_.c_1 * (1 - h) * k_.c_c * (2 - k_.c_c) - k_.c_1 - k_.c_mu * k_.weights.sum();
  state_.covariance = kept * state_.covariance + k_.c_1 * p_c * p_c.transpose() +
                      k_.c_mu * y * weights.asDiagonal() * y.transpose();
  state_.sigma *= portable_exp(k_.c_sigma / k_.d_sigma * (length - 1));
  if (state_.generation % k_.decompose_every == 0) decompose();
}

void CmaEs::decompose() {
  state_.covariance = (state_.covariance + state_.covariance.transpose()).eval() / 2;
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(state_.covariance);
  CHECK(eigen.info() == Eigen::Success);
  state_.basis = eigen.eigenvectors();
  state_.axes = eigen.eigenvalues().cwiseMax(0).cwiseSqrt();
  state_.axes = state_.axes.cwiseMax(kSmallestAxis * state_.axes.maxCoeff());
}

std::string CmaEs::spread(double /*failure*/) const {
  char text[32];
  std::snprintf(text, sizeof text, "sigma %.3g", state_.sigma);
  return text;
}

}  // namespace steppage
