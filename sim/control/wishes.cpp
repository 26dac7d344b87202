#include "control/wishes.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "core/gravity.hpp"

namespace steppage {
namespace {

// However far a joint is from its course, it is not pulled back faster than from this far.
constexpr double kMostError_rad = 0.2;

double damping(double stiffness) { return 2 * std::sqrt(stiffness); }

Eigen::Quaterniond quaternion(const Eigen::Vector4d& q) { return {q[0], q[1], q[2], q[3]}; }

}  // namespace

double fall_s(const Balance& body) {
  return std::sqrt(std::max(0.3, body.com_m.z()) / kGravity_m_s2);
}

Eigen::Vector2d capture_m(const Balance& body) {
  return body.com_m.head<2>() + fall_s(body) * body.linear_momentum.head<2>() / body.mass_kg;
}

Wishes::Wishes(const Model& model, const Posture& posture, const Stiffness& stiffness)
    : upright_(posture.pelvis_quaternion), body_stiffness_(stiffness.body) {
  const Layout& layout = model.layout();
  for (const std::string& joint : layout.joints) {
    rest_.push_back(posture.angle_rad(joint));
    const bool in_foot = joint.ends_with("dorsiflexion") || joint.ends_with("inversion");
    const bool in_trunk = joint.starts_with("lumbar");
    if (in_trunk) lumbar_.push_back(rest_.size() - 1);
    // Toes weigh nothing: holding them against their own spring would be all effort.
    const bool is_free =
        joint.ends_with("toe_extension") || find_index(layout.arm_joints, joint) >= 0;
    stiffness_.push_back(is_free    ? 0
                         : in_foot  ? stiffness.feet
                         : in_trunk ? stiffness.lumbar
                                    : stiffness.body);
  }
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::string prefix = std::string(name(side)) + "_";
    for (const char* body : {"foot", "toes"})
      feet_[side].push_back(model.body_index(prefix + body));
    heel_[side] = model.geom_index(prefix + "heel");
    ball_[side] = {model.geom_index(prefix + "metatarsal_1"),
                   model.geom_index(prefix + "metatarsal_5")};
    subtalar_[side] = joint_index(layout, side, "subtalar_inversion");
  }
  goal_.acceleration.setZero(model.velocity_count());
  goal_.weight.setZero(model.velocity_count());
  goal_.load.setZero(model.velocity_count());
}

void Wishes::clear() {
  goal_.weight.setZero();
  goal_.load.setZero();
  goal_.com_weight.setZero();
  goal_.loads.clear();
  goal_.released = {};
  goal_.effort = Goal{}.effort;
  goal_.relaxed.clear();
  goal_.own.clear();
}

void Wishes::free_feet() {
  for (const Side side : {Side::kLeft, Side::kRight}) lift(feet_[side]);
}

void Wishes::lift(const std::vector<int>& bodies) {
  std::vector<int>& released = goal_.released.bodies;
  released.insert(released.end(), bodies.begin(), bodies.end());
}

void Wishes::rise_on_forefoot(Side side) {
  const std::vector<int>& foot = feet_[side];
  std::erase_if(goal_.released.bodies,
                [&](int body) { return std::find(foot.begin(), foot.end(), body) != foot.end(); });
  goal_.released.geoms.push_back(heel_[side]);
}

// On an edge nobody can balance.
void Wishes::keep_flat(const Physics& physics, const Instant& now, Side side, double weight) {
  constexpr double kRolled_rad = 0.035;  // of a sole that is rolled less, less weight
  const auto place = [&](int geom) {
    const std::vector<SolePoint>& sole = now.soles[side];
    return std::find_if(sole.begin(), sole.end(),
                        [geom](const SolePoint& point) { return point.geom == geom; })
        ->place_m;
  };
  const Eigen::Vector3d across = place(ball_[side][0]) - place(ball_[side][1]);
  const double roll = std::atan2(across.z(), across.head<2>().norm());
  joint(physics, now, subtalar_[side], {now.joint_angle_rad[subtalar_[side]] - roll, 0, 0},
        weight * std::min(1.0, std::fabs(roll) / kRolled_rad));
}

void Wishes::rest(const Physics& physics, const Instant& now, double weight) {
  for (size_t i = 0; i < rest_.size(); ++i) joint(physics, now, i, {rest_[i], 0, 0}, weight);
}

void Wishes::rest_trunk(const Physics& physics, const Instant& now, double weight) {
  for (const size_t i : lumbar_) joint(physics, now, i, {rest_[i], 0, 0}, weight);
}

void Wishes::joint(const Physics& physics, const Instant& now, size_t joint, const Motion& motion,
                   double weight) {
  if (stiffness_[joint] == 0) return;
  const double error = motion.position - now.joint_angle_rad[joint];
  const int velocity = physics.velocity_index(static_cast<int>(joint));
  goal_.acceleration[velocity] =
      motion.acceleration + stiffness_[joint] * std::clamp(error, -kMostError_rad, kMostError_rad) +
      damping(stiffness_[joint]) * (motion.velocity - now.joint_rate_rad_s[joint]);
  goal_.weight[velocity] = weight;
}

void Wishes::soft_joint(const Physics& physics, const Instant& now, size_t joint, double to_rad,
                        double stiffness, double weight) {
  const double error = to_rad - now.joint_angle_rad[joint];
  const int velocity = physics.velocity_index(static_cast<int>(joint));
  goal_.acceleration[velocity] = stiffness * std::clamp(error, -kMostError_rad, kMostError_rad) -
                                 damping(stiffness) * now.joint_rate_rad_s[joint];
  goal_.weight[velocity] = weight;
}

void Wishes::relax(const Physics& physics, size_t joint) {
  const int velocity = physics.velocity_index(static_cast<int>(joint));
  goal_.weight[velocity] = 0;
  goal_.relaxed.push_back(velocity);
}

void Wishes::displace(const Physics& physics, size_t joint, const Motion& by) {
  goal_.acceleration[physics.velocity_index(static_cast<int>(joint))] +=
      by.acceleration + stiffness_[joint] * by.position + damping(stiffness_[joint]) * by.velocity;
}

void Wishes::turn_pelvis(int axis, const Motion& by) {
  goal_.acceleration[3 + axis] +=
      by.acceleration + body_stiffness_ * by.position + damping(body_stiffness_) * by.velocity;
}

// Rotation error in the pelvis's own axes.
void Wishes::orientation(const Instant& now, double weight) {
  const Eigen::AngleAxisd tilt(quaternion(upright_).conjugate() *
                               quaternion(now.pelvis_quaternion));
  goal_.acceleration.segment<3>(3) = -body_stiffness_ * tilt.angle() * tilt.axis() -
                                     damping(body_stiffness_) * now.pelvis_rate_rad_s;
  goal_.weight.segment<3>(3).setConstant(weight);
}

// What of the soles may carry: toes yield, and soles give way at their edges.
ConvexHull Wishes::base_of_support(const Instant& now) const {
  constexpr double kUsable = 0.85;  // of a foot, about its middle
  std::vector<Eigen::Vector2d> points;
  const auto carries = [&](const SolePoint& point) {
    const auto is_in = [](const std::vector<int>& list, int value) {
      return std::find(list.begin(), list.end(), value) != list.end();
    };
    return !point.is_toe && !is_in(goal_.released.geoms, point.geom) &&
           !is_in(goal_.released.bodies, point.body);
  };
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::vector<SolePoint>& sole = now.soles[side];
    if (std::none_of(sole.begin(), sole.end(),
                     [](const SolePoint& point) { return point.place_m.z() < kOnFloor_m; }))
      continue;
    const size_t first = points.size();
    Eigen::Vector2d middle = Eigen::Vector2d::Zero();
    for (const SolePoint& point : sole)
      if (carries(point)) {
        points.push_back(point.place_m.head<2>());
        middle += points.back();
      }
    middle /= std::max<double>(1, static_cast<double>(points.size() - first));
    for (size_t i = first; i < points.size(); ++i)
      points[i] = middle + kUsable * (points[i] - middle);
  }
  return ConvexHull(points);
}

// The centre of mass falls away from the centre of pressure; one beyond the capture point brings it
// back. What the feet cannot reach is not wished, because they only push.
void Wishes::balance(const Instant& now, const PlaneMotion& course, double weight,
                     const Leaning& leaning) {
  constexpr double kReturn = 1.6;  // 1: just stops the fall; more brings the body back
  const ConvexHull base = base_of_support(now);
  if (base.size() < 2) return;  // in the air, or on a point
  const Balance& body = now.balance;
  const double fall2 = fall_s(body) * fall_s(body);
  const Eigen::Vector2d wished_capture = course.position_m + fall_s(body) * course.velocity_m_s;
  const Eigen::Vector2d wished = course.position_m - fall2 * course.acceleration_m_s2 +
                                 kReturn * (capture_m(body) - wished_capture);
  const Eigen::Vector2d pressure = leaning.whole(base.nearest(leaning.feet(wished)));
  goal_.com_acceleration.head<2>() = (body.com_m.head<2>() - pressure) / fall2;
  pressure_m_ = pressure;
  goal_.com_weight.head<2>().setConstant(weight);
}

void Wishes::height(const Instant& now, double height_m, double weight) {
  const Balance& body = now.balance;
  goal_.com_acceleration.z() = body_stiffness_ * (height_m - body.com_m.z()) -
                               damping(body_stiffness_) * body.linear_momentum.z() / body.mass_kg;
  goal_.com_weight.z() = weight;
}

}  // namespace steppage
