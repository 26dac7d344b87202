// An activity as a benchmark: the bare engine and the whole loop over the same simulated time.
#pragma once

#include <benchmark/benchmark.h>

#include <string>

namespace steppage {

/// The bare engine on the trial's model, with the controls that the trial used (written down
/// beforehand): what nothing of ours can be faster than. `activity`: as a scenario has it, in JSON.
void step_bare_engine(benchmark::State& state, const std::string& activity);

/// The trial itself: physics, controller, impairments, sensors, detector, truth. `patient`
/// likewise.
void run_whole_loop(benchmark::State& state, const std::string& activity,
                    const std::string& patient = "{}");

}  // namespace steppage
