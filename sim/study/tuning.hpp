// Gains that are found by search: what is tuned, and the search.
#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "study/breeding.hpp"
#include "study/cma_es.hpp"

namespace steppage {

/// One number that a search may choose, in a unit of its own.
struct Gain {
  std::string name;
  double start = 0;
  double step = 1;  // a first standard deviation, about a third of the range in question
  double low = 0, high = 1;
};

/// How candidates are judged.
struct Judging {
  int64_t seeds = 1;     // runs of a scenario
  bool in_turn = false;  // one scenario a generation, and not all
  double curves = 1;     // weight of what only makes a gait look like that of healthy people
  double approach_from_m_s = 0;  // the speed that is asked for in the first generation
  int64_t approach_over = 0;     // generations from there to the scenario's speed
  bool uneven = false;           // what differs between right and left is tuned, too
  bool first_gains = false;      // those that a walk begins with are tuned, not its own
};

struct Tuning {
  std::vector<Gain> gains;
  /// What is to be small is the mean of the costs of so many runs, of other ones in each generation
  /// of the search: no gains then suit one course of chance only.
  size_t runs = 1;
  double luck = 0;                                           // by how much one cost may mislead
  double failure = std::numeric_limits<double>::infinity();  // a cost from which on a run failed
  /// For the gains' values in their order, in run number `run`; not finite where there is none (the
  /// patient fell before anything could be judged). Called from several threads at once; must be
  /// the same for the same values. Calls `checkpoint` about every simulated second, which may throw
  /// to give up.
  std::function<double(const Eigen::VectorXd& values, size_t run,
                       const std::function<void()>& checkpoint)>
      cost;
};

/// The gains' own starts.
Eigen::VectorXd start_of(const std::vector<Gain>& gains);

/// Steps are `sigma` times the gains' own; `population` 0 leaves it to the method.
CmaEs start_cma_es(const std::vector<Gain>& gains, double sigma, int population, uint64_t seed);
/// Begins with all of `starts`.
Breeding start_breeding(const Tuning& tuning, std::vector<Eigen::VectorXd> starts, double sigma,
                        int population, uint64_t seed);

/// Mean cost of the gains' own starts over as many runs; as Tuning::cost.
double cost_of_start(const Tuning& tuning, size_t runs, int jobs,
                     const std::function<void()>& checkpoint);

/// Goes on until as many generations are told as `generations` says, those before included.
/// `checkpoint` goes to the cost; `after_generation` is called when a generation was told. Both may
/// throw to stop: then the search is as it was after the last generation that was told.
void search(Optimiser& optimiser, const Tuning& tuning, int64_t generations, int jobs,
            const std::function<void()>& checkpoint, const std::function<void()>& after_generation);

}  // namespace steppage
