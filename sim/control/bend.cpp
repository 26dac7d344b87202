#include "control/bend.hpp"

#include <cmath>

namespace steppage {

// With the shank leaning forward by s and the thigh by t, the hip is shank sin(s) - thigh sin(t) in
// front of the ankle, and the knee at s + t.
Bend bend_within_range(const BodySpec& body, Side side, double thigh_m, double shank_m,
                       const Bend& usual, double pelvis_rad) {
  const double forward_m =
      shank_m * std::sin(usual.shank_rad) - thigh_m * std::sin(usual.hip_rad - pelvis_rad);
  const std::string leg = std::string(name(side)) + "_";
  const double knee_rad = body.free_range(leg + "knee_flexion").least_rad;
  const double hip_rad = body.free_range(leg + "hip_flexion").least_rad;
  Bend bend = usual;
  if (knee_rad > bend.knee_rad) {
    const double along = shank_m + thigh_m * std::cos(knee_rad);
    const double across = thigh_m * std::sin(knee_rad);
    bend.knee_rad = knee_rad;
    bend.shank_rad = std::atan2(across, along) + std::asin(forward_m / std::hypot(along, across));
    bend.hip_rad = knee_rad - bend.shank_rad + pelvis_rad;
  }
  if (hip_rad > bend.hip_rad) {
    const double thigh_rad = hip_rad - pelvis_rad;
    bend.hip_rad = hip_rad;
    bend.shank_rad = std::asin((forward_m + thigh_m * std::sin(thigh_rad)) / shank_m);
    bend.knee_rad = thigh_rad + bend.shank_rad;
  }
  return bend;
}

}  // namespace steppage
