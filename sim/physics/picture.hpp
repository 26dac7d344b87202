// Pictures of the patient: bones and muscles in translucent flesh, props, sensors, and the force of
// the ground.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/image.hpp"
#include "core/side.hpp"
#include "physics/model.hpp"
#include "physics/physics.hpp"

namespace steppage {

/// One moment, as far as it can be seen.
struct VisibleMoment {
  Posture posture;
  std::map<std::string, double> activation;         // 0 to 1, by muscle; grey at 0, red at 1
  PerSide<Eigen::Vector3d> ground_reaction_n{};     // an arrow of 1 m is 1 kN
  PerSide<Eigen::Vector3d> centre_of_pressure_m{};  // where that arrow starts
  /// Of who walks: where the camera is over the floor, and metres are marked on the path. Otherwise
  /// the camera goes with the pelvis.
  std::optional<Eigen::Vector2d> followed_m = {};
};

/// Looks from the right and a little ahead, and travels with the patient over the floor. Muscles
/// are spindles on their paths, at 0.4 of the thickness of their fibres so that none hides the
/// others; fibres have the length of rest at the given activation, and keep their volume.
class Painter {
 public:
  /// Pictures are as near as lets each of `scenes` be seen whole. OpenGL must work on this thread
  /// for as long as the painter lives, and so must `model`.
  Painter(const Model& model, std::span<const VisibleMoment> scenes, int width, int height);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  /// `caption` goes below, in ASCII. The same scene gives the same picture.
  Image paint(const VisibleMoment& scene, const std::string& caption);

 private:
  struct Studio;
  std::unique_ptr<Studio> studio_;
};

}  // namespace steppage
