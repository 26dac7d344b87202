#include "control/walking/held_aids.hpp"

#include <algorithm>
#include <string>

#include "control/postures.hpp"
#include "core/gravity.hpp"
#include "physics/reach.hpp"
#include "props.hpp"

namespace steppage {
namespace {

constexpr double kHandleBeside_m = 0.27, kHandle_m = 0.86;  // models/props/walker.xml
// Handles and rail are where hands of arms are that hang like this: clinics bend elbows by 20 to
// 30 deg, and who walks comes up a little. A hand on a rail is further away from the body.
constexpr double kShoulder_rad = -0.1, kElbow_rad = 0.6, kBesideRail_rad = 0.35;
// Body weights: who leans on a handle needs no grip, and who lifts it only the frame's weight.
constexpr double kGripLimit = 1;
// Within this the hands begin to lean.
constexpr double kRise_s = 0.5;

class Holding final : public Performance {
 public:
  Holding(const Model& model, const Posture& posture, const Hold& hold,
          std::unique_ptr<Performance> walking)
      : walking_(std::move(walking)) {
    const std::vector<std::string>& arms = model.layout().arm_joints;
    for (const Side side : hold.hands) {
      push_n_[side] =
          hold.load * model.mass_kg() * kGravity_m_s2 / static_cast<double>(hold.hands.size());
      for (size_t i = 0; i < arms.size(); ++i)
        if (arms[i].starts_with(name(side))) held_.push_back({i, posture.angle_rad(arms[i])});
    }
  }

  void drive(const Physics& physics, const Instant& now, Drive& drive) override {
    walking_->drive(physics, now, drive);
    const double risen = std::min(1.0, to_seconds(now.time) / kRise_s);
    const std::vector<double> push_rad =
        physics.aim_to_push_rad({{0, 0, -risen * push_n_.left}, {0, 0, -risen * push_n_.right}});
    const std::vector<double> carry_rad = physics.aim_to_carry_arms_rad();
    for (const auto& [arm, angle_rad] : held_)
      drive.arm_angle_rad[arm] = angle_rad + push_rad[arm] + carry_rad[arm];
  }

 private:
  struct HeldJoint {
    size_t arm;  // as Layout::arm_joints
    double angle_rad;
  };
  std::unique_ptr<Performance> walking_;
  PerSide<double> push_n_ = {0, 0};
  std::vector<HeldJoint> held_;
};

void bend_arm(Side side, Posture& posture) {
  const std::string prefix = std::string(name(side)) + "_";
  posture.joint_angle_rad[prefix + "shoulder_flexion"] = kShoulder_rad;
  posture.joint_angle_rad[prefix + "elbow_flexion"] = kElbow_rad;
}

}  // namespace

void take_hold_of_walker(BodySpec& body, Posture& posture) {
  for (const Side side : {Side::kLeft, Side::kRight}) bend_arm(side, posture);
  const Eigen::Vector3d hand_m = body.site("left_grip", posture);
  body.attach("walker", embedded::walker_xml, {hand_m.x(), posture.pelvis_position_m.y(), 0});
  const double scale = hand_m.z() / kHandle_m;
  body.scale("walker/walker", scale, scale);
  const double limit_n = kGripLimit * body.compile().mass_kg() * kGravity_m_s2;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const double beside_m = side == Side::kLeft ? kHandleBeside_m : -kHandleBeside_m;
    body.add_grasp(side, "walker/walker", scale * Eigen::Vector3d(0, beside_m, kHandle_m), limit_n);
  }
  const Model model = body.compile();
  for (const Side side : {Side::kLeft, Side::kRight})
    posture = reach_with_hand(model, posture, side, graspable(model, side)).posture;
}

void take_hold_of_rail(Side side, BodySpec& body, Posture& posture) {
  bend_arm(side, posture);
  const std::string prefix = std::string(name(side)) + "_";
  posture.joint_angle_rad[prefix + "shoulder_abduction"] = kBesideRail_rad;
  body.attach("rail", embedded::rail_xml, body.site(prefix + "grip", posture));
  body.add_grasp(side, "rail/hold", Eigen::Vector3d::Zero(),
                 kHookGrip_n_kg * body.compile().mass_kg());
}

std::unique_ptr<Performance> lean_on_held(const Model& model, const Posture& posture,
                                          const Hold& hold, std::unique_ptr<Performance> walking) {
  return std::make_unique<Holding>(model, posture, hold, std::move(walking));
}

}  // namespace steppage
