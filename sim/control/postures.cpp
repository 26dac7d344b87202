#include "control/postures.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "props.hpp"

namespace steppage {
namespace {

constexpr double kReferenceThigh_m = 0.396;  // of models/props/chair.xml
constexpr double kReferenceBack_m = 0.185;   // its back rest behind the hips
constexpr double kRoomBehindTrunk_m = 0.02;
// Flesh gives way: the body starts as deep in its support as it is going to rest, and a chair that
// fitted exactly would load the feet.
constexpr double kSinking_m = 0.004;
constexpr double kTableHeight_m = 0.5;
// Standing: knees not locked, the centre of mass 4 to 5 cm in front of the ankles.
constexpr double kKnee_rad = 0.06;
constexpr double kShankLean_rad = 0.08;

// Angles of the oblique joints of ankle and hindfoot that keep the sole flat, per angle of the shank.
constexpr double kFlatDorsiflexion = 1.038;
constexpr double kFlatInversion = 0.1385;

double lowest(const Shape& shape, const std::string& geom) {
  return shape.geom_m.at(geom).z() - shape.radius_m.at(geom);
}

double rearmost(const Shape& shape, const std::string& geom) {
  return shape.geom_m.at(geom).x() - shape.radius_m.at(geom);
}

void set_arms(Posture& posture, double flexion, double abduction, double elbow) {
  for (const std::string side : {"left_", "right_"}) {
    posture.joint_angle_rad[side + "shoulder_flexion"] = flexion;
    posture.joint_angle_rad[side + "shoulder_abduction"] = abduction;
    posture.joint_angle_rad[side + "elbow_flexion"] = elbow;
  }
}

}  // namespace

Posture stand_on_floor(const BodySpec& body) {
  const Shape shape = body.shape();
  const double width = shape.body_m.at("left_thigh").y() - shape.body_m.at("right_thigh").y();
  const double left = -lowest(shape, "left_heel"), right = -lowest(shape, "right_heel");
  const double tilt = std::asin(std::clamp((left - right) / width, -0.5, 0.5));  // left side up
  const double leg = (left + right) / 2;
  const double thigh_lean = kShankLean_rad - kKnee_rad;
  const double thigh = shape.body_m.at("right_thigh").z() - shape.body_m.at("right_shank").z();
  Posture posture;
  posture.pelvis_position_m = {
      (leg - thigh) * std::sin(kShankLean_rad) + thigh * std::sin(thigh_lean), 0,
      (leg - thigh) * std::cos(kShankLean_rad) + thigh * std::cos(thigh_lean)};
  posture.pelvis_quaternion = {std::cos(tilt / 2), std::sin(tilt / 2), 0, 0};
  posture.joint_angle_rad["lumbar_bending"] = tilt;
  for (const std::string side : {"left_", "right_"}) {
    posture.joint_angle_rad[side + "hip_flexion"] = -thigh_lean;
    posture.joint_angle_rad[side + "knee_flexion"] = kKnee_rad;
    posture.joint_angle_rad[side + "ankle_dorsiflexion"] = kShankLean_rad;
  }
  posture.joint_angle_rad["left_hip_adduction"] = tilt;
  posture.joint_angle_rad["right_hip_adduction"] = -tilt;
  set_arms(posture, 0.05, 0.1, 0.15);
  return posture;
}

Posture sit_on_chair(BodySpec& body, bool arm_rests, const Seat& seat_settings) {
  const Shape shape = body.shape();
  const double hip = shape.body_m.at("right_thigh").z();
  const double thigh = hip - shape.body_m.at("right_shank").z();
  const double shank = shape.body_m.at("right_shank").z() - shape.body_m.at("right_foot").z();
  const double knee_height = shape.body_m.at("right_foot").z() - lowest(shape, "right_heel") +
                             shank * std::cos(seat_settings.shank_lean_rad);

  // The buttocks carry the pelvis; the thighs slope down until their far end touches the seat.
  const double hip_above_seat = hip - lowest(shape, "right_buttock");
  const double thigh_radius = shape.radius_m.at("right_thigh_flesh");
  const double reach =
      hip - shape.geom_m.at("right_thigh_flesh").z() + shape.half_length_m.at("right_thigh_flesh");
  const double slope = std::asin(std::clamp((hip_above_seat - thigh_radius) / reach, 0.0, 0.3)) +
                       std::asin(seat_settings.raised_m / thigh);
  const double hip_height = knee_height + thigh * std::sin(slope) + kSinking_m;

  const double scale = thigh / kReferenceThigh_m;
  const double trunk_back = -rearmost(shape, "right_trunk_flesh");
  const double back = std::min(0.0, kReferenceBack_m * scale - trunk_back - kRoomBehindTrunk_m);
  const Eigen::Vector3d seat(back - scale * seat_settings.forward_m, 0, hip_height - hip_above_seat);
  body.attach("chair", embedded::chair_xml, seat);
  body.scale("chair/chair", scale, scale);
  if (arm_rests) {
    body.attach("arm_rests", embedded::arm_rests_xml, seat);
    body.scale("arm_rests/arm_rests", scale, scale);
  }

  Posture posture;
  posture.pelvis_position_m = {0, 0, hip_height - kSinking_m};
  for (const std::string side : {"left_", "right_"}) {
    posture.joint_angle_rad[side + "hip_flexion"] = std::numbers::pi / 2 - slope;
    posture.joint_angle_rad[side + "knee_flexion"] =
        std::numbers::pi / 2 - slope + seat_settings.shank_lean_rad;
    posture.joint_angle_rad[side + "ankle_dorsiflexion"] =
        kFlatDorsiflexion * seat_settings.shank_lean_rad;
    posture.joint_angle_rad[side + "subtalar_inversion"] =
        kFlatInversion * seat_settings.shank_lean_rad;
  }
  set_arms(posture, 0.35, 0.1, 1.0);
  return posture;
}

Posture lie_on_table(BodySpec& body) {
  const Shape shape = body.shape();
  body.attach("table", embedded::table_xml, {0, 0, kTableHeight_m});
  const double back =
      std::min(rearmost(shape, "right_buttock"), rearmost(shape, "right_trunk_flesh"));
  const double leg = shape.body_m.at("right_thigh").z() - shape.geom_m.at("right_heel").z();
  Posture posture;
  posture.pelvis_position_m = {0, 0, kTableHeight_m - back - kSinking_m};
  const double half = std::numbers::pi / 4;
  posture.pelvis_quaternion = {std::cos(half), 0, -std::sin(half), 0};
  for (const std::string side : {"left_", "right_"}) {
    posture.joint_angle_rad[side + "hip_flexion"] =
        std::asin(std::clamp((back - rearmost(shape, "right_heel")) / leg, -0.1, 0.1));
    posture.joint_angle_rad[side + "ankle_dorsiflexion"] = -0.3;
  }
  set_arms(posture, -0.2, 0.25, 0.05);
  return posture;
}

void hold_support(BodySpec& body, Posture& posture, Side side, double limit_n) {
  const std::string prefix = std::string(name(side)) + "_";
  posture.joint_angle_rad[prefix + "shoulder_flexion"] = 0.5;
  posture.joint_angle_rad[prefix + "shoulder_abduction"] = 0.2;
  posture.joint_angle_rad[prefix + "elbow_flexion"] = 0.8;
  const Eigen::Vector3d hand = body.site(prefix + "grip", posture);
  body.attach("support", embedded::support_xml, hand);
  body.add_grasp(side, hand, limit_n);
}

}  // namespace steppage
