// What the verbs that train a patient have in common.
#pragma once

#include <string>
#include <vector>

#include "formats/tuning_files.hpp"
#include "trial/plan.hpp"
#include "verbs.hpp"

namespace steppage {

/// --with, of which each is another scenario.
void declare_with(CLI::App& command, Options& options, const std::string& what);
/// --generations, of a search that has `usual` ones by itself.
void declare_generations(CLI::App& command, Options& options, int64_t usual);
/// --rounds and --walks, of learning to correct steps.
void declare_learning(CLI::App& command, Options& options);
/// --jobs.
void declare_jobs(CLI::App& command, Options& options);

/// The scenario and those after --with.
std::vector<Plan> read_plans(const Options& options);

/// A word as a shell reads it.
std::string quoted(const std::string& word);
/// " --with ..." and " --set ..." of a command line.
std::string told_scenarios(const Options& options);

/// Command, program and model.
NamedTexts provenance_of(const Plan& plan, const std::string& command);

}  // namespace steppage
