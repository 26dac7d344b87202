#include "control/seat.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "props.hpp"

namespace steppage {
namespace {

constexpr double kReferenceThigh_m = 0.396;  // of models/props/chair.xml
constexpr double kReferenceBack_m = 0.185;   // its back rest behind the hips
constexpr double kRoomBehindTrunk_m = 0.02;
constexpr double kSinking_m =
    0.004;  // flesh gives way: a chair that fits exactly would load the feet

double lowest(const Shape& shape, const std::string& geom) {
  return shape.geom_m.at(geom).z() - shape.radius_m.at(geom);
}

}  // namespace

Posture sit_on_chair(BodySpec& body) {
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
  const double trunk_back = shape.radius_m.at("trunk_shape") - shape.geom_m.at("trunk_shape").x();
  const double back = std::min(0.0, kReferenceBack_m * scale - trunk_back - kRoomBehindTrunk_m);
  body.attach("chair", embedded::chair_xml, {back, 0, hip_height - hip_above_seat});
  body.scale("chair/chair", scale, scale);

  Posture posture;
  posture.pelvis_position_m = {0, 0, hip_height};
  for (const std::string side : {"left_", "right_"}) {
    posture.joint_angle_rad[side + "hip_flexion"] = std::numbers::pi / 2 - slope;
    posture.joint_angle_rad[side + "knee_flexion"] = std::numbers::pi / 2 - slope;
  }
  return posture;
}

}  // namespace steppage
