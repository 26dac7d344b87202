// Both in one run, in turn, for walking and every exercise: their ratio is the overhead of the loop
// over bare physics.
#include "activity_trial.hpp"
#include "control/activities.hpp"

namespace {

void register_both(const std::string& name, const std::string& activity) {
  benchmark::RegisterBenchmark(("step_bare_engine/" + name).c_str(), steppage::step_bare_engine,
                               activity)
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark(("run_whole_loop/" + name).c_str(), steppage::run_whole_loop,
                               activity, "{}")
      ->Unit(benchmark::kMillisecond);
}

void register_all() {
  register_both("walk", R"({"kind": "walk", "duration_s": 10})");
  for (const steppage::ActivityKind& kind : steppage::activities()) {
    const std::string name(kind.name);
    if (kind.is_exercise) register_both(name, R"({"repetitions": 2, "kind": ")" + name + "\"}");
  }
}

[[maybe_unused]] const bool registered = (register_all(), true);

}  // namespace
