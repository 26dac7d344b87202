// What carries, guides or helps a patient who walks.
#pragma once

#include <vector>

#include "control/walking/cane.hpp"
#include "control/walking/orthosis.hpp"

namespace steppage {

struct WalkingAids {
  bool treadmill = false;          // at the speed that is asked for; its belt has no end
  double body_weight_support = 0;  // share of the weight that a harness carries
  std::vector<Orthosis> orthoses;
  std::optional<Cane> cane;
};

/// Settings "surface", "body_weight_support", "orthoses", "aid" and what belongs to it.
/// `is_steady`: under way, straight on, at one speed.
WalkingAids read_walking_aids(Reader& activity, bool is_steady);

/// Before the start posture is sought.
void put_on(const WalkingAids& aids, BodySpec& body);
/// How a patient starts who would start like that without aids: the body gets the props that the
/// world has.
Posture start_with(const WalkingAids& aids, double speed_m_s, Posture posture, BodySpec& body);

}  // namespace steppage
