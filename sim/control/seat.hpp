// Sitting on a chair.
#pragma once

#include "physics/body_spec.hpp"
#include "physics/physics.hpp"

namespace steppage {

/// Adds a chair whose seat fits the patient's lower legs, and returns the upright seated posture:
/// shanks vertical, feet flat on the floor, thighs on the seat to 5 cm behind the knees.
Posture sit_on_chair(BodySpec& body);

}  // namespace steppage
