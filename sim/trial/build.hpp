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

/// What the part of a trial simulates, and how it starts.
Scene build_scene(const Plan& plan, const Activity& part);
/// The same of the trial's first part.
Scene build_scene(const Plan& plan);

}  // namespace steppage
