// Segment masses, lengths and inertias for a sex, a mass and a height (de Leva 1996, J Biomech
// 29:1223).
#pragma once

#include <map>
#include <string>

#include "physics/body_spec.hpp"

namespace steppage {

enum class Sex { kFemale, kMale };

/// One segment of one person. Length runs from the proximal to the distal end.
struct Segment {
  double mass_kg = 0;
  double length_m = 0;
  double com_m = 0;  // from the proximal end
  Eigen::Vector3d moments_kg_m2 =
      Eigen::Vector3d::Zero();  // about the com: sagittal (x), transverse (y), long axis
};

/// Segments of models/anthropometry.csv, by name; masses of the whole body (limbs twice) sum to
/// `mass_kg`.
std::map<std::string, Segment> segments(Sex sex, double mass_kg, double height_m);

}  // namespace steppage
