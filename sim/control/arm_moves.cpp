#include "control/arm_moves.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "control/repetitions.hpp"
#include "physics/reach.hpp"

namespace steppage {
namespace {

// What is held resists and an arm gives way: while the joint that the cue is measured by stays
// behind its course, the hand goes further.
constexpr double kFurtherRate = 10;  // 1/s: share of the hand's way per share of the joint's
constexpr double kFurthest = 7;      // of the hand's way

// The arms' servos follow; the way of the hand is short enough for straight lines between angles.
class MovingHand final : public Movement {
 public:
  MovingHand(const Model& model, const Posture& rest, const Posture& top, Side hand,
             const std::vector<RepCue>& cues, std::unique_ptr<Movement> movement)
      : movement_(std::move(movement)) {
    const Posture reached = reach_with_hand(model, top, hand, graspable(model, hand)).posture;
    const Layout& layout = model.layout();
    for (const RepCue& cue : cues)
      reps_.push_back({cue, static_cast<size_t>(find_index(layout.joints, cue.joint))});
    for (size_t i = 0; i < layout.arm_joints.size(); ++i) {
      const std::string& joint = layout.arm_joints[i];
      if (joint.starts_with(name(hand)))
        arm_.push_back({i, rest.angle_rad(joint), reached.angle_rad(joint)});
    }
  }

  void wish(const Moment& moment, Wishes& wishes) override { movement_->wish(moment, wishes); }

  void move_arms(const Moment& moment, Drive& drive) override {
    movement_->move_arms(moment, drive);
    for (Repetition& rep : reps_)
      if (moment.now.time >= rep.cue.start && moment.now.time < rep.cue.end)
        move_hand(moment.now, rep, drive);
  }

 private:
  struct Repetition {
    RepCue cue;
    size_t joint;  // index as Layout::joints
    double from_rad = 0;
    double further = 0;  // share of the hand's way
    bool has_begun = false;
  };
  struct ArmJoint {
    size_t index;  // as Layout::arm_joints
    double rest_rad, top_rad;
  };
  void move_hand(const Instant& now, Repetition& rep, Drive& drive) const {
    if (!rep.has_begun) rep.from_rad = now.joint_angle_rad[rep.joint];
    rep.has_begun = true;
    const double share = out_and_back(rep.cue, 0, 1, now.time).position;
    const double moved =
        (now.joint_angle_rad[rep.joint] - rep.from_rad) / (rep.cue.target_rad - rep.from_rad);
    rep.further = std::clamp(
        rep.further + kFurtherRate * to_seconds(kControlPeriod) * (share - moved), 0.0, kFurthest);
    for (const ArmJoint& joint : arm_)
      drive.arm_angle_rad[joint.index] =
          joint.rest_rad + share * (1 + rep.further) * (joint.top_rad - joint.rest_rad);
  }

  std::vector<Repetition> reps_;
  std::unique_ptr<Movement> movement_;
  std::vector<ArmJoint> arm_;
};

class LettingGo final : public Movement {
 public:
  LettingGo(std::vector<RepCue> cues, bool takes_again, std::unique_ptr<Movement> movement)
      : cues_(std::move(cues)), takes_again_(takes_again), movement_(std::move(movement)) {}

  void wish(const Moment& moment, Wishes& wishes) override { movement_->wish(moment, wishes); }

  void move_arms(const Moment& moment, Drive& drive) override {
    movement_->move_arms(moment, drive);
    for (const RepCue& cue : cues_) {
      if (moment.now.time >= cue.start && moment.now.time < cue.down) drive.hold[cue.side] = false;
      if (moment.now.time >= cue.down) drive.hold[cue.side] = takes_again_;
    }
  }

 private:
  std::vector<RepCue> cues_;
  bool takes_again_;
  std::unique_ptr<Movement> movement_;
};

}  // namespace

Eigen::Vector3d steadying_push_n(const Balance& body, const PlaneMotion& course) {
  // Found by trial on heel raises of men and women of 40 to 150 kg.
  constexpr double kReturn = 2;  // of the force that would just stop the fall
  constexpr double kMost_n_kg = 1.5;
  const Eigen::Vector2d wished_capture = course.position_m + fall_s(body) * course.velocity_m_s;
  const Eigen::Vector2d falling_m = capture_m(body) - wished_capture;
  const double force_n = kReturn * body.mass_kg / std::pow(fall_s(body), 2) * falling_m.norm();
  const double most_n = kMost_n_kg * body.mass_kg;
  Eigen::Vector3d push_n = Eigen::Vector3d::Zero();
  push_n.head<2>() = falling_m.normalized() * std::min(force_n, most_n);
  return push_n;
}

void HoldingArms::move(const Moment& moment, const PerSide<Eigen::Vector3d>& push_n, Drive& drive) {
  const Layout& layout = moment.physics.model().layout();
  std::vector<double> aim_rad = moment.physics.aim_to_push_rad(push_n);
  if (carry_themselves_) {
    const std::vector<double> carry_rad = moment.physics.aim_to_carry_arms_rad();
    std::transform(aim_rad.begin(), aim_rad.end(), carry_rad.begin(), aim_rad.begin(),
                   std::plus<>());
  }
  if (at_rad_.empty()) at_rad_ = drive.arm_angle_rad;
  for (size_t i = 0; i < at_rad_.size(); ++i) {
    const Side side = layout.arm_joints[i].starts_with("left") ? Side::kLeft : Side::kRight;
    if (moment.now.held[side] != Held::kWorld) continue;
    const auto joint = static_cast<size_t>(find_index(layout.joints, layout.arm_joints[i]));
    at_rad_[i] +=
        to_seconds(kControlPeriod) / yield_s_ * (moment.now.joint_angle_rad[joint] - at_rad_[i]);
    drive.arm_angle_rad[i] = at_rad_[i] + aim_rad[i];
  }
}

std::unique_ptr<Movement> move_with_hand(const Model& model, const Posture& rest,
                                         const Posture& top, Side hand,
                                         const std::vector<RepCue>& cues,
                                         std::unique_ptr<Movement> movement) {
  return std::make_unique<MovingHand>(model, rest, top, hand, cues, std::move(movement));
}

std::unique_ptr<Movement> let_go_and_hold(std::vector<RepCue> cues, bool takes_again,
                                          std::unique_ptr<Movement> movement) {
  return std::make_unique<LettingGo>(std::move(cues), takes_again, std::move(movement));
}

}  // namespace steppage
