#include "sensors/parts.hpp"

#include <array>

namespace steppage {
namespace {

constexpr std::array kLsm6dsoRates = {12.5, 26.0, 52.0, 104.0, 208.0, 416.0};
constexpr std::array kBmi270Rates = {25.0, 50.0, 100.0, 200.0, 400.0};

// LSM6DSO: ST DS12140 (sensitivities and rates verified; noise at +-16 g and offsets typical
// values, unverified),
//   low-pass LPF1 at half the rate.
// BMI270: Bosch BST-BMI270-DS000 (ranges, rates, noise verified; offsets typical, unverified),
// normal mode, 0.4 of
//   the rate.
constexpr std::array<Part, 2> kParts = {{
    {"LSM6DSO", "ST, consumer wearable, +-16 g, +-2000 dps", 16, 0.488e-3, 2000, 0.070, 110, 3.8,
     20, 1, 0.5, kLsm6dsoRates, 104},
    {"BMI270", "Bosch, consumer wearable, +-16 g, +-2000 dps", 16, 1.0 / 2048, 2000, 1.0 / 16.384,
     160, 7, 20, 0.5, 0.4, kBmi270Rates, 200},
}};

}  // namespace

std::span<const Part> parts() { return kParts; }

std::vector<std::string> part_names() {
  std::vector<std::string> names;
  for (const Part& part : kParts) names.emplace_back(part.name);
  return names;
}

const Part* find_part(std::string_view name) {
  for (const Part& part : kParts)
    if (part.name == name) return &part;
  return nullptr;
}

}  // namespace steppage
