// Activities that keep a posture: sitting, standing, lying.
#pragma once

#include "control/activities.hpp"
#include "control/wishes.hpp"

namespace steppage {

/// How firmly a posture is kept. Weights of a Goal.
struct PostureHold {
  Stiffness stiffness;
  double joints = 0;
  double lumbar = 0;
  double orientation = 0;  // of the pelvis
  double balance = 0;      // of the centre of mass over the feet, sensed with a wandering error
  double height = 0;       // of the centre of mass
};

struct PostureActivity {
  double duration_s = 60;
  PostureHold hold;
  Posture (*prepare)(BodySpec& body, const std::string& support);
  std::string support;  // as the scenario says it
};

std::unique_ptr<Activity> keep_posture(PostureActivity settings);

}  // namespace steppage
