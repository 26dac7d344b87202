// Both in one run, in turn: their ratio is the overhead of the loop over bare physics.
#include "seated_trial.hpp"

BENCHMARK(steppage::step_bare_engine)->Unit(benchmark::kMillisecond);
BENCHMARK(steppage::run_whole_loop)->Unit(benchmark::kMillisecond);
