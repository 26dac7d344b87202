// What a floor is like that is not level, hard, dry and even.
#pragma once

#include <vector>

namespace steppage {

/// Across the path; x along the floor from the origin.
struct SlipperyPatch {
  double at_m = 0, length_m = 0;
  double friction = 0;
  bool operator==(const SlipperyPatch&) const = default;
};

/// A low step up and down again, across the path.
struct Ridge {
  double at_m = 0, length_m = 0;
  double height_m = 0;
  bool operator==(const Ridge&) const = default;
};

/// A plane through the origin, with what lies on it. Patches do not overlap.
struct Floor {
  double slope_rad = 0;        // up along x
  double cross_slope_rad = 0;  // up to the left
  bool is_soft = false;        // a mat
  std::vector<SlipperyPatch> patches = {};
  std::vector<Ridge> ridges = {};
  bool operator==(const Floor&) const = default;
};

}  // namespace steppage
