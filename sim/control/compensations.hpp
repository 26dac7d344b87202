// What patients do when an exercise is hard for them: they help themselves, cheat, or lose count.
// All of it is intended, nothing of it acts on the body from outside.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "control/performing.hpp"
#include "core/cue.hpp"
#include "physics/body_spec.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// What goes along with a repetition, beside where it would be.
enum class Displaced {
  kTrunkForward,
  kTrunkAway,    // the trunk bends to the side of the leg that stays
  kPelvisHiked,  // it rises on the side of the moving leg
  kHipFlexed,    // of the moving leg
};

/// How long it lasts.
enum class Course {
  kRepetition,  // out and back like the movement
  kWayOut       // a swing that is over when the target is reached
};

struct Displacement {
  Displaced what;
  double by_deg;  // at strength 1
  Course course = Course::kRepetition;
};

/// How a compensation looks in some exercises.
struct Manner {
  std::vector<std::string_view> exercises;
  std::vector<Displacement> displacements = {};
  /// Bodies of the moving leg that leave what they lie on, without their side.
  std::vector<std::string_view> lifted = {};
  /// At strength 1 the hand of the moving side pulls towards where the thigh, which it holds, would
  /// be with the joint that is asked to move so far beyond the target.
  double hand_pulls_deg = 0;
};

struct CompensationKind {
  std::string_view name, summary;
  std::vector<Manner> manners;  // in all exercises where patients do it
  void (*change)(RepCue& cue, double strength) = nullptr;
  /// Adds to the set.
  void (*prolong)(std::vector<RepCue>& set, double strength) = nullptr;
};

std::span<const CompensationKind> compensations();

/// As the scenario asks for it.
struct Compensation {
  const CompensationKind* kind;
  double strength;  // of 1 for a typical patient who does it clearly
  double share;     // of the repetitions
};

/// Reads the array "compensations" of an exercise. What has no strength is left out.
std::vector<Compensation> read_compensations(Reader& activity, std::string_view exercise);

/// Changes and labels the cues of the repetitions that are drawn; later ones move in time.
void plan_compensations(const std::vector<Compensation>& compensations, uint64_t seed,
                        std::vector<RepCue>& cues);

/// The hand of a side that is going to move takes hold of what it will pull.
void take_hold(BodySpec& body, Posture& posture, const std::vector<Compensation>& compensations,
               std::string_view exercise, Side side);

/// Besides what `movement` wishes, posture and hands go along in the repetitions that are labelled
/// so.
std::unique_ptr<Movement> compensate(const Model& model, const Posture& posture,
                                     const std::vector<Compensation>& compensations,
                                     std::string_view exercise, const std::vector<RepCue>& cues,
                                     std::unique_ptr<Movement> movement);

}  // namespace steppage
