// Activities that keep a posture: sitting, standing, lying.
#pragma once

#include "control/performing.hpp"

namespace steppage {

/// Quiet standing, found by trial on patients of 1.45 to 2.05 m: the pelvis is balanced by the
/// legs, the trunk kept on top of it.
inline constexpr PostureHold kStanding = {{36, 36, 36}, 3, 60, 60, 2000, 300};

struct PostureActivity {
  double duration_s = 60;
  PostureHold hold;
  Posture (*prepare)(BodySpec& body, const std::string& support);
  std::string support;  // as the scenario says it
};

std::unique_ptr<Activity> keep_posture(PostureActivity settings);

}  // namespace steppage
