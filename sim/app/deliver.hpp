// The end of a run and of a replay: score, write, tell.
#pragma once

#include <string>

#include "core/trial.hpp"
#include "score/scorecard.hpp"
#include "verbs.hpp"

namespace steppage {

/// Options of verbs that make a trial.
void declare_delivery(CLI::App& command, Options& options);

/// Where a trial of this name goes without --out: "out/<name>". Throws InputError at `where` when
/// the name cannot be that of a folder.
std::string default_directory(const std::string& name, const std::string& where);

/// Throws InputError when a trial could not be written there, before time is spent on it.
void check_directory(const std::string& directory);

/// Writes the trial directory.
void write_scored(const Trial& trial, const Scorecard& card, const std::string& directory);

/// The same, and prints the scorecard (--json: score.json). Returns the exit code: kPass, or
/// kInvalidTrial when the trial may not be believed.
int deliver(const Trial& trial, const Scorecard& card, const std::string& directory,
            const Options& options);

}  // namespace steppage
