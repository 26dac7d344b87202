// The patient: who it is, and the body that follows from it.
#pragma once

#include <string>
#include <vector>

#include "patient/anthropometry.hpp"
#include "physics/body_spec.hpp"
#include "scenario/reader.hpp"

namespace steppage {

struct PatientSettings {
  Sex sex = Sex::kFemale;
  double age_y = 60;
  double mass_kg = 68;
  double height_m = 1.65;
  double strength = 1;  // multiplies the strength that sex, age and mass give
  bool operator==(const PatientSettings&) const = default;
};

/// Reads everything but the impairments.
PatientSettings read_patient(Reader& patient);

/// Short names of the muscles of one leg ("VAS"), in the order of models/lower_limb/muscles.csv.
std::vector<std::string> muscle_names();

/// Force of a healthy person's muscles relative to the reference muscles of muscles.csv (a man of
/// 25 to 40 years and 75.16 kg).
double relative_strength(const PatientSettings& patient);

/// Pelvis, trunk and both legs with muscles, at the patient's size and strength.
BodySpec build_body(const PatientSettings& patient);

}  // namespace steppage
