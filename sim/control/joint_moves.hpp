// Repetitions made of joints that go out to a target and come back.
#pragma once

#include <string_view>
#include <vector>

#include "control/performing.hpp"
#include "core/cue.hpp"

namespace steppage {

/// Whose joint it is.
enum class Limb { kMoving, kOther };

/// What a joint may seem to carry beyond what is known of the limb, and the limb's inertia about
/// it.
struct FeltLoad {
  double most_nm;
  double inertia_kg_m2;
};
inline constexpr FeltLoad kFeltLeg = {15, 0.35};
inline constexpr FeltLoad kFeltFoot = {8, 0.015};
inline constexpr FeltLoad kFeltLean = {20, 0.03};  // of a leg that stands, slowly

/// A joint goes from where it rests to an angle, holds it, and returns.
struct JointMove {
  std::string_view joint;  // without its side: "knee_flexion"
  double to_rad = 0;       // the joint that a cue is measured by goes to the cue's target instead
  FeltLoad load = kFeltLeg;
  Limb limb = Limb::kMoving;
};

/// In the last part of the way down a joint goes this far beyond its course and back, so that the
/// limb lands from above.
struct Landing {
  std::string_view joint;
  double by_rad = 0;
};

/// A joint of the trunk goes along, this far from where it rests.
struct TrunkMove {
  std::string_view joint;  // "lumbar_flexion"
  double by_rad = 0;
};

struct JointMoves {
  std::vector<JointMove> moves;
  std::vector<TrunkMove> trunk = {};
  std::vector<Landing> landing = {};
  /// Bodies of the moving leg that leave what they lie on: all the time, or when landing.
  std::vector<std::string_view> lifted = {};
  std::vector<std::string_view> lifted_when_landing = {};
  /// The forefoot of the moving leg carries what the ankle lifts.
  bool on_forefoot = false;
  /// Joints of the moving leg, without their side, of which nothing is wished.
  std::vector<std::string_view> unwished = {};
  /// Joints of the moving leg, without their side, that are left to whoever helps: their muscles
  /// rest, between repetitions too.
  std::vector<std::string_view> relaxed = {};
  /// Joints of both legs, without their side, that are kept where they rest with the weight of
  /// those that move, between repetitions too.
  std::vector<std::string_view> steady = {};
  double weight = 5;          // of the joints that move
  double posture_weight = 2;  // of all others of the moving leg
};

/// How the rest of the body is kept meanwhile, sitting: the trunk comes first (a patient who is too
/// weak to lift her leg must not pull herself off the chair), a leg that rests lies where it is.
/// These and the weights of JointMoves were found by trial on patients of 1.50 to 1.95 m, 35 to 80
/// years, at drives of 0.1 to 1.
inline constexpr PostureHold kSeatedExercise = {{60, 36, 225}, 0.1, 100, 200, 0, 0};
/// Lying on the back with the legs in the air.
inline constexpr PostureHold kSupineExercise = {{60, 36, 225}, 5, 20, 20, 0, 0};

/// The moving leg goes where `moves` say whenever one of the cues asks for it. What a joint falls
/// behind is felt as a load and pushed against.
std::unique_ptr<Movement> move_joints(const Model& model, const JointMoves& moves,
                                      const std::vector<RepCue>& cues);

}  // namespace steppage
