#include "exercise_trial.hpp"

BENCHMARK_CAPTURE(steppage::step_bare_engine, knee_extension, "knee_extension")
    ->Unit(benchmark::kMillisecond);
