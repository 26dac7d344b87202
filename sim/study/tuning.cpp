#include "study/tuning.hpp"

#include <numeric>

#include "study/parallel.hpp"

namespace steppage {

CmaEs start_search(const std::vector<Gain>& gains, double sigma, int population, uint64_t seed) {
  const auto n = static_cast<Eigen::Index>(gains.size());
  Eigen::VectorXd start(n), step(n), low(n), high(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const Gain& gain = gains[static_cast<size_t>(i)];
    start[i] = gain.start;
    step[i] = sigma * gain.step;
    low[i] = gain.low;
    high[i] = gain.high;
  }
  return CmaEs(start, step, {.population = population, .seed = seed, .low = low, .high = high});
}

void search(CmaEs& cma, const Tuning& tuning, int64_t generations, int jobs,
            const std::function<void()>& checkpoint,
            const std::function<void()>& after_generation) {
  const auto runs = static_cast<std::ptrdiff_t>(tuning.runs);
  while (cma.state().generation < generations) {
    const auto first_run = static_cast<size_t>(cma.state().generation) * tuning.runs;
    const std::vector<Eigen::VectorXd> candidates = cma.ask();
    const std::vector<double> costs =
        evaluate(candidates.size() * tuning.runs, jobs, [&](size_t i) {
          return tuning.cost(candidates[i / tuning.runs], first_run + i % tuning.runs, checkpoint);
        });
    std::vector<double> means;
    for (auto first = costs.begin(); first != costs.end(); first += runs)
      means.push_back(std::accumulate(first, first + runs, 0.0) / static_cast<double>(runs));
    cma.tell(means);
    after_generation();
  }
}

}  // namespace steppage
