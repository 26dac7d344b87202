#include "control/walking/cane.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "control/walking/reflexes.hpp"
#include "control/walking/sensed.hpp"
#include "core/gravity.hpp"
#include "props.hpp"

namespace steppage {
namespace {

constexpr double kReferenceLength_m = 0.9;  // models/props/cane.xml, from hand to floor
// Where the tip is carried to, in leg lengths: in front of the other foot, beside the pelvis, and
// above the floor. People put a cane down some 15 cm to the side of the foot.
constexpr double kAhead = 0.08, kBeside = 0.22, kLift = 0.05;
// How the arm takes it there, and how it keeps its own posture: found by trial.
constexpr double kAlong_n_m = 300, kUp_n_m = 1200, kPosture_nm_rad = 8;
// Of that posture while the cane stands: the hand is to push, not to drag.
constexpr double kYielding = 0.3;
// Within this the load comes and goes.
constexpr double kRise_s = 0.2;
// The hand leans with a part of the load, and with more of it the faster the body moves towards the
// cane: what would topple it is caught. By trial: steps that are made without feedback last three
// times as long as with a steady load.
constexpr double kSteadyShare = 0.7, kCatch_s_m = 2;

struct ArmPosture {
  const char* joint;
  double angle_rad;
};
constexpr std::array<ArmPosture, 4> kPosture = {{{"shoulder_flexion", -0.1},
                                                 {"shoulder_abduction", 0.15},
                                                 {"shoulder_rotation", 0},
                                                 {"elbow_flexion", 1.0}}};
constexpr double kReadyElbow_rad = 1.3;

std::string full(Side side, const char* joint) { return std::string(name(side)) + "_" + joint; }

class CaneWalker final : public Performance {
 public:
  CaneWalker(const Model& model, const Cane& cane, std::unique_ptr<Performance> walking)
      : cane_(cane),
        walking_(std::move(walking)),
        weight_n_(model.mass_kg() * kGravity_m_s2),
        leg_m_(leg_length_m(model)) {
    const Layout& layout = model.layout();
    for (const ArmPosture& posture : kPosture) {
      const std::string joint = full(cane.side, posture.joint);
      const size_t arm = index_of(layout.arm_joints, joint);
      joints_.push_back({index_of(layout.joints, joint), arm,
                         kPosture_nm_rad / model.addresses().arm_stiffness_nm_rad[arm],
                         posture.angle_rad});
    }
  }

  void drive(const Physics& physics, const Instant& now, Drive& drive) override {
    walking_->drive(physics, now, drive);
    const std::vector<double> aim_rad = physics.aim_to_push_cane_rad(push_n(now));
    const double yielding = stands(now) ? kYielding : 1;
    for (const Joint& joint : joints_) {
      const double angle_rad = now.joint_angle_rad[joint.joint];
      drive.arm_angle_rad[joint.arm] =
          angle_rad + aim_rad[joint.arm] + yielding * joint.yield * (joint.posture_rad - angle_rad);
    }
  }

 private:
  struct Joint {
    size_t joint, arm;
    double yield, posture_rad;
  };
  struct Directions {
    Eigen::Vector2d front, cane_side;
  };

  // Body weights on the leg with which the cane stands.
  double carried(const Instant& now) const {
    return now.ground_reaction_n[opposite(cane_.side)].z() / weight_n_;
  }
  bool stands(const Instant& now) const { return carried(now) > kStandingLoad; }

  // Of the tip on what it meets.
  Eigen::Vector3d push_n(const Instant& now) {
    const Directions to = directions(now);
    const double towards_m_s =
        now.balance.linear_momentum.head<2>().dot(to.cane_side) / now.balance.mass_kg;
    const double share = std::clamp(kSteadyShare + kCatch_s_m * towards_m_s, 0.0, 1.0);
    const double wished = stands(now) ? cane_.max_load * share * std::min(1.0, carried(now)) : 0;
    load_ += to_seconds(kControlPeriod) / kRise_s * (wished - load_);
    if (stands(now)) return {0, 0, -load_ * weight_n_};
    const Eigen::Vector3d way = carry_to_m(now, to) - now.cane_tip_m;
    return {kAlong_n_m * way.x(), kAlong_n_m * way.y(), kUp_n_m * way.z()};
  }

  Eigen::Vector3d carry_to_m(const Instant& now, const Directions& to) const {
    const Eigen::Vector2d hips = now.pelvis_position_m.head<2>();
    const double foot = (middle_m(now.soles[opposite(cane_.side)]) - hips).dot(to.front);
    const Eigen::Vector2d place =
        hips + (foot + kAhead * leg_m_) * to.front + kBeside * leg_m_ * to.cane_side;
    return {place.x(), place.y(), kLift * leg_m_};
  }

  // Of the pelvis, on the floor.
  Directions directions(const Instant& now) const {
    const Eigen::Vector4d& q = now.pelvis_quaternion;
    const Eigen::Matrix3d pelvis = Eigen::Quaterniond(q[0], q[1], q[2], q[3]).toRotationMatrix();
    const double yaw = std::atan2(pelvis(1, 0), pelvis(0, 0));
    const double left = cane_.side == Side::kLeft ? 1 : -1;
    return {{std::cos(yaw), std::sin(yaw)}, {-left * std::sin(yaw), left * std::cos(yaw)}};
  }

  Cane cane_;
  std::unique_ptr<Performance> walking_;
  double weight_n_, leg_m_;
  std::vector<Joint> joints_;
  double load_ = 0;  // body weights
};

}  // namespace

void take_in_hand(const Cane& cane, BodySpec& body) {
  const std::string side(name(cane.side));
  const double scale = leg_length_m(body.compile()) / kReferenceLength_m;
  const Eigen::Vector3d grip =
      body.site(side + "_grip", {}) - body.shape().body_m.at(side + "_forearm");
  body.attach(side + "_cane", embedded::cane_xml, grip, side + "_forearm");
  body.scale(side + "_cane/cane", scale, 1);
}

void hold_ready(const Cane& cane, Posture& posture) {
  for (const ArmPosture& arm : kPosture)
    posture.joint_angle_rad[full(cane.side, arm.joint)] = arm.angle_rad;
  posture.joint_angle_rad[full(cane.side, "elbow_flexion")] = kReadyElbow_rad;
}

std::unique_ptr<Performance> lean_on_cane(const Model& model, const Cane& cane,
                                          std::unique_ptr<Performance> walking) {
  return std::make_unique<CaneWalker>(model, cane, std::move(walking));
}

}  // namespace steppage
