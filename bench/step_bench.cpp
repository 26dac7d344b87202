#include "seated_trial.hpp"

BENCHMARK(steppage::step_bare_engine)->Unit(benchmark::kMillisecond);
