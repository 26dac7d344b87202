// The options of every verb that takes a scenario.
#pragma once

#include "verbs.hpp"

namespace steppage {

/// SCENARIO, --seed and --set.
void declare_scenario(CLI::App& command, Options& options);

/// --seed and --set alone.
void declare_changes(CLI::App& command, Options& options);

/// --progress and --no-progress, by default what standard error is.
void declare_progress(CLI::App& command, Options& options);

}  // namespace steppage
