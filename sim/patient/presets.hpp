// Named patients: lists of impairments that are usual together, from models/impairments.
#pragma once

#include <string>
#include <vector>

#include "core/side.hpp"

namespace steppage {

struct Preset {
  std::string name, summary;
};

/// One impairment of a preset at one severity, as a scenario has it, with "affected" or "other"
/// as side.
struct PresetRow {
  std::string preset, severity, json, source;
};

std::vector<Preset> presets();
std::vector<PresetRow> preset_rows();

std::vector<std::string> preset_names();
/// From mild to severe.
std::vector<std::string> preset_severities();
/// Of nobody impaired; no preset has rows of it.
inline constexpr const char* kNoSeverity = "none";

/// A scenario's "schema" and "impairments" that stand for a preset.
std::string preset_json(const std::string& preset, Side affected, const std::string& severity);
/// The same impairments with the numbers of nobody impaired.
std::string unimpaired(const std::string& preset_json);

}  // namespace steppage
