#include "activity_trial.hpp"

namespace steppage {

BENCHMARK_CAPTURE(step_bare_engine, knee_extension,
                  R"({"kind": "knee_extension", "repetitions": 2})")
    ->Unit(benchmark::kMillisecond);

}  // namespace steppage
