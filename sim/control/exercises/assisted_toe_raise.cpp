#include <numbers>

#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/joint_moves.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

bool is_assisted(const Prescription& prescription) { return prescription.assistance == "foot"; }

Posture prepare(BodySpec& body, const Prescription& prescription) {
  if (!is_assisted(prescription)) return sit_on_chair(body);
  return sit_with_foot_on_foot(body, prescription.side());
}

// Assisted, the foot on top does nothing: the one below lifts it, and lets it down.
std::unique_ptr<Movement> begin(const Model& model, const Posture& /*posture*/,
                                const Prescription& prescription, const std::vector<RepCue>& cues) {
  if (!is_assisted(prescription))
    return move_joints(model, {.moves = {{"ankle_dorsiflexion", 0, kFeltFoot}}}, cues);
  return move_joints(model,
                     {.moves = {{"ankle_dorsiflexion", prescription.target_deg * kDegree, kFeltFoot,
                                 Limb::kOther}},
                      .relaxed = {"ankle_dorsiflexion", "subtalar_inversion"}},
                     cues);
}

const Exercise kAssistedToeRaise = {.name = "assisted_toe_raise",
                                    .usual_tempo = {1, 2, 1, 1},
                                    .sides = {"right", "left"},
                                    .assistances = {"foot", "none"},
                                    .joint = "ankle_dorsiflexion",
                                    .usual_target_deg = 12,
                                    .target_deg = {5, 20},
                                    .trained = {"TA", "EDL"},
                                    .hold = kSeatedExercise,
                                    .prepare = prepare,
                                    .begin = begin};

}  // namespace

std::unique_ptr<Activity> read_assisted_toe_raise(Reader& reader) {
  return read_exercise(reader, kAssistedToeRaise);
}

}  // namespace steppage
