#include "exercise_trial.hpp"

namespace steppage {

BENCHMARK_CAPTURE(step_bare_engine, knee_extension, "knee_extension")
    ->Unit(benchmark::kMillisecond);

}  // namespace steppage
