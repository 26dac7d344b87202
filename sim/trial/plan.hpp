// A scenario, fully decided: what will be built and run.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "control/activities.hpp"
#include "patient/impairments.hpp"
#include "patient/patient.hpp"
#include "scenario/document.hpp"
#include "sensors/imu.hpp"
#include "trial/stimulation.hpp"

namespace steppage {

struct Plan {
  std::string name;
  uint64_t seed = 1;
  PatientSettings patient;
  std::vector<std::unique_ptr<Impairment>> impairments;  // in stage order
  std::unique_ptr<Activity> activity;
  std::string activity_kind;
  bool falls_are_scored = false;  // a fall is part of a valid trial
  std::vector<ImuSettings> imus;
  std::string detector;
  std::optional<StimulationSettings> stimulation;
  std::string drawn;  // the scenario with every range drawn, as JSON
};

/// What is simulated one after the other: one part, but in a session.
std::vector<TrialPart> parts(const Plan& plan);

/// Reads the whole scenario; throws InputError with all problems.
Plan read_plan(Document& document);

/// Changes that take the patient's presets that share of the way from what they are to nobody
/// impaired; those that lie between two severities already stay as they are.
std::vector<std::string> eased(const Plan& plan, double share);

/// The same, drawn as it is, with changes ("/pointer=value") and another seed.
Plan changed(const Plan& plan, const std::vector<std::string>& changes, uint64_t seed);

}  // namespace steppage
