// One body, one controller, one posture that is kept, and what moves on top of it.
#pragma once

#include <memory>

#include "control/activities.hpp"
#include "control/wishes.hpp"
#include "core/random.hpp"

namespace steppage {

/// How firmly a posture is kept. Weights of a Goal.
struct PostureHold {
  Stiffness stiffness;
  double joints = 0;
  double lumbar = 0;
  double orientation = 0;  // of the pelvis
  double balance = 0;      // of the centre of mass over the feet, sensed with a wandering error
  double height = 0;       // of the centre of mass
};

/// What a movement may look at.
struct Moment {
  const Physics& physics;
  const Instant& now;
  const MuscleController& controller;    // of the control period before
  const Eigen::Vector3d& start_com_m;    // centre of mass at the start
  const Eigen::Vector2d& place_error_m;  // of the sense of one's own place over the feet
};

/// What is wished beyond keeping the posture.
class Movement {
 public:
  virtual ~Movement() = default;
  /// Once a control period, after the posture's own wishes; the last wish of a joint counts.
  virtual void wish(const Moment& moment, Wishes& wishes) = 0;
  /// Where the arms are wished to be; they stay when nothing is said.
  virtual void move_arms(const Moment& /*moment*/, Drive& /*drive*/) {}
};

/// Keeps `posture`, and adds a movement when there is one.
std::unique_ptr<Performance> perform(const Model& model, const Posture& posture,
                                     const PostureHold& hold, uint64_t seed,
                                     std::unique_ptr<Movement> movement = nullptr);

}  // namespace steppage
