#include <numbers>

#include "control/arm_moves.hpp"
#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/joint_moves.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

Posture prepare(BodySpec& body, const Prescription& /*prescription*/) {
  return lie_with_knees_hugged(body);
}

// The hands hold the knees; that of the moving leg lets go, and takes it again when it helps.
std::unique_ptr<Movement> begin(const Model& model, const Posture& /*posture*/,
                                const Prescription& prescription, const std::vector<RepCue>& cues) {
  return let_go_and_hold(
      cues, prescription.assistance == "arms",
      move_joints(model, {.moves = {{"hip_flexion"}, {"knee_flexion", 5 * kDegree}}}, cues));
}

const Exercise kKneeToChest = {.name = "knee_to_chest",
                               .usual_tempo = {2, 1, 2, 1},
                               .assistances = {"arms", "none"},
                               .joint = "hip_flexion",
                               .usual_target_deg = 8,
                               .target_deg = {0, 60},
                               .trained = {"HFL", "HAM"},
                               .measure = Measure::kReturn,
                               .hold = kSupineExercise,
                               .prepare = prepare,
                               .begin = begin};

}  // namespace

std::unique_ptr<Activity> read_knee_to_chest(Reader& reader) {
  return read_exercise(reader, kKneeToChest);
}

}  // namespace steppage
