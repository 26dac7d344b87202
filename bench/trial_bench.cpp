// Both in one run, in turn, for every exercise: their ratio is the overhead of the loop over bare
// physics.
#include "control/activities.hpp"
#include "exercise_trial.hpp"

namespace {

void register_all() {
  for (const steppage::ActivityKind& kind : steppage::activities()) {
    if (!kind.is_exercise) continue;
    const std::string name(kind.name);
    benchmark::RegisterBenchmark(("step_bare_engine/" + name).c_str(), steppage::step_bare_engine,
                                 name)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("run_whole_loop/" + name).c_str(), steppage::run_whole_loop, name)
        ->Unit(benchmark::kMillisecond);
  }
}

[[maybe_unused]] const bool registered = (register_all(), true);

}  // namespace
