// How a walker makes up, from one step to the next, for what went otherwise than usual.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "control/walking/sensed.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// When a walker corrects a step: when a foot lands, which begins it, and again when the swinging
/// foot passes that one.
enum class StepMoment { kLanding, kPassing };
inline constexpr size_t kStepMoments = 2;

/// What makes one step differ from another: chance, and what the walker corrects. The other leg
/// than that which landed swings in it.
struct StepChange {
  double reach_rad = 0;       // how much further forward the swinging leg is to land
  double outwards_rad = 0;    // and how much further out
  double vigour = 0;          // of its reflexes, relative
  double lean_rad = 0;        // of the trunk, forward
  double abduction = 0;       // excitation of HAB, negative: of HAD; of the standing leg
  double inversion = 0;       // of TP, negative: of PER
  double turning_in = 0;      // of HAB's front line, negative: of the rear one
  double push_off = 0;        // of the leg that will swing, relative
  double calf = 0;            // force feedback of the standing leg, relative
  double knee = 0;            // excitation of VAS of the standing leg
  double swing_knee_rad = 0;  // how much more it is to bend; by chance alone
};

struct StepChangeKind {
  std::string_view name;
  double StepChange::*value;
  double most;  // that a walker corrects
};
inline constexpr size_t kStepChanges = 10;
std::span<const StepChangeKind, kStepChanges> step_changes();

/// What a walker feels at such a moment: of the body, of the leg that landed, of the other one.
/// In the units of Sensed; what goes sideways is positive towards the side that landed.
inline constexpr size_t kFelt = 22;
inline constexpr size_t kFeltSpeed = 0;  // index of the forward speed
using Felt = Eigen::Vector<double, kFelt>;
struct FeltKind {
  std::string_view name;
  double wander;     // a deviation that matters as much as those of the others
  bool is_absolute;  // the same is usual for everybody and on both sides
};
std::span<const FeltKind, kFelt> felt_kinds();
Felt felt_in_step(const Sensed& now, Side landed, double heading_before);

/// change = law * (felt - usual), within what a walker corrects. That a step follows from the state
/// of the body in the one before, and how: Wang & Srinivasan 2014, Biol Lett 10:20140405.
struct StepLaw {
  using Law = Eigen::Matrix<double, kStepChanges, kFelt>;
  PerSide<Felt> usual{Felt::Zero(),
                      Felt::Zero()};  // with which nothing changes; by side that landed
  PerSide<Law> law{Law::Zero(), Law::Zero()};
};

struct StepFeedback {
  StepLaw landing;
  /// Instead of what was decided at landing; without it, that stays.
  std::optional<StepLaw> passing = {};
};

StepFeedback mixed(const StepFeedback& a, const StepFeedback& b, double share_of_b);

/// "usual": {"left": {felt: value}, "right": ...}, "law": {change: {felt: value}}, or a "law" of
/// each side as of what is usual, "passing": {the same two}; what is absent is 0.
StepFeedback read_step_feedback(Reader& feedback);

/// Follows one walker.
class StepCorrector {
 public:
  /// At every landing, once.
  StepChange correct(const StepFeedback& feedback, Side landed, const Felt& felt);
  /// At every passing, once; none where what was decided at landing stays.
  std::optional<StepChange> correct_in_passing(const StepFeedback& feedback, Side landed,
                                               const Felt& felt) const;
  /// Forward lean (rad) for the next step, after that: who is slower than usual leans further
  /// forward, and ever further while it lasts. A step's own correction cannot: on a slope, round a
  /// bend, or with a hand that drags on a rail, each step would be as slow as the one before. 0 of
  /// who has no usual speed.
  double lean_to_keep_pace(const StepFeedback& feedback, Side landed, const Felt& felt);

 private:
  int landings_ = 0;
  double lean_rad_ = 0;  // that lasts
};

}  // namespace steppage
