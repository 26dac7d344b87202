#include "study/tuning.hpp"

#include <numeric>

#include "study/parallel.hpp"

namespace steppage {

namespace {

Eigen::VectorXd numbers(const std::vector<Gain>& gains, double Gain::*number) {
  Eigen::VectorXd values(static_cast<Eigen::Index>(gains.size()));
  for (size_t i = 0; i < gains.size(); ++i) values[static_cast<Eigen::Index>(i)] = gains[i].*number;
  return values;
}

SearchSettings settings(const std::vector<Gain>& gains, int population, uint64_t seed) {
  return {population, seed, numbers(gains, &Gain::low), numbers(gains, &Gain::high)};
}

}  // namespace

Eigen::VectorXd start_of(const std::vector<Gain>& gains) { return numbers(gains, &Gain::start); }

CmaEs start_cma_es(const std::vector<Gain>& gains, double sigma, int population, uint64_t seed) {
  return {start_of(gains), sigma * numbers(gains, &Gain::step), settings(gains, population, seed)};
}

Breeding start_breeding(const Tuning& tuning, std::vector<Eigen::VectorXd> starts, double sigma,
                        int population, uint64_t seed) {
  return {std::move(starts), sigma * numbers(tuning.gains, &Gain::step),
          settings(tuning.gains, population, seed), tuning.luck};
}

double cost_of_start(const Tuning& tuning, size_t runs, int jobs,
                     const std::function<void()>& checkpoint) {
  const Eigen::VectorXd start = start_of(tuning.gains);
  const std::vector<double> costs =
      evaluate(runs, jobs, [&](size_t run) { return tuning.cost(start, run, checkpoint); });
  return std::accumulate(costs.begin(), costs.end(), 0.0) / static_cast<double>(runs);
}

void search(Optimiser& optimiser, const Tuning& tuning, int64_t generations, int jobs,
            const std::function<void()>& checkpoint,
            const std::function<void()>& after_generation) {
  const auto runs = static_cast<std::ptrdiff_t>(tuning.runs);
  while (optimiser.generation() < generations) {
    const auto first_run = static_cast<size_t>(optimiser.generation()) * tuning.runs;
    const std::vector<Eigen::VectorXd> candidates = optimiser.ask();
    const std::vector<double> costs =
        evaluate(candidates.size() * tuning.runs, jobs, [&](size_t i) {
          return tuning.cost(candidates[i / tuning.runs], first_run + i % tuning.runs, checkpoint);
        });
    std::vector<double> means;
    for (auto first = costs.begin(); first != costs.end(); first += runs)
      means.push_back(std::accumulate(first, first + runs, 0.0) / static_cast<double>(runs));
    optimiser.tell(means);
    after_generation();
  }
}

}  // namespace steppage
