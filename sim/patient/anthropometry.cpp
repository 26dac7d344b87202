#include "patient/anthropometry.hpp"

#include "models.hpp"
#include "patient/model_tables.hpp"

namespace steppage {
namespace {

bool is_paired(const std::string& segment) {
  return segment == "thigh" || segment == "shank" || segment == "foot" || segment == "upper_arm" ||
         segment == "forearm" || segment == "hand";
}

}  // namespace

std::map<std::string, Segment> segments(Sex sex, double mass_kg, double height_m) {
  const std::string wanted = sex == Sex::kFemale ? "female" : "male";
  std::map<std::string, Segment> found;
  double fractions = 0;  // the published ones sum to 0.9999 and 1.0003
  for (auto& row : read_model_table(embedded::anthropometry_csv)) {
    if (row["sex"] != wanted) continue;
    const auto number = [&row](const char* column) { return std::stod(row[column]); };
    const std::string name = row["segment"];
    Segment& segment = found[name];
    segment.mass_kg = number("mass_fraction");
    segment.length_m = number("length_fraction_height") * height_m;
    segment.com_m = number("com_fraction_from_proximal") * segment.length_m;
    const Eigen::Vector3d gyration =
        segment.length_m *
        Eigen::Vector3d(number("rg_sagittal"), number("rg_transverse"), number("rg_longitudinal"));
    segment.moments_kg_m2 = gyration.array().square();
    fractions += segment.mass_kg * (is_paired(name) ? 2 : 1);
  }
  for (auto& [name, segment] : found) {
    segment.mass_kg *= mass_kg / fractions;
    segment.moments_kg_m2 *= segment.mass_kg;
  }
  return found;
}

}  // namespace steppage
