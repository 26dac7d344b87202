// What carries, guides or helps a patient who walks.
#pragma once

#include <vector>

#include "control/walking/cane.hpp"
#include "control/walking/orthosis.hpp"

namespace steppage {

struct WalkingAids {
  double body_weight_support = 0;  // share of the weight that a harness carries
  std::vector<Orthosis> orthoses;
  std::optional<Cane> cane;
};

/// Settings "body_weight_support", "orthoses", "aid" and what belongs to it.
WalkingAids read_walking_aids(Reader& activity);

/// Before the start posture is sought.
void put_on(const WalkingAids& aids, BodySpec& body);
/// Makes of the posture in which a patient would start without aids the one with them.
void start_with(const WalkingAids& aids, Posture& posture);

}  // namespace steppage
