#include <numbers>

#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/joint_moves.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

Posture prepare(BodySpec& body, const Prescription& /*prescription*/) { return sit_on_chair(body); }

// The trunk leans back a little to balance the leg.
std::unique_ptr<Movement> begin(const Model& model, const Posture& /*posture*/,
                                const Prescription& /*prescription*/,
                                const std::vector<RepCue>& cues) {
  return move_joints(model,
                     {.moves = {{"hip_flexion"}, {"knee_flexion", 90 * kDegree}},
                      .trunk = {{"lumbar_flexion", -6 * kDegree}},
                      .lifted = {"thigh", "shank"}},
                     cues);
}

const Exercise kSeatedMarching = {.name = "seated_marching",
                                  .usual_tempo = {1, 1, 1, 0.8},
                                  .joint = "hip_flexion",
                                  .usual_target_deg = 105,
                                  .target_deg = {95, 120},
                                  .trained = {"HFL", "RF"},
                                  .hold = kSeatedExercise,
                                  .prepare = prepare,
                                  .begin = begin};

}  // namespace

std::unique_ptr<Activity> read_seated_marching(Reader& reader) {
  return read_exercise(reader, kSeatedMarching);
}

}  // namespace steppage
