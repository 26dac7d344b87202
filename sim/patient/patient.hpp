// The patient: who it is.
#pragma once

#include <string>
#include <vector>

#include "patient/anthropometry.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// Body mass and height of the man whose muscles models/body/muscles.csv describes.
inline constexpr double kReferenceMass_kg = 75.16;
inline constexpr double kReferenceHeight_m = 1.80;

struct PatientSettings {
  Sex sex = Sex::kFemale;
  double age_y = 60;
  double mass_kg = 68;
  double height_m = 1.65;
  double strength = 1;                  // multiplies the strength that sex, age and mass give
  double leg_length_difference_mm = 0;  // left minus right
  std::map<std::string, double> segment_mass_kg = {};   // instead of the table's, by segment
  std::map<std::string, double> segment_length_m = {};  // likewise
  bool operator==(const PatientSettings&) const = default;
};

/// Reads everything but the impairments.
PatientSettings read_patient(Reader& patient);

/// The patient's own segments; masses sum to the body's mass.
Segments segments(const PatientSettings& patient);

/// Force of a healthy person's muscle ("VAS") relative to the reference muscle of muscles.csv (a
/// man of 25 to 40 years and 75.16 kg).
double relative_strength(const PatientSettings& patient, const std::string& muscle);

}  // namespace steppage
