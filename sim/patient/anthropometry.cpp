#include "patient/anthropometry.hpp"

#include "models.hpp"
#include "patient/model_tables.hpp"

namespace steppage {
namespace {

void set_mass(Segment& segment, double mass_kg) {
  segment.moments_kg_m2 *= mass_kg / segment.mass_kg;
  segment.mass_kg = mass_kg;
}

}  // namespace

int segment_count(const std::string& segment) {
  return segment == "head" || segment.ends_with("_trunk") ? 1 : 2;
}

Segments segments(Sex sex, double mass_kg, double height_m) {
  const std::string wanted = sex == Sex::kFemale ? "female" : "male";
  Segments found;
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
    fractions += segment.mass_kg * segment_count(name);
  }
  for (auto& [name, segment] : found) {
    segment.mass_kg *= mass_kg / fractions;
    segment.moments_kg_m2 *= segment.mass_kg;
  }
  return found;
}

void set_length(Segment& segment, double length_m) {
  const double stretch = length_m / segment.length_m;
  segment.length_m = length_m;
  segment.com_m *= stretch;
  segment.moments_kg_m2 *= stretch * stretch;
}

double share_of_others(const Segments& segments, const std::map<std::string, double>& wished_kg) {
  double left = 0, others = 0;
  for (const auto& [name, segment] : segments) {
    const auto wish = wished_kg.find(name);
    const double mass = segment_count(name) * segment.mass_kg;
    left += mass;
    if (wish == wished_kg.end())
      others += mass;
    else
      left -= segment_count(name) * wish->second;
  }
  return others > 0 ? left / others : 0;
}

void set_masses(Segments& segments, const std::map<std::string, double>& wished_kg) {
  const double share = share_of_others(segments, wished_kg);
  for (auto& [name, segment] : segments) {
    const auto wish = wished_kg.find(name);
    set_mass(segment, wish == wished_kg.end() ? segment.mass_kg * share : wish->second);
  }
}

}  // namespace steppage
