#include <numbers>

#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/joint_moves.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

Posture prepare(BodySpec& body, const Prescription& /*prescription*/) { return sit_on_chair(body); }

// On its way back under the knee the foot is freed of the floor by lifting the thigh.
std::unique_ptr<Movement> begin(const Model& model, const Posture& /*posture*/,
                                const Prescription& /*prescription*/,
                                const std::vector<RepCue>& cues) {
  return move_joints(model,
                     {.moves = {{"knee_flexion"}},
                      .landing = {{"hip_flexion", 2.5 * kDegree}},
                      .lifted_when_landing = {"thigh", "shank"}},
                     cues);
}

// The target leaves a soft bend of the knee.
const Exercise kKneeExtension = {.name = "knee_extension",
                                 .usual_tempo = {1.2, 1, 1.5, 1},
                                 .joint = "knee_flexion",
                                 .usual_target_deg = 8,
                                 .target_deg = {0, 60},
                                 .trained = {"VAS", "RF"},
                                 .hold = kSeatedExercise,
                                 .prepare = prepare,
                                 .begin = begin};

}  // namespace

std::unique_ptr<Activity> read_knee_extension(Reader& reader) {
  return read_exercise(reader, kKneeExtension);
}

}  // namespace steppage
