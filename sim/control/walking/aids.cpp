#include "control/walking/aids.hpp"

namespace steppage {

WalkingAids read_walking_aids(Reader& activity, bool is_steady) {
  WalkingAids aids;
  aids.treadmill = activity.text("surface", {"level", "treadmill"}, "level") == "treadmill";
  if (aids.treadmill && !is_steady)
    activity.problem("surface",
                     "is treadmill, whose belt runs straight at one speed from the start: without "
                     "turns, speed_changes and start standing");
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

Posture start_with(const WalkingAids& aids, double speed_m_s, Posture posture, BodySpec& body) {
  if (aids.cane) hold_ready(*aids.cane, posture);
  if (aids.treadmill) {
    const Eigen::Vector2d belt_m_s(-speed_m_s, 0);
    body.move_floor(belt_m_s);
    posture.pelvis_velocity_m_s.head<2>() += belt_m_s;
  }
  return posture;
}

}  // namespace steppage
