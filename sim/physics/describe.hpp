// The patient's body in numbers.
#pragma once

#include "core/body_description.hpp"
#include "physics/physics.hpp"

namespace steppage {

/// Segments, joints and muscles of the patient in that posture; props are left out.
BodyDescription describe(const Model& model, const Posture& posture);

}  // namespace steppage
