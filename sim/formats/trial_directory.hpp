// The trial directory: what `run` writes, what `replay` and `export` read. Its files and columns
// are a contract with users.
#pragma once

#include <string>

#include "core/trial.hpp"

namespace steppage {

/// Streams, truth, name and description of a recording or trial directory, bit for bit as they were
/// written. Of an earlier device only what it left of the patient's course is kept: a run that fell
/// or diverged, by score.json, still reads as one that did. Throws InputError with the first
/// problem of each file.
Trial read_recording(const std::string& directory);

/// Writes are atomic: `directory` is absent, empty or a trial or recording directory (which is
/// replaced), and afterwards exists whole, or is as it was if InputError is thrown.
///
/// Trial::scenario_json is stored as it is and must say the same as Trial::name,
/// Trial::reference_has_constant_lag and Trial::falls_are_scored (description.hpp). A recording
/// without samples is an InputError.
void write_recording(const std::string& directory, const Trial& recording);

/// The same and the device's trace, score.json and report.html. A stream may be empty here: a trial
/// that stopped before its first sample is a result too, though not one to replay.
void write_trial(const std::string& directory, const Trial& trial, const std::string& score_json,
                 const std::string& report_html);

}  // namespace steppage
