#include "control/walking/walker.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "control/postures.hpp"
#include "core/gravity.hpp"
#include "physics/reach.hpp"
#include "props.hpp"

namespace steppage {
namespace {

constexpr double kHandleBeside_m = 0.27, kHandle_m = 0.86;  // models/props/walker.xml
// Height and place of the handles are fitted to arms that hang like this: clinics bend elbows by
// 20 to 30 deg, and who walks comes up a little.
constexpr double kShoulder_rad = -0.1, kElbow_rad = 0.6;
// Body weights: who leans on a handle needs no grip, and who lifts it only the frame's weight.
constexpr double kGripLimit = 1;
// Within this the hands begin to lean.
constexpr double kRise_s = 0.5;

class WalkerUser final : public Performance {
 public:
  WalkerUser(const Model& model, const Walker& walker, const Posture& posture,
             std::unique_ptr<Performance> walking)
      : push_n_(walker.load * model.mass_kg() * kGravity_m_s2 / 2),
        walking_(std::move(walking)),
        held_rad_(posture.angles_rad(model.layout().arm_joints)) {}

  void drive(const Physics& physics, const Instant& now, Drive& drive) override {
    walking_->drive(physics, now, drive);
    const double risen = std::min(1.0, to_seconds(now.time) / kRise_s);
    const Eigen::Vector3d down_n(0, 0, -risen * push_n_);
    const std::vector<double> push_rad = physics.aim_to_push_rad({down_n, down_n});
    const std::vector<double> carry_rad = physics.aim_to_carry_arms_rad();
    for (size_t i = 0; i < held_rad_.size(); ++i)
      drive.arm_angle_rad[i] = held_rad_[i] + push_rad[i] + carry_rad[i];
  }

 private:
  double push_n_;  // of each hand
  std::unique_ptr<Performance> walking_;
  std::vector<double> held_rad_;
};

}  // namespace

void take_hold_of_walker(BodySpec& body, Posture& posture) {
  for (const std::string side : {"left", "right"}) {
    posture.joint_angle_rad[side + "_shoulder_flexion"] = kShoulder_rad;
    posture.joint_angle_rad[side + "_elbow_flexion"] = kElbow_rad;
  }
  const Eigen::Vector3d hand_m = body.site("left_grip", posture);
  body.attach("walker", embedded::walker_xml, {hand_m.x(), posture.pelvis_position_m.y(), 0});
  const double scale = hand_m.z() / kHandle_m;
  body.scale("walker/walker", scale, scale);
  const double weight_n = body.compile().mass_kg() * kGravity_m_s2;
  for (const Side side : {Side::kLeft, Side::kRight})
    body.add_grasp(
        side, "walker/walker",
        scale *
            Eigen::Vector3d(0, side == Side::kLeft ? kHandleBeside_m : -kHandleBeside_m, kHandle_m),
        kGripLimit * weight_n);
  const Model model = body.compile();
  for (const Side side : {Side::kLeft, Side::kRight})
    posture = reach_with_hand(model, posture, side, graspable(model, side)).posture;
}

std::unique_ptr<Performance> lean_on_walker(const Model& model, const Walker& walker,
                                            const Posture& posture,
                                            std::unique_ptr<Performance> walking) {
  return std::make_unique<WalkerUser>(model, walker, posture, std::move(walking));
}

}  // namespace steppage
