// The scenario as bodies.
#pragma once

#include "physics/body_spec.hpp"
#include "physics/physics.hpp"
#include "trial/plan.hpp"

namespace steppage {

struct Scene {
  BodySpec body;  // the patient with impairments, props and sensors
  Posture start;
};

/// What a trial of this plan simulates, and how it starts.
Scene build_scene(const Plan& plan);

}  // namespace steppage
