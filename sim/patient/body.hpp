// The body that follows from who the patient is.
#pragma once

#include <string>
#include <vector>

#include "patient/patient.hpp"
#include "physics/body_spec.hpp"

namespace steppage {

/// Short names of the muscles of one side ("VAS"), in the order of models/body/muscles.csv.
std::vector<std::string> muscle_names();
/// Its lines: "HAB" has "HAB_1" and "HAB_2", "VAS" just "VAS".
std::vector<std::string> muscle_lines(const std::string& muscle);

/// Pelvis, trunk, legs with muscles, arms with torque servos, at the patient's size and strength.
BodySpec build_body(const PatientSettings& patient);

}  // namespace steppage
