#include "control/walking/aids.hpp"

namespace steppage {

WalkingAids read_walking_aids(Reader& activity) {
  WalkingAids aids;
  aids.body_weight_support = activity.number("body_weight_support", {0, 0.5}, 0);
  aids.orthoses = read_orthoses(activity);
  aids.cane = read_cane(activity);
  return aids;
}

void put_on(const WalkingAids& aids, BodySpec& body) {
  for (const Orthosis& orthosis : aids.orthoses) put_on(orthosis, body);
  if (aids.cane) take_in_hand(*aids.cane, body);
  if (aids.body_weight_support > 0) body.support_weight(aids.body_weight_support);
}

void start_with(const WalkingAids& aids, Posture& posture) {
  if (aids.cane) hold_ready(*aids.cane, posture);
}

}  // namespace steppage
