// Activities that keep a posture: sitting, standing, lying.
#pragma once

#include "control/performing.hpp"

namespace steppage {

struct PostureActivity {
  double duration_s = 60;
  PostureHold hold;
  Posture (*prepare)(BodySpec& body, const std::string& support);
  std::string support;  // as the scenario says it
};

std::unique_ptr<Activity> keep_posture(PostureActivity settings);

}  // namespace steppage
