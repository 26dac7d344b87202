// Tuned gaits, and what lies between them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "control/walking/walking.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// Ways to walk that gains were tuned for: "healthy", "brisk" of the default patient alone, "fast"
/// of a strong man, "older" of healthy people of 60 to 74 who differ in build and strength,
/// "steppage" of people who live with a dropped foot, "compensated" of those with one weak, stiff
/// or spastic leg.
std::vector<std::string> gait_names();

struct ShippedGait {
  std::string name;
  double speed_m_s = 0;  // that the patient for whom it was tuned was asked for
  Gait gait;
};
/// All of them.
std::vector<ShippedGait> shipped_gaits();

/// One of them for a person whose legs are so strong for the weight that they carry
/// (Nerves::strength()), that of the tuned person of the nearest strength, and for a speed in
/// sqrt(L g), L the leg length: between those tuned a little slower and faster; what is beyond all
/// of them walks like the nearest. `from_standing`: its first gains are those for a start from
/// standing, where there are any.
Gait tuned_gait(std::string_view gait, double strength, double speed, bool from_standing = false);

/// What a gait can be asked for by the default patient: a tenth beyond what it was tuned at.
Range tuned_speeds_m_s(std::string_view gait);

}  // namespace steppage
