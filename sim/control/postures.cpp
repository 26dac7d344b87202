#include "control/postures.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "physics/reach.hpp"
#include "props.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kReferenceThigh_m = 0.396;  // of models/props/chair.xml
constexpr double kReferenceBack_m = 0.185;   // its back rest behind the hips
constexpr double kRoomBehindTrunk_m = 0.02;
// Flesh gives way: the body starts as deep in its support as it is going to rest, and a chair that
// fitted exactly would load the feet.
constexpr double kSinking_m = 0.004;
constexpr double kCrossing = 0.85;  // of the shank's length: where it lies on the other thigh
constexpr double kOverKnee = 0.45;  // slope of the thigh's round end there
constexpr double kCrossedRotation_rad = 80 * kDegree;
constexpr double kTouching_m = 0.001;
constexpr double kRoomBetweenFeet_m = 0.005;
constexpr double kTableHeight_m = 0.5;
// Standing: knees not locked, the centre of mass 4 to 5 cm in front of the ankles.
constexpr double kKnee_rad = 0.06;
constexpr double kShankLean_rad = 0.08;

double lowest(const Shape& shape, const std::string& geom) {
  return shape.geom_m.at(geom).z() - shape.radius_m.at(geom);
}

std::string prefix(Side side) { return std::string(name(side)) + "_"; }

// The body that a geom of the leg is part of.
std::string segment_of(const std::string& geom) {
  const std::string leg = geom.substr(0, geom.find('_') + 1), part = geom.substr(leg.size());
  return leg + (part.starts_with("toe") ? "toes" : "foot");
}

BodyPoint centre(const Shape& shape, const std::string& geom) {
  const std::string body = segment_of(geom);
  return {body, shape.geom_m.at(geom) - shape.body_m.at(body)};
}

// End of a segment's flesh, on its axis.
Eigen::Vector3d far_end(const Shape& shape, const std::string& segment) {
  Eigen::Vector3d end = shape.geom_m.at(segment + "_flesh") - shape.body_m.at(segment);
  end.z() -= shape.half_length_m.at(segment + "_flesh");
  return end;
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

Posture sit_on_chair(BodySpec& body, bool arm_rests) {
  const Shape shape = body.shape();
  const double hip = shape.body_m.at("right_thigh").z();
  const double thigh = hip - shape.body_m.at("right_shank").z();
  const double knee_height = shape.body_m.at("right_shank").z() - lowest(shape, "right_heel");

  // The buttocks carry the pelvis; the thighs slope down until their far end touches the seat.
  const double hip_above_seat = hip - lowest(shape, "right_buttock");
  const double thigh_radius = shape.radius_m.at("right_thigh_flesh");
  const double reach =
      hip - shape.geom_m.at("right_thigh_flesh").z() + shape.half_length_m.at("right_thigh_flesh");
  const double slope = std::asin(std::clamp((hip_above_seat - thigh_radius) / reach, 0.0, 0.3));
  const double hip_height = knee_height + thigh * std::sin(slope) + kSinking_m;

  const double scale = thigh / kReferenceThigh_m;
  const double trunk_back = -rearmost(shape, "right_trunk_flesh");
  const double back = std::min(0.0, kReferenceBack_m * scale - trunk_back - kRoomBehindTrunk_m);
  const Eigen::Vector3d seat(back, 0, hip_height - hip_above_seat);
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
    posture.joint_angle_rad[side + "knee_flexion"] = std::numbers::pi / 2 - slope;
  }
  set_arms(posture, 0.35, 0.1, 1.0);
  return posture;
}

// Only a hip that turns out much further than the 45 degrees of the usual range lets a shank lie
// across the other thigh: with less it passes in front of it.
Posture sit_with_ankle_on_knee(BodySpec& body, Side side) {
  const std::string leg = prefix(side), other = prefix(opposite(side));
  Posture posture = sit_on_chair(body);
  posture.joint_angle_rad[leg + "hip_flexion"] = 105 * kDegree;
  posture.joint_angle_rad[leg + "hip_adduction"] = -30 * kDegree;
  posture.joint_angle_rad[leg + "hip_rotation"] = -kCrossedRotation_rad;
  posture.joint_angle_rad[leg + "knee_flexion"] = 110 * kDegree;
  posture.joint_angle_rad[leg + "ankle_dorsiflexion"] = -25 * kDegree;
  posture.joint_angle_rad[leg + "subtalar_inversion"] = 5 * kDegree;
  body.widen_range(leg + "hip_rotation", -kCrossedRotation_rad);
  body.add_contact(leg + "shank_flesh", other + "thigh_flesh");

  const Shape shape = body.shape();
  const Model model = body.compile();
  const BodyPoint knee{leg + "shank"};
  const BodyPoint crossing{
      leg + "shank", kCrossing * (shape.body_m.at(leg + "foot") - shape.body_m.at(leg + "shank"))};
  const Eigen::Vector3d hip = place(model, posture, {other + "thigh"});
  const Eigen::Vector3d under =
      place(model, posture, {other + "thigh", far_end(shape, other + "thigh")});
  const Eigen::Vector3d thigh = (under - hip).normalized();
  const double apart = shape.radius_m.at(leg + "shank_flesh") +
                       shape.radius_m.at(other + "thigh_flesh") - kTouching_m;
  // Both axes at right angles to the line between them, but that the thigh's round end is touched
  // on its upper half. The tilt of the shank is found with its angles.
  Eigen::Vector3d up = Eigen::Vector3d::UnitZ();
  Posture crossed;
  constexpr int kRounds = 8;
  for (int i = 0; i < kRounds; ++i) {
    const Aim aim{crossing, under + apart * up};
    crossed = reach(model, posture,
                    {leg + "hip_flexion", leg + "hip_adduction", leg + "hip_rotation",
                     leg + "knee_flexion"},
                    {&aim, 1})
                  .posture;
    const Eigen::Vector3d shank =
        (place(model, crossed, crossing) - place(model, crossed, knee)).normalized();
    Eigen::Vector3d across = thigh.cross(shank).normalized();
    if (across.z() < 0) across = -across;
    up = (across + kOverKnee * (thigh - thigh.dot(shank) * shank)).normalized();
  }
  return crossed;
}

Posture sit_with_foot_on_foot(BodySpec& body, Side upper) {
  const std::string above = prefix(upper), below = prefix(opposite(upper));
  const double outward = upper == Side::kLeft ? 1 : -1;
  Posture posture = sit_on_chair(body);
  for (const char* ball : {"metatarsal_1", "metatarsal_5", "toe_1", "toe_4"})
    for (const char* back : {"foot_shape", "toes_shape"})
      body.add_contact(above + ball, below + back);

  const Shape shape = body.shape();
  const Model model = body.compile();
  const auto aim_at = [&](const std::string& geom, const Eigen::Vector3d& place_m,
                          const Eigen::Vector3d& weight) {
    return Aim{centre(shape, geom), place_m, weight};
  };
  const auto radius = [&](const std::string& geom) { return shape.radius_m.at(geom); };
  // Both feet come to the middle until the heel of the one is beside the other's instep.
  const double apart = radius(above + "heel") + radius(below + "foot_shape") + kRoomBetweenFeet_m;
  const Eigen::Vector3d heel = place(model, posture, centre(shape, below + "heel"));
  const auto on_floor = [&](const std::string& geom, const Eigen::Vector3d& weight) {
    return aim_at(geom, {heel.x(), -outward * apart / 2, radius(geom)}, weight);
  };
  const auto joints = [](const std::string& leg) {
    return std::vector{leg + "hip_flexion",        leg + "hip_adduction",
                       leg + "hip_rotation",       leg + "knee_flexion",
                       leg + "ankle_dorsiflexion", leg + "subtalar_inversion"};
  };
  const std::array flat = {on_floor(below + "heel", {1, 1, 1}),
                           on_floor(below + "metatarsal_1", {0, 0, 1}),
                           on_floor(below + "metatarsal_5", {0, 0, 1})};
  posture = reach(model, posture, joints(below), flat).posture;

  Eigen::Vector3d on_toes = place(model, posture, centre(shape, below + "toes_shape"));
  on_toes.z() += radius(above + "metatarsal_1") + radius(below + "toes_shape") - kTouching_m;
  const std::array lying = {
      aim_at(above + "heel", {0, outward * apart / 2, radius(above + "heel")}, {0, 1, 1}),
      aim_at(above + "metatarsal_1", on_toes, {1, 1, 1})};
  return reach(model, posture, joints(above), lying).posture;
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

Posture lie_in_table_top(BodySpec& body) {
  Posture posture = lie_on_table(body);
  for (const Side side : {Side::kLeft, Side::kRight}) {
    posture.joint_angle_rad[prefix(side) + "hip_flexion"] = 90 * kDegree;
    posture.joint_angle_rad[prefix(side) + "knee_flexion"] = 90 * kDegree;
    posture.joint_angle_rad[prefix(side) + "ankle_dorsiflexion"] = -5 * kDegree;
  }
  return posture;
}

void hold_support(BodySpec& body, Posture& posture, Side side, double limit_n) {
  posture.joint_angle_rad[prefix(side) + "shoulder_flexion"] = 0.5;
  posture.joint_angle_rad[prefix(side) + "shoulder_abduction"] = 0.2;
  posture.joint_angle_rad[prefix(side) + "elbow_flexion"] = 0.8;
  const Eigen::Vector3d hand = body.site(prefix(side) + "grip", posture);
  body.attach("support", embedded::support_xml, hand);
  body.add_grasp(side, "world", hand, limit_n);
}

}  // namespace steppage
