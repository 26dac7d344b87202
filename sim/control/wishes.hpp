// What a posture or movement asks of the body, written into a Goal: critically damped feedback on
// joints, on the pelvis's orientation and on its place.
#pragma once

#include <array>
#include <vector>

#include "control/convex_hull.hpp"
#include "control/muscle_controller.hpp"
#include "control/repetitions.hpp"

namespace steppage {

/// Feedback of critically damped wishes, 1/s2. The natural frequency has to stay below the
/// bandwidth of activation and tendon under load: about 11 rad/s for a free limb, 6 rad/s under
/// body weight.
struct Stiffness {
  double body = 120;
  double lumbar = 60;
  double feet = 400;  // light: held up against gravity
};

/// Of a point over the floor.
struct PlaneMotion {
  Eigen::Vector2d position_m;
  Eigen::Vector2d velocity_m_s = Eigen::Vector2d::Zero();
  Eigen::Vector2d acceleration_m_s2 = Eigen::Vector2d::Zero();
};

/// Time (s) in which a falling body, a linear inverted pendulum, gets e times as far.
double fall_s(const Balance& body);
/// The point of the floor that the body is falling to (Hof 2008, Hum Mov Sci 27:112).
Eigen::Vector2d capture_m(const Balance& body);

/// What a hand on a support carries of the body, and where: the feet carry the rest.
struct Leaning {
  double share = 0;  // of the body weight
  Eigen::Vector2d place_m = Eigen::Vector2d::Zero();
  /// Where all of the weight presses when the feet press at a point, and back.
  Eigen::Vector2d whole(const Eigen::Vector2d& feet_m) const {
    return feet_m + share * (place_m - feet_m);
  }
  Eigen::Vector2d feet(const Eigen::Vector2d& whole_m) const {
    return (whole_m - share * place_m) / (1 - share);
  }
};

/// A point of the sole below this height stands on the floor (m).
inline constexpr double kOnFloor_m = 0.01;

class Wishes {
 public:
  /// Joints rest at the angles of `posture`. Arms are left to their servos, toes to their springs.
  Wishes(const Model& model, const Posture& posture, const Stiffness& stiffness = {});

  /// Nothing is wished.
  void clear();
  /// The feet are to carry nothing: they touch the floor, but may not be pushed against.
  void free_feet();
  /// Those bodies are to leave what they touch.
  void lift(const std::vector<int>& bodies);
  /// The heel of that side is to leave the floor, the rest of the foot stays and may press.
  void rise_on_forefoot(Side side);
  /// A sole that comes off the floor at its inner or outer edge is turned back by the subtalar
  /// joint.
  void keep_flat(const Physics& physics, const Instant& now, Side side, double weight);
  /// Every joint at its rest angle.
  void rest(const Physics& physics, const Instant& now, double weight);
  /// The lumbar joints at their rest angles.
  void rest_trunk(const Physics& physics, const Instant& now, double weight);
  void joint(const Physics& physics, const Instant& now, size_t joint, const Motion& motion,
             double weight);
  /// A joint that comes to an angle with a stiffness (1/s2) of its own.
  void soft_joint(const Physics& physics, const Instant& now, size_t joint, double to_rad,
                  double stiffness, double weight);
  /// Nothing is wished of the joint, and every muscle that crosses it rests.
  void relax(const Physics& physics, size_t joint);
  /// What was wished of a joint, moved by that much.
  void displace(const Physics& physics, size_t joint, const Motion& by);
  /// The pelvis in the orientation of the posture.
  void orientation(const Instant& now, double weight);
  /// What was wished of the pelvis about one of its own axes, with that weight.
  void weigh_pelvis(int axis, double weight) { goal_.weight[3 + axis] = weight; }
  /// What was wished of the pelvis, turned by that much about one of its own axes (x 0, y 1, z 2).
  void turn_pelvis(int axis, const Motion& by);
  /// The centre of mass over a point of the floor, by where the feet press: the wished centre of
  /// pressure moves past the (capture) point that the body is falling to, as far as the feet reach.
  void balance(const Instant& now, const PlaneMotion& course, double weight,
               const Leaning& leaning = {});
  /// The centre of mass at a height (m).
  void height(const Instant& now, double height_m, double weight);

  /// Where `balance` wished the weight to press: feet together, and what is leant on.
  const Eigen::Vector2d& pressure_m() const { return pressure_m_; }
  double rest_angle(size_t joint) const { return rest_[joint]; }
  Goal& goal() { return goal_; }

 private:
  ConvexHull base_of_support(const Instant& now) const;

  PerSide<std::vector<int>> feet_;     // bodies, with toes
  PerSide<int> heel_ = {-1, -1};       // geom
  PerSide<std::array<int, 2>> ball_;   // geoms: inner and outer
  PerSide<size_t> subtalar_ = {0, 0};  // joints
  std::vector<size_t> lumbar_;         // joints
  std::vector<double> rest_;           // rad, index as Layout::joints
  std::vector<double> stiffness_;      // 1/s2, likewise; 0: nothing is wished of the joint
  Eigen::Vector4d upright_;            // quaternion of the pelvis, w x y z
  double body_stiffness_;
  Eigen::Vector2d pressure_m_ = Eigen::Vector2d::Zero();
  Goal goal_;
};

}  // namespace steppage
