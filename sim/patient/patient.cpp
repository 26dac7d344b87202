#include "patient/patient.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
namespace steppage {
namespace {

// How far a segment may be from its table value and still be called human.
constexpr Range kMassFactor = {0.5, 2};
constexpr Range kLengthFactor = {0.75, 1.3};

std::string shortened(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", number);
  return text.data();
}

Range around(double value, Range factor) { return {value * factor.low, value * factor.high}; }

void read_segments(Reader& patient, PatientSettings& settings) {
  Reader list = patient.object("segments");
  for (const auto& [name, usual] : segments(settings.sex, settings.mass_kg, settings.height_m)) {
    Reader segment = list.object(name);
    const double mass_kg =
        segment.number("mass_kg", around(usual.mass_kg, kMassFactor), usual.mass_kg);
    const double length_m =
        segment.number("length_m", around(usual.length_m, kLengthFactor), usual.length_m);
    if (mass_kg != usual.mass_kg) settings.segment_mass_kg[name] = mass_kg;
    if (length_m != usual.length_m) settings.segment_length_m[name] = length_m;
    segment.finish();
  }
  list.finish();
  if (settings.segment_mass_kg.empty()) return;
  const double share = share_of_others(segments(settings.sex, settings.mass_kg, settings.height_m),
                                       settings.segment_mass_kg);
  if (share < kMassFactor.low || share > kMassFactor.high)
    patient.problem("segments", "leave the other segments " + shortened(share) +
                                    " times their usual mass, outside 0.5 to 2");
}

void check_body_mass_index(Reader& patient, const PatientSettings& settings) {
  const double bmi = settings.mass_kg / (settings.height_m * settings.height_m);
  if (bmi >= 16 && bmi <= 40) return;
  patient.problem("mass_kg", "gives a body mass index of " + shortened(bmi) + ", outside 16 to 40");
}

}  // namespace

PatientSettings read_patient(Reader& patient) {
  PatientSettings settings;
  settings.sex =
      patient.text("sex", {"female", "male"}, "female") == "male" ? Sex::kMale : Sex::kFemale;
  settings.age_y = patient.number("age_y", {18, 100}, settings.age_y);
  settings.mass_kg = patient.number("mass_kg", {40, 150}, settings.mass_kg);
  settings.height_m = patient.number("height_m", {1.45, 2.05}, settings.height_m);
  settings.strength = patient.number("strength", {0.05, 3}, settings.strength);
  settings.leg_length_difference_mm = patient.number("leg_length_difference_mm", {-40, 40}, 0);
  check_body_mass_index(patient, settings);
  read_segments(patient, settings);
  return settings;
}

Segments segments(const PatientSettings& patient) {
  Segments found = segments(patient.sex, patient.mass_kg, patient.height_m);
  for (const auto& [name, length_m] : patient.segment_length_m)
    set_length(found.at(name), length_m);
  set_masses(found, patient.segment_mass_kg);
  return found;
}

// Isometric knee torque per body mass, mid-range (Sarabon et al. 2021): women 0.77 of men; at about
// 70 years 0.62 of young adults is left, of the knee flexors 0.57, taken as a straight decline from
// 40 years on. Torque is force times an arm that grows with the height: women's forces lack what
// their arms do not.
double relative_strength(const PatientSettings& patient, const std::string& muscle) {
  constexpr double kWomansHeight_m = 1.65;  // of those measured; men's is the reference height
  constexpr double kWomenToMen = 0.77 * kReferenceHeight_m / kWomansHeight_m;
  constexpr double kLeast = 0.3;
  const double left_at_70 = muscle == "HAM" || muscle == "BFSH" ? 0.57 : 0.62;
  const double decades = std::max(0.0, patient.age_y - 40) / 10;
  const double age = std::max(kLeast, 1 - (1 - left_at_70) / 3 * decades);
  return patient.strength * age * (patient.sex == Sex::kFemale ? kWomenToMen : 1) *
         patient.mass_kg / kReferenceMass_kg;
}

}  // namespace steppage
