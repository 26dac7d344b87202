#include "control/postures.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "control/bend.hpp"
#include "physics/reach.hpp"
#include "props.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kReferenceThigh_m = 0.396;  // of models/props/chair.xml
constexpr double kReferenceBack_m = 0.185;   // its back rest behind the hips
constexpr double kReferenceEdge_m = 0.346;   // its front edge in front of them
constexpr double kRoomBehindTrunk_m = 0.07;
// Flesh gives way: the body starts as deep in its support as it is going to rest, and a chair that
// fitted exactly would load the feet.
constexpr double kSinking_m = 0.004;
constexpr double kOverEdge_m = 0.02;  // so far beyond a seat's front edge, a thigh still lies on it
constexpr double kCrossing = 0.75;    // of the shank's length: where it lies on the other thigh
constexpr double kCrossedRotation_rad = 80 * kDegree, kRoomToTurn_rad = 8 * kDegree;
constexpr double kTouching_m = 0.001, kLightly_m = 0.0002;  // depths of a first contact
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

// Middle of a foot's ball.
BodyPoint ball(const Shape& shape, const std::string& leg) {
  BodyPoint middle = centre(shape, leg + "metatarsal_1");
  middle.point_m = (middle.point_m + centre(shape, leg + "metatarsal_5").point_m) / 2;
  return middle;
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

struct SittingLeg {
  double thigh_m, knee_height_m;  // the shank is upright, the foot flat on the floor
  double hip_height_m;            // of a seat on which the thigh's far end touches down
  double calf_m;                  // its back, in front of the hip
};

// The buttocks carry the pelvis; a thigh slopes down until its far end touches the seat, or hangs
// over its front edge.
SittingLeg sitting_leg(const Shape& shape, const std::string& leg, double edge_m = INFINITY) {
  const double hip = shape.body_m.at(leg + "thigh").z(), knee = shape.body_m.at(leg + "shank").z();
  const double hip_above_seat = hip - lowest(shape, leg + "buttock");
  const double thigh_radius = shape.radius_m.at(leg + "thigh_flesh");
  const double reach = std::min(-far_end(shape, leg + "thigh").z(), edge_m);
  const double slope = std::asin(std::clamp((hip_above_seat - thigh_radius) / reach, 0.0, 0.3));
  const double knee_height = knee - lowest(shape, leg + "heel");
  const double calf = rearmost(shape, leg + "shank_flesh") - shape.body_m.at(leg + "shank").x();
  return {hip - knee, knee_height, knee_height + (hip - knee) * std::sin(slope),
          (hip - knee) * std::cos(slope) + calf};
}

// With some bend of the elbow left, so that what is held may move.
bool is_held(const Reached& reached, Side hand, double bend_rad) {
  constexpr double kReached_m = 0.001;
  return reached.distance_m < kReached_m &&
         reached.posture.joint_angle_rad.at(prefix(hand) + "elbow_flexion") > bend_rad;
}

// The hand reaches around the thigh from outside, by that share from behind, as near to the knee as
// a bent arm gets.
void hold_thigh(BodySpec& body, Posture& posture, Side side, double behind) {
  constexpr double kLeastBend_rad = 20 * kDegree;
  constexpr double kNearest = 0.9, kFarthest = 0.5, kStep = 0.05;  // of the thigh's length
  const Shape shape = body.shape();
  const Model model = body.compile();
  const std::string thigh = prefix(side) + "thigh";
  const double length = (shape.body_m.at(thigh) - shape.body_m.at(prefix(side) + "shank")).norm();
  const double around =
      shape.radius_m.at(thigh + "_flesh") + shape.radius_m.at(prefix(side) + "hand") - kTouching_m;
  const Eigen::Vector3d outside =
      around *
      Eigen::Vector3d(-behind, (side == Side::kLeft ? 1 : -1) * std::sqrt(1 - behind * behind), 0);
  BodyPoint point{thigh};
  Reached reached;
  for (double share = kNearest; share > kFarthest; share -= kStep) {
    point.point_m = outside - share * length * Eigen::Vector3d::UnitZ();
    reached = reach_with_hand(model, posture, side, point);
    if (is_held(reached, side, kLeastBend_rad)) break;
  }
  posture = reached.posture;
  body.add_grasp(side, point.body, point.point_m, kHookGrip_n_kg * model.mass_kg());
}

// The body starts `depth_m` deep in a seat that is higher than the shorter leg by as much, and
// whose front edge is behind the calves. Both are lowered where the feet are in front of the knees.
Posture sit(BodySpec& body, bool arm_rests, double depth_m, double lowered_m = 0) {
  const Shape shape = body.shape();
  PerSide<SittingLeg> legs = {sitting_leg(shape, "left_"), sitting_leg(shape, "right_")};
  const double scale = std::min(legs.left.thigh_m, legs.right.thigh_m) / kReferenceThigh_m;
  const double trunk_back = -rearmost(shape, "right_trunk_flesh");
  const double calf = std::min(legs.left.calf_m, legs.right.calf_m);
  const double back = std::min({0.0, kReferenceBack_m * scale - trunk_back - kRoomBehindTrunk_m,
                                calf - kReferenceEdge_m * scale});
  for (const Side side : {Side::kLeft, Side::kRight})
    legs[side] = sitting_leg(shape, prefix(side), back + kReferenceEdge_m * scale + kOverEdge_m);

  const double hip_above_seat = shape.body_m.at("right_thigh").z() - lowest(shape, "right_buttock");
  const double hip_height =
      std::min(legs.left.hip_height_m, legs.right.hip_height_m) + depth_m - lowered_m;
  const Eigen::Vector3d seat(back, 0, hip_height - hip_above_seat);
  body.attach("chair", embedded::chair_xml, seat);
  body.scale("chair/chair", scale, scale);
  if (arm_rests) {
    body.attach("arm_rests", embedded::arm_rests_xml, seat);
    body.scale("arm_rests/arm_rests", scale, scale);
  }

  Posture posture;
  posture.pelvis_position_m = {0, 0, hip_height - depth_m};
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const SittingLeg& leg = legs[side];
    const double slope = std::asin((hip_height - depth_m - leg.knee_height_m) / leg.thigh_m);
    posture.joint_angle_rad[prefix(side) + "hip_flexion"] = std::numbers::pi / 2 - slope;
    posture.joint_angle_rad[prefix(side) + "knee_flexion"] = std::numbers::pi / 2 - slope;
  }
  set_arms(posture, 0.35, 0.1, 1.0);
  return posture;
}

}  // namespace

// Who cannot straighten one leg bends the other as much, so that both feet stand.
Posture stand_on_floor(const BodySpec& body) {
  const Shape shape = body.shape();
  const double width = shape.body_m.at("left_thigh").y() - shape.body_m.at("right_thigh").y();
  const double left = -lowest(shape, "left_heel"), right = -lowest(shape, "right_heel");
  const double tilt = std::asin(std::clamp((left - right) / width, -0.5, 0.5));  // left side up
  const double leg = (left + right) / 2;
  const double thigh = shape.body_m.at("right_thigh").z() - shape.body_m.at("right_shank").z();
  const Bend usual = {kKnee_rad - kShankLean_rad, kKnee_rad, kShankLean_rad};
  Bend bend = usual;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const Bend own = bend_within_range(body, side, thigh, leg - thigh, usual, 0);
    if (own.knee_rad > bend.knee_rad) bend = own;
  }
  const double thigh_lean = -bend.hip_rad;
  Posture posture;
  posture.pelvis_position_m = {
      (leg - thigh) * std::sin(bend.shank_rad) + thigh * std::sin(thigh_lean), 0,
      (leg - thigh) * std::cos(bend.shank_rad) + thigh * std::cos(thigh_lean)};
  posture.pelvis_quaternion = {std::cos(tilt / 2), std::sin(tilt / 2), 0, 0};
  posture.joint_angle_rad["lumbar_bending"] = tilt;
  for (const std::string side : {"left_", "right_"}) {
    posture.joint_angle_rad[side + "hip_flexion"] = -thigh_lean;
    posture.joint_angle_rad[side + "knee_flexion"] = bend.knee_rad;
    posture.joint_angle_rad[side + "ankle_dorsiflexion"] = bend.shank_rad;
  }
  posture.joint_angle_rad["left_hip_adduction"] = tilt;
  posture.joint_angle_rad["right_hip_adduction"] = -tilt;
  set_arms(posture, 0.05, 0.1, 0.15);
  return posture;
}

Posture sit_on_chair(BodySpec& body, bool arm_rests) { return sit(body, arm_rests, kSinking_m); }

// On the front of a raised seat (49 cm for 1.65 m), as wards have it, the feet drawn back.
Posture sit_ready_to_rise(BodySpec& body) {
  constexpr double kShankLean = 18 * kDegree;
  constexpr double kRaised_m = 0.09;        // above a seat that fits the lower legs
  constexpr double kThighOnSeat_m = 0.055;  // of the reference body
  const Shape shape = body.shape();
  const PerSide<SittingLeg> legs = {sitting_leg(shape, "left_"), sitting_leg(shape, "right_")};
  const auto knee_sinks = [&](Side side) {
    const double shank =
        shape.body_m.at(prefix(side) + "shank").z() - shape.body_m.at(prefix(side) + "foot").z();
    return (1 - std::cos(kShankLean)) * shank;
  };
  const double hip_height = std::min(legs.left.hip_height_m - knee_sinks(Side::kLeft),
                                     legs.right.hip_height_m - knee_sinks(Side::kRight)) +
                            kRaised_m;
  const double hip_above_seat = shape.body_m.at("right_thigh").z() - lowest(shape, "right_buttock");
  const double scale = std::min(legs.left.thigh_m, legs.right.thigh_m) / kReferenceThigh_m;
  body.attach(
      "chair", embedded::chair_xml,
      {scale * (kThighOnSeat_m - kReferenceEdge_m), 0, hip_height + kSinking_m - hip_above_seat});
  body.scale("chair/chair", scale, scale);

  Posture posture;
  posture.pelvis_position_m = {0, 0, hip_height};
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const SittingLeg& leg = legs[side];
    const double knee_height = leg.knee_height_m - knee_sinks(side);
    const double thigh = std::numbers::pi / 2 - std::asin((hip_height - knee_height) / leg.thigh_m);
    posture.joint_angle_rad[prefix(side) + "hip_flexion"] = thigh;
    posture.joint_angle_rad[prefix(side) + "knee_flexion"] = thigh + kShankLean;
    posture.joint_angle_rad[prefix(side) + "ankle_dorsiflexion"] = kFlatDorsiflexion * kShankLean;
    posture.joint_angle_rad[prefix(side) + "subtalar_inversion"] = kFlatInversion * kShankLean;
  }
  set_arms(posture, 0.35, 0.1, 1.0);
  return posture;
}

// Only a hip that turns out much further than the 45 degrees of the usual range lets a shank lie
// across the other thigh: with less it passes in front of it.
Posture sit_with_ankle_on_knee(BodySpec& body, Side side) {
  const std::string leg = prefix(side), other = prefix(opposite(side));
  Posture posture = sit(body, false, kLightly_m);
  posture.joint_angle_rad[leg + "hip_flexion"] = 105 * kDegree;
  posture.joint_angle_rad[leg + "hip_adduction"] = -25 * kDegree;
  posture.joint_angle_rad[leg + "hip_rotation"] = -kCrossedRotation_rad;
  posture.joint_angle_rad[leg + "knee_flexion"] = 100 * kDegree;
  posture.joint_angle_rad[leg + "ankle_dorsiflexion"] = -25 * kDegree;
  posture.joint_angle_rad[leg + "subtalar_inversion"] = 5 * kDegree;
  body.widen_range(leg + "hip_rotation", -kCrossedRotation_rad - kRoomToTurn_rad);
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
  // The shank's axis is that far above the thigh's, at right angles to both: its tilt is found with
  // its angles.
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
    up = thigh.cross(shank).normalized();
    if (up.z() < 0) up = -up;
  }
  return crossed;
}

Posture sit_with_foot_on_foot(BodySpec& body, Side upper) {
  const std::string above = prefix(upper), below = prefix(opposite(upper));
  const double outward = upper == Side::kLeft ? 1 : -1;
  // Feet a little in front of the knees, on a seat that is lower for it: so a foot lies on another
  // without its ankle being bent up.
  constexpr double kForward_rad = 22 * kDegree;
  const Shape standing = body.shape();
  const double shank = standing.body_m.at("right_shank").z() - lowest(standing, "right_heel");
  constexpr double kClear_m = 0.02;  // of the seat's edge: the feet carry the legs
  Posture posture = sit(body, false, kLightly_m, shank * (1 - std::cos(kForward_rad)) + kClear_m);
  for (const std::string& leg : {above, below})
    posture.joint_angle_rad[leg + "knee_flexion"] -= kForward_rad;
  for (const char* sole : {"metatarsal_1", "metatarsal_5", "toe_1", "toe_4"})
    for (const char* back : {"instep", "toes_shape"}) body.add_contact(above + sole, below + back);

  const Shape shape = body.shape();
  const Model model = body.compile();
  const auto aim_at = [&](const std::string& geom, const Eigen::Vector3d& place_m,
                          const Eigen::Vector3d& weight) {
    return Aim{centre(shape, geom), place_m, weight};
  };
  const auto radius = [&](const std::string& geom) { return shape.radius_m.at(geom); };
  // Both feet come to the middle until the heel of the one is beside the other's instep.
  // Rather below the upper one's own hip, so that its shank stands upright.
  constexpr double kAside_m = 0.055;
  const double middle = outward * kAside_m;
  const double apart = radius(above + "heel") + radius(below + "foot_shape") + kRoomBetweenFeet_m;
  const Eigen::Vector3d heel = place(model, posture, centre(shape, below + "heel"));
  const auto on_floor = [&](const std::string& geom, const Eigen::Vector3d& weight) {
    return aim_at(geom, {heel.x(), middle - outward * apart / 2, radius(geom)}, weight);
  };
  const auto joints = [](const std::string& leg) {
    return std::vector{leg + "hip_flexion",        leg + "hip_adduction",
                       leg + "hip_rotation",       leg + "knee_flexion",
                       leg + "ankle_dorsiflexion", leg + "subtalar_inversion"};
  };
  // The lower foot turns in, until its instep is below the whole ball of the other one.
  const std::array flat = {
      on_floor(below + "heel", {1, 1, 1}),
      aim_at(below + "instep", {0, middle + outward * apart / 2, 0}, {0, 1, 0}),
      on_floor(below + "metatarsal_1", {0, 0, 1}), on_floor(below + "metatarsal_5", {0, 0, 1})};
  posture = reach(model, posture, joints(below), flat).posture;

  Eigen::Vector3d on_instep = place(model, posture, centre(shape, below + "instep"));
  on_instep.z() += radius(above + "metatarsal_1") + radius(below + "instep") - kLightly_m;
  const std::array lying = {
      aim_at(above + "heel", {0, middle + outward * apart / 2, radius(above + "heel")}, {0, 1, 1}),
      aim_at(above + "metatarsal_1", on_instep, {0, 0, 1}),
      aim_at(above + "metatarsal_5", on_instep, {0, 0, 1}),
      Aim{ball(shape, above), on_instep, {1, 1, 0}}};
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
  const double thigh = shape.body_m.at("right_thigh").z() - shape.body_m.at("right_shank").z();
  const double heel_up =
      std::asin(std::clamp((back - rearmost(shape, "right_heel")) / leg, -0.1, 0.1));
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const Bend bend = bend_within_range(body, side, thigh, leg - thigh, {heel_up}, heel_up);
    posture.joint_angle_rad[prefix(side) + "hip_flexion"] = bend.hip_rad;
    posture.joint_angle_rad[prefix(side) + "knee_flexion"] = bend.knee_rad;
    posture.joint_angle_rad[prefix(side) + "ankle_dorsiflexion"] = -0.3;
  }
  // Straight down from the shoulder to a hand that touches the mat, its elbow a little bent.
  const double shoulder = shape.body_m.at("right_upper_arm").x() - back;
  const double arm = shape.body_m.at("right_upper_arm").z() - shape.geom_m.at("right_hand").z() +
                     shape.half_length_m.at("right_hand");
  set_arms(posture, -std::asin((shoulder - shape.radius_m.at("right_hand")) / arm), 0.25, 0.05);
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

Posture lie_with_knees_hugged(BodySpec& body) {
  Posture posture = lie_on_table(body);
  for (const Side side : {Side::kLeft, Side::kRight}) {
    posture.joint_angle_rad[prefix(side) + "hip_flexion"] = 110 * kDegree;
    posture.joint_angle_rad[prefix(side) + "knee_flexion"] = 120 * kDegree;
    posture.joint_angle_rad[prefix(side) + "ankle_dorsiflexion"] = -10 * kDegree;
    posture.joint_angle_rad[prefix(side) + "shoulder_flexion"] = 0.6;
    posture.joint_angle_rad[prefix(side) + "shoulder_abduction"] = 0.3;
    posture.joint_angle_rad[prefix(side) + "elbow_flexion"] = 0.4;
  }
  constexpr double kBehind = 0.6;
  for (const Side side : {Side::kLeft, Side::kRight}) hold_thigh(body, posture, side, kBehind);
  return posture;
}

void hold_thigh_from_outside(BodySpec& body, Posture& posture, Side side) {
  hold_thigh(body, posture, side, 0);
}

void hold_forefoot(BodySpec& body, Posture& posture, Side hand, Side foot, double limit_n) {
  constexpr double kLeastBend_rad = 45 * kDegree;
  constexpr double kMostLean_rad = 40 * kDegree, kStep_rad = 2 * kDegree;
  const Shape shape = body.shape();
  const Model model = body.compile();
  BodyPoint point = ball(shape, prefix(foot));
  const double below =
      shape.radius_m.at(prefix(foot) + "metatarsal_1") + shape.radius_m.at(prefix(hand) + "hand");
  point.point_m.z() -= below;
  Reached reached;
  for (double lean = 0; lean < kMostLean_rad; lean += kStep_rad) {
    posture.joint_angle_rad["lumbar_flexion"] = lean;
    reached = reach_with_hand(model, posture, hand, point);
    if (is_held(reached, hand, kLeastBend_rad)) break;
  }
  posture = reached.posture;
  body.add_grasp(hand, point.body, point.point_m, limit_n);
}

void hold_support(BodySpec& body, Posture& posture, Side side, double limit_n, double elbow_rad) {
  posture.joint_angle_rad[prefix(side) + "shoulder_flexion"] = 0.5;
  posture.joint_angle_rad[prefix(side) + "shoulder_abduction"] = 0.2;
  posture.joint_angle_rad[prefix(side) + "elbow_flexion"] = elbow_rad;
  const Eigen::Vector3d hand = body.site(prefix(side) + "grip", posture);
  body.attach(prefix(side) + "support", embedded::support_xml, hand);
  body.add_grasp(side, "world", hand, limit_n);
}

Posture stand_at_support(BodySpec& body, const std::string& support) {
  Posture posture = stand_on_floor(body);
  const bool both = support == "both_hands";
  if (both || support == "left_hand") hold_support(body, posture, Side::kLeft);
  if (both || support == "right_hand") hold_support(body, posture, Side::kRight);
  return posture;
}

}  // namespace steppage
