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

/// Arms whose hands hold a support follow the body, with a time constant of `yield_s`, and push on
/// the support with these forces (N, world).
void yield_arms(const Moment& moment, double yield_s, Drive& drive,
                const PerSide<Eigen::Vector3d>& push_n = {Eigen::Vector3d::Zero(),
                                                          Eigen::Vector3d::Zero()});

}  // namespace steppage
