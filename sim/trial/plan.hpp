// A scenario, fully decided: what will be built and run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "control/activities.hpp"
#include "patient/impairments.hpp"
#include "patient/patient.hpp"
#include "scenario/document.hpp"
#include "sensors/imu.hpp"

namespace steppage {

struct Plan {
  std::string name;
  uint64_t seed = 1;
  PatientSettings patient;
  std::vector<std::unique_ptr<Impairment>> impairments;  // in stage order
  std::unique_ptr<Activity> activity;
  std::string activity_kind;
  std::vector<ImuSettings> imus;
  std::string detector;
  std::string drawn;  // the scenario with every range drawn, as JSON
};

/// Reads the whole scenario; throws InputError with all problems.
Plan read_plan(Document& document);

/// The patient's body with impairments, props and sensors; `posture` becomes that of the start.
Model build(const Plan& plan, Posture& posture);

}  // namespace steppage
