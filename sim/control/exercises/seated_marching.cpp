#include <numbers>

#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/joint_moves.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

const PostureHold kSeated = {{60, 36, 100}, 0.02, 10, 20, 0, 0};

Posture prepare(BodySpec& body, const Prescription& /*prescription*/) { return sit_on_chair(body); }

std::unique_ptr<Movement> begin(const Model& model, const Posture& /*posture*/,
                                const Prescription& /*prescription*/,
                                const std::vector<RepCue>& cues) {
  return move_joints(model, {.moves = {{"hip_flexion"}}, .lifted = {"thigh"}}, cues);
}

const Exercise kSeatedMarching = {.name = "seated_marching",
                                  .usual_tempo = {1, 1, 1, 0.8},
                                  .joint = "hip_flexion",
                                  .usual_target_deg = 105,
                                  .target_deg = {95, 120},
                                  .hold = kSeated,
                                  .prepare = prepare,
                                  .begin = begin};

}  // namespace

std::unique_ptr<Activity> read_seated_marching(Reader& reader) {
  return read_exercise(reader, kSeatedMarching);
}

}  // namespace steppage
