#include "study/breeding.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <limits>
#include <numeric>

#include "core/check.hpp"
#include "core/portable_math.hpp"

namespace steppage {
namespace {

using Eigen::VectorXd;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kUsualPopulation = 24;
constexpr size_t kPool = 16;
constexpr size_t kKept = 20;      // costs of each of it
constexpr int64_t kPoolOnly = 2;  // generations at the start
constexpr double kMeanRank = 5;   // of the first parent, were the pool endless
constexpr double kCrossed = 0.7;  // share of children with two parents
constexpr double kBeyond = 0.3;   // of the way between parents, how far a child may lie outside
constexpr double kStrengths[] = {0.1, 0.2, 0.4, 0.8, 1.5};
constexpr double kAfresh = 0.06, kMoved = 0.2;  // share of numbers, at strength 1
constexpr double kMostAfresh = 2;  // numbers at strength 1: with more, hardly a child walks
constexpr double kMove = 1.5;      // steps

BreedingState first_state(std::vector<VectorXd> starts, const VectorXd& step,
                          const SearchSettings& settings, double luck) {
  const VectorXd &low = settings.low, &high = settings.high;
  CHECK(!starts.empty() && low.allFinite() && high.allFinite());
  CHECK(low.size() == step.size() && high.size() == step.size());
  CHECK((low.array() < high.array()).all() && (step.array() > 0).all() && luck >= 0);
  BreedingState state;
  state.population = settings.population != 0 ? settings.population : kUsualPopulation;
  state.seed = settings.seed;
  state.luck = luck;
  state.step = step;
  state.low = low;
  state.high = high;
  for (const VectorXd& start : starts) {
    CHECK((start.array() >= low.array() && start.array() <= high.array()).all());
    state.pool.push_back({start, {}, {}});
  }
  state.starts = std::move(starts);
  return state;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Of what is finite; 0 where nothing is.
double median(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isinf(value); });
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

void keep(std::vector<double>& values, double value) {
  values.push_back(value);
  if (values.size() > kKept) values.erase(values.begin());
}

}  // namespace

Breeding::Breeding(std::vector<VectorXd> starts, const VectorXd& step,
                   const SearchSettings& settings, double luck)
    : Breeding(first_state(std::move(starts), step, settings, luck)) {}

Breeding::Breeding(BreedingState state) : state_(std::move(state)) {
  CHECK(state_.population >= 4 && !state_.pool.empty());
}

// Each generation has its own stream: a state needs no generator's.
std::vector<VectorXd> Breeding::ask() const {
  std::vector<VectorXd> candidates;
  for (const Member& member : state_.pool) candidates.push_back(member.x);
  if (state_.generation < kPoolOnly) return candidates;
  Random random(state_.seed, "breeding/generation/" + std::to_string(state_.generation));
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
  std::vector<double> finite_or_infinite;
  for (const double cost : costs)
    finite_or_infinite.push_back(std::isfinite(cost) ? cost : kInfinity);
  std::vector<Member>& pool = state_.pool;
  const double usual =
      median({finite_or_infinite.begin(),
              finite_or_infinite.begin() + static_cast<std::ptrdiff_t>(pool.size())});
  for (size_t i = pool.size(); i < candidates.size(); ++i) pool.push_back({candidates[i], {}, {}});
  for (size_t i = 0; i < pool.size(); ++i) {
    keep(pool[i].costs, finite_or_infinite[i]);
    keep(pool[i].relative, finite_or_infinite[i] - usual);
  }
  select();
  ++state_.generation;
  state_.evaluations += static_cast<int64_t>(costs.size());
}

void Breeding::select() {
  std::vector<Member>& pool = state_.pool;
  std::vector<Member> different;
  for (Member& member : pool)
    if (std::none_of(different.begin(), different.end(),
                     [&member](const Member& other) { return other.x == member.x; }))
      different.push_back(std::move(member));
  pool = std::move(different);
  const auto order = [this](const Member& member) {
    return mean_of(member.relative) +
           state_.luck / std::sqrt(static_cast<double>(member.relative.size()));
  };
  std::stable_sort(pool.begin(), pool.end(),
                   [&order](const Member& a, const Member& b) { return order(a) < order(b); });
  // One course alone shall not drop a start.
  if (state_.generation + 1 >= kPoolOnly) pool.resize(std::min(pool.size(), kPool));
}

std::optional<Evaluated> Breeding::best() const {
  const Member& first = state_.pool.front();
  const double cost = first.costs.empty() ? kInfinity : mean_of(first.costs);
  if (std::isinf(cost)) return {};
  return Evaluated{first.x, cost};
}

VectorXd Breeding::mean() const {
  VectorXd sum = VectorXd::Zero(state_.step.size());
  for (const Member& member : state_.pool) sum += member.x;
  return sum / static_cast<double>(state_.pool.size());
}

std::string Breeding::spread(double failure) const {
  size_t costs = 0;
  std::ptrdiff_t failures = 0;
  for (const Member& member : state_.pool) {
    costs += member.costs.size();
    failures += std::count_if(member.costs.begin(), member.costs.end(),
                              [failure](double cost) { return cost >= failure; });
  }
  char text[64];
  std::snprintf(text, sizeof text, "pool up to %.6g with %.3g %% failures",
                mean_of(state_.pool.back().costs),
                100 * static_cast<double>(failures) / static_cast<double>(costs));
  return text;
}

}  // namespace steppage
