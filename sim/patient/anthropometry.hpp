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

using Segments = std::map<std::string, Segment>;

/// Segments of models/anthropometry.csv, by name; masses of the whole body (limbs twice) sum to
/// `mass_kg`.
Segments segments(Sex sex, double mass_kg, double height_m);

/// 2 for a segment that left and right have each, else 1.
int segment_count(const std::string& segment);

/// The segment at another length: the same shape, so moments follow the square.
void set_length(Segment& segment, double length_m);
/// By how much the masses of the segments that are not named must grow for the body to keep its
/// mass when the named ones (each of one side) weigh `wished_kg`. 0 when none is left to do so.
double share_of_others(const Segments& segments, const std::map<std::string, double>& wished_kg);
/// Sets the named masses and lets the others take their share.
void set_masses(Segments& segments, const std::map<std::string, double>& wished_kg);

}  // namespace steppage
