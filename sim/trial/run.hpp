// One trial in closed loop.
#pragma once

#include <functional>

#include "core/trial.hpp"
#include "trial/plan.hpp"

namespace steppage {

/// Simulates the plan from start to end, or until it fell, diverged, or the detector failed. The
/// parts of a session share one clock, patient, device and set of sensors, but each begins in its
/// own posture, after an interval "transfer" of which nothing is known.
/// `progress` is told the share that is done, about once a simulated second; it may throw to stop
/// the run.
Trial run(const Plan& plan, const std::function<void(double fraction)>& progress = {});

}  // namespace steppage
