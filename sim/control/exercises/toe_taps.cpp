#include <numbers>

#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/joint_moves.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

Posture prepare(BodySpec& body, const Prescription& /*prescription*/) {
  return lie_in_table_top(body);
}

std::unique_ptr<Movement> begin(const Model& model, const Posture& /*posture*/,
                                const Prescription& /*prescription*/,
                                const std::vector<RepCue>& cues) {
  return move_joints(model, {.moves = {{"hip_flexion"}, {"knee_flexion", 90 * kDegree}}}, cues);
}

// With the knee at a right angle the heel touches at 45 to 50 degrees of hip flexion.
const Exercise kToeTaps = {.name = "toe_taps",
                           .usual_tempo = {1.5, 0.3, 1.5, 0.7},
                           .joint = "hip_flexion",
                           .usual_target_deg = 48,
                           .target_deg = {35, 80},
                           .trained = {"HFL", "ABD"},
                           .measure = Measure::kReturn,
                           .hold = kSupineExercise,
                           .prepare = prepare,
                           .begin = begin};

}  // namespace

std::unique_ptr<Activity> read_toe_taps(Reader& reader) { return read_exercise(reader, kToeTaps); }

}  // namespace steppage
