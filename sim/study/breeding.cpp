#include "study/breeding.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <limits>

#include "core/check.hpp"
#include "core/portable_math.hpp"

namespace steppage {
namespace {

using Eigen::VectorXd;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kUsualPopulation = 40;
constexpr size_t kPool = 16;
constexpr int64_t kCourse = 8;    // generations
constexpr double kMeanRank = 5;   // of the first parent, were the pool endless
constexpr double kCrossed = 0.7;  // share of children with two parents
constexpr double kBeyond = 0.3;   // of the way between parents, how far a child may lie outside
constexpr double kStrengths[] = {0.3, 0.6, 1, 2};
constexpr double kAfresh = 0.06, kMoved = 0.2;  // share of numbers, at strength 1
constexpr double kMostAfresh = 2;  // numbers at strength 1: with more, hardly a child walks
constexpr double kMove = 1.5;      // steps

BreedingState first_state(std::vector<VectorXd> starts, const VectorXd& step,
                          const SearchSettings& settings) {
  const VectorXd &low = settings.low, &high = settings.high;
  CHECK(!starts.empty() && low.allFinite() && high.allFinite());
  CHECK(low.size() == step.size() && high.size() == step.size());
  CHECK((low.array() < high.array()).all() && (step.array() > 0).all());
  BreedingState state;
  state.population = settings.population != 0 ? settings.population : kUsualPopulation;
  state.seed = settings.seed;
  state.step = step;
  state.low = low;
  state.high = high;
  for (const VectorXd& start : starts) {
    CHECK((start.array() >= low.array() && start.array() <= high.array()).all());
    state.pool.push_back({start, kInfinity});
  }
  state.starts = std::move(starts);
  return state;
}

}  // namespace

Breeding::Breeding(std::vector<VectorXd> starts, const VectorXd& step,
                   const SearchSettings& settings)
    : Breeding(first_state(std::move(starts), step, settings)) {}

Breeding::Breeding(BreedingState state) : state_(std::move(state)) {
  CHECK(state_.population >= 4 && !state_.pool.empty());
}

int64_t Breeding::course() const { return state_.generation / kCourse; }

bool Breeding::judges_pool_again() const { return state_.generation % kCourse == 0; }

// Each generation has its own stream: a state needs no generator's.
std::vector<VectorXd> Breeding::ask() const {
  Random random(state_.seed, "breeding/generation/" + std::to_string(state_.generation));
  std::vector<VectorXd> candidates;
  if (judges_pool_again())
    for (const Evaluated& elite : state_.pool) candidates.push_back(elite.x);
  for (int i = 0; i < state_.population; ++i) candidates.push_back(child(random));
  return candidates;
}

VectorXd Breeding::child(Random& random) const {
  VectorXd x = good_parent(random);
  if (random.uniform() < kCrossed)
    x = cross(x, state_.pool[random.index(state_.pool.size())].x, random);
  mutate(x, random);
  return x.cwiseMax(state_.low).cwiseMin(state_.high);
}

const VectorXd& Breeding::good_parent(Random& random) const {
  const auto rank = static_cast<size_t>(-kMeanRank * portable_log(1 - random.uniform()));
  return state_.pool[std::min(rank, state_.pool.size() - 1)].x;
}

VectorXd Breeding::cross(const VectorXd& a, const VectorXd& b, Random& random) const {
  if (random.uniform() < 0.5) return a + random.uniform(-kBeyond, 1 + kBeyond) * (b - a);
  VectorXd x = a;
  for (Eigen::Index i = 0; i < x.size(); ++i)
    if (random.uniform() < 0.5) x[i] = b[i];
  return x;
}

void Breeding::mutate(VectorXd& x, Random& random) const {
  const double strength = kStrengths[random.index(std::size(kStrengths))];
  const double afresh = std::min(kAfresh, kMostAfresh / static_cast<double>(x.size()));
  for (Eigen::Index i = 0; i < x.size(); ++i)
    if (random.uniform() < afresh * strength)
      x[i] = random.uniform(state_.low[i], state_.high[i]);
    else if (random.uniform() < kMoved * strength)
      x[i] = random.gaussian(x[i], kMove * state_.step[i]);
}

void Breeding::tell(std::span<const double> costs) {
  const std::vector<VectorXd> candidates = ask();
  CHECK(costs.size() == candidates.size());
  std::vector<Evaluated>& pool = state_.pool;
  if (judges_pool_again()) pool.clear();
  for (size_t i = 0; i < costs.size(); ++i)
    pool.push_back({candidates[i], std::isfinite(costs[i]) ? costs[i] : kInfinity});
  std::stable_sort(pool.begin(), pool.end(),
                   [](const Evaluated& a, const Evaluated& b) { return a.cost < b.cost; });
  const auto same = [](const Evaluated& a, const Evaluated& b) { return a.cost == b.cost; };
  pool.erase(std::unique(pool.begin(), pool.end(), same), pool.end());
  pool.resize(std::min(pool.size(), kPool));
  ++state_.generation;
  state_.evaluations += static_cast<int64_t>(costs.size());
}

std::optional<Evaluated> Breeding::best() const {
  if (std::isinf(state_.pool.front().cost)) return {};
  return state_.pool.front();
}

VectorXd Breeding::mean() const {
  VectorXd sum = VectorXd::Zero(state_.step.size());
  for (const Evaluated& elite : state_.pool) sum += elite.x;
  return sum / static_cast<double>(state_.pool.size());
}

std::string Breeding::spread() const {
  char text[48];
  std::snprintf(text, sizeof text, "pool up to %.6g", state_.pool.back().cost);
  return text;
}

}  // namespace steppage
