// Hands that help a leg or hold a support.
#pragma once

#include "control/performing.hpp"
#include "core/cue.hpp"

namespace steppage {

/// Besides what `movement` wishes, the hand of that side takes the point that it holds from where
/// it is in the posture `rest` to where it would be in the posture `top`, and back, with every cue.
std::unique_ptr<Movement> move_with_hand(const Model& model, const Posture& rest,
                                         const Posture& top, Side hand,
                                         const std::vector<RepCue>& cues,
                                         std::unique_ptr<Movement> movement);

/// Besides what `movement` wishes, the hand of the moving side lets its leg go while it is away.
/// `takes_again`: it holds and pulls the leg again when that comes back.
std::unique_ptr<Movement> let_go_and_hold(std::vector<RepCue> cues, bool takes_again,
                                          std::unique_ptr<Movement> movement);

/// Force (N, world, level) by which each hand pushes on a support to bring a falling body back to
/// its course.
Eigen::Vector3d steadying_push_n(const Balance& body, const PlaneMotion& course);

/// Arms whose hands hold a support: they follow the body, with a time constant, and push.
class HoldingArms {
 public:
  /// Arms that do not `carry_themselves` hang between shoulder and support and pull at both.
  explicit HoldingArms(double yield_s, bool carry_themselves = false)
      : yield_s_(yield_s), carry_themselves_(carry_themselves) {}
  /// Once a control period; each hand pushes on the support with that force (N, world).
  void move(const Moment& moment, const PerSide<Eigen::Vector3d>& push_n, Drive& drive);

 private:
  double yield_s_;
  bool carry_themselves_;
  std::vector<double> at_rad_;  // where they are without pushing, index as Layout::arm_joints
};

}  // namespace steppage
