// Repetitions on the forefeet: the weight goes forward over the balls of the feet, the heels rise,
// hold, come down, and the weight goes back.
#pragma once

#include <optional>

#include "control/performing.hpp"
#include "core/cue.hpp"

namespace steppage {

/// How a standing patient is kept who is going to rise on the forefeet.
inline const PostureHold kOnForefeet = {{60, 36, 120}, 3, 60, 60, 10000, 300};

/// The weight goes forward before the heels leave, and back after they are down: how long that
/// takes, and how far it is behind the balls of the feet then and when the heels are up.
struct ForwardShift {
  double duration_s, behind_m, behind_up_m;
};
inline constexpr ForwardShift kOnBothForefeet = {1, 0.01, 0.01};
/// Slower over the one foot, and from farther behind: what rises pushes the body backwards.
inline constexpr ForwardShift kOnOneForefoot = {1.5, 0.02, 0};

/// What heels that rise ask of a body that is kept over the feet by something else. Cues that begin
/// together are one repetition of both heels.
class HeelLift {
 public:
  HeelLift(const Model& model, const ForwardShift& shift, const std::vector<RepCue>& cues);

  /// Once a control period, with where the body is meant to be over flat feet: wishes what lifts
  /// the heels, and gives where it is meant to be instead. Who loses balance comes down early; who
  /// `may_rise` not stays on flat feet.
  PlaneMotion wish(const Moment& moment, const PlaneMotion& over_feet, bool may_rise,
                   Wishes& wishes);

  /// Whether the weight is on its way to the balls of the feet, there, or on its way back.
  bool is_under_way(Time now) const;

  /// Middle (m) of the balls of the feet whose heels rise next, or last.
  Eigen::Vector2d balls_m(const Instant& now) const;

 private:
  struct Repetition {
    RepCue cue;
    std::vector<Side> sides;
    Time forward_begins, back_ends;
    std::optional<Time> given_up = {};
    PerSide<double> given_up_rad = {0, 0};  // the ankles then
  };

  void plan(const RepCue& cue);
  Repetition* current(Time now);
  static Motion forward(const Repetition& rep, Time now);
  void give_up(const Instant& now, Repetition& rep) const;
  bool is_too_weak(const Instant& now, const Repetition& rep) const;
  void feel_effort(const MuscleController& controller, const Repetition& rep);
  Eigen::Vector2d balls_m(const Instant& now, const Repetition& rep) const;
  bool is_up(const Instant& now, Side side) const;
  bool is_falling(const Instant& now, const Repetition& rep) const;
  void raise(const Moment& moment, const Repetition& rep, Wishes& wishes) const;

  const Layout& layout_;
  ForwardShift shift_;
  std::vector<Repetition> reps_;
  PerSide<std::vector<size_t>> calves_;  // muscles
  size_t lumbar_flexion_ = 0;            // joint
  double effort_ = 0;                    // of all calves that lift
  PerSide<int> heel_ = {-1, -1};         // geom
  PerSide<std::vector<int>> balls_;      // geoms
};

/// Both heels rise at each pair of `cues`, one a side, with equal times. Who loses balance comes
/// down early.
std::unique_ptr<Movement> raise_heels(const Model& model, const std::vector<RepCue>& cues);

}  // namespace steppage
