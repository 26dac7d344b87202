#include "control/walking/sensed.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "physics/describe.hpp"

namespace steppage {
namespace {

// Greatest forces of all muscles of a leg, together, in body weights, of people of strength 1: the
// default patient has 1.09 times as much.
constexpr double kForceOfStrength1 = 23.377;

}  // namespace

double leg_length_m(const Model& model) {
  Posture upright;
  upright.pelvis_position_m.z() = 2;
  Physics physics(model, upright);
  const Instant& now = physics.step(physics.idle());
  double sole = 2;
  for (const SolePoint& point : now.soles.right) sole = std::min(sole, point.place_m.z());
  return 2 - sole;
}

Nerves::Nerves(const Model& model)
    : leg_length_m_(steppage::leg_length_m(model)),
      second_(std::sqrt(leg_length_m_ / kGravity_m_s2)),
      weight_n_(model.mass_kg() * kGravity_m_s2),
      floor_velocity_m_s_(model.layout().floor_velocity_m_s) {
  const Layout& layout = model.layout();
  const BodyDescription body = describe(model, {});
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const auto joint = [&](const char* part) { return joint_index(layout, side, part); };
    joints_[side] = {joint("hip_flexion"),        joint("hip_adduction"),
                     joint("hip_rotation"),       joint("knee_flexion"),
                     joint("ankle_dorsiflexion"), joint("subtalar_inversion")};
    for (const char* muscle : kLegMuscles) {
      const std::string full = std::string(name(side)) + "_" + muscle;
      muscles_[side].push_back(index_of(layout.muscles, full));
      for (const MuscleDescription& described : body.muscles)
        if (described.name == full) max_force_n_[side].push_back(described.max_force_n);
    }
  }
  // A harness leaves the legs less to carry. Of the stronger leg: what one leg has lost is not made
  // up for by exciting both more.
  const auto together = [](const std::vector<double>& forces_n) {
    return std::accumulate(forces_n.begin(), forces_n.end(), 0.0);
  };
  strength_ = std::max(together(max_force_n_.left), together(max_force_n_.right)) /
              ((weight_n_ - layout.body_weight_support_n) * kForceOfStrength1);
  lumbar_flexion_ = index_of(layout.joints, "lumbar_flexion");
  lumbar_bending_ = index_of(layout.joints, "lumbar_bending");
  lumbar_rotation_ = index_of(layout.joints, "lumbar_rotation");
}

Turning Nerves::turning(const Instant& now, size_t joint) const {
  return {now.joint_angle_rad[joint], now.joint_rate_rad_s[joint] * second_};
}

Sensed Nerves::sense(const Instant& now, const Path& path) const {
  const Eigen::Quaterniond pelvis(now.pelvis_quaternion[0], now.pelvis_quaternion[1],
                                  now.pelvis_quaternion[2], now.pelvis_quaternion[3]);
  const Eigen::Matrix3d r = pelvis.toRotationMatrix();
  const double yaw = std::atan2(r(1, 0), r(0, 0));
  const Eigen::Vector2d forward(std::cos(yaw), std::sin(yaw)), left(-forward.y(), forward.x());
  const double speed_unit = leg_length_m_ / second_;
  const Eigen::Vector2d com = now.balance.com_m.head<2>();
  const Eigen::Vector2d velocity =
      now.balance.linear_momentum.head<2>() / (now.balance.mass_kg * speed_unit) -
      floor_velocity_m_s_ / speed_unit;

  Sensed sensed;
  sensed.pelvis_pitch = {std::asin(std::clamp(-r(2, 0), -1.0, 1.0)),
                         now.pelvis_rate_rad_s.y() * second_};
  sensed.pelvis_lean = {-std::atan2(r(2, 1), r(2, 2)), -now.pelvis_rate_rad_s.x() * second_};
  sensed.lumbar_flexion = turning(now, lumbar_flexion_);
  sensed.lumbar_bending = turning(now, lumbar_bending_);
  sensed.lumbar_rotation = turning(now, lumbar_rotation_);
  sensed.trunk_pitch = {sensed.pelvis_pitch.angle + sensed.lumbar_flexion.angle,
                        sensed.pelvis_pitch.rate + sensed.lumbar_flexion.rate};
  sensed.trunk_lean = {sensed.pelvis_lean.angle + sensed.lumbar_bending.angle,
                       sensed.pelvis_lean.rate + sensed.lumbar_bending.rate};
  sensed.heading = std::remainder(yaw - path.direction_rad, 2 * std::numbers::pi);
  const Eigen::Vector2d path_left(-std::sin(path.direction_rad), std::cos(path.direction_rad));
  sensed.off_path = (com - path.start_m).dot(path_left) / leg_length_m_;
  sensed.speed = velocity.dot(forward);
  sensed.speed_left = velocity.dot(left);
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const Joints& joints = joints_[side];
    SensedLeg& leg = sensed.legs[side];
    leg.hip_flexion = turning(now, joints.hip_flexion);
    leg.hip_adduction = turning(now, joints.hip_adduction);
    leg.hip_rotation = turning(now, joints.hip_rotation);
    leg.knee_flexion = turning(now, joints.knee_flexion);
    leg.ankle_dorsiflexion = turning(now, joints.ankle_dorsiflexion);
    leg.subtalar_inversion = turning(now, joints.subtalar_inversion);
    leg.load = now.ground_reaction_n[side].z() / weight_n_;
    for (size_t i = 0; i < muscles_[side].size(); ++i)
      leg.force.push_back(strength_ * now.muscles[muscles_[side][i]].force_n /
                          max_force_n_[side][i]);
    Eigen::Vector2d foot = Eigen::Vector2d::Zero();
    for (const SolePoint& point : now.soles[side]) foot += point.place_m.head<2>();
    foot /= static_cast<double>(now.soles[side].size());
    leg.ahead = (com - foot).dot(forward) / leg_length_m_;
    leg.beside = (side == Side::kLeft ? 1 : -1) * (com - foot).dot(left) / leg_length_m_;
  }
  return sensed;
}

}  // namespace steppage
