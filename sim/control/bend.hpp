// How a leg stands that tissue keeps from being as straight as usual.
#pragma once

#include "core/side.hpp"
#include "physics/body_spec.hpp"

namespace steppage {

/// A leg that carries, from the side: its joints, and how far its shank leans forward.
struct Bend {
  double hip_rad = 0, knee_rad = 0, shank_rad = 0;
};
/// As much more bent than usual as tissue of that leg asks for, the hip still above the same point.
/// `pelvis_rad`: by how much the hip flexes more than the thigh is forward.
Bend bend_within_range(const BodySpec& body, Side side, double thigh_m, double shank_m,
                       const Bend& usual, double pelvis_rad);

}  // namespace steppage
