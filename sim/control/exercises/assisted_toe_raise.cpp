#include <numbers>

#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/joint_moves.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

constexpr FeltLoad kFeltTwoFeet = {25, 0.6};  // one below the other
constexpr FeltLoad kFeltTilt = {8, 0.1};      // of the lower one
constexpr double kLevel_rad = 0.1;            // inversion that keeps the lower foot's back level

bool is_assisted(const Prescription& prescription) { return prescription.assistance == "foot"; }

Posture prepare(BodySpec& body, const Prescription& prescription) {
  if (!is_assisted(prescription)) return sit_on_chair(body);
  return sit_with_foot_on_foot(body, prescription.side());
}

// Assisted, the ankle of the foot on top does nothing: the foot below lifts it, and lets it down.
// It carries at the instep, so that it turns a little more than what it lifts.
std::unique_ptr<Movement> begin(const Model& model, const Posture& posture,
                                const Prescription& prescription, const std::vector<RepCue>& cues) {
  if (!is_assisted(prescription))
    return move_joints(model, {.moves = {{"ankle_dorsiflexion", 0, kFeltTilt}}}, cues);
  constexpr double kMore = 1.6;
  const auto rest_rad = [&](Side side) {
    return posture.joint_angle_rad.at(std::string(name(side)) + "_ankle_dorsiflexion");
  };
  const Side side = prescription.side();
  const double lift = prescription.target_deg * kDegree - rest_rad(side);
  const double below = rest_rad(opposite(side)) + kMore * lift;
  return move_joints(model,
                     {.moves = {{"ankle_dorsiflexion", below, kFeltTwoFeet, Limb::kOther},
                                {"subtalar_inversion", kLevel_rad, kFeltTilt, Limb::kOther}},
                      .relaxed = {"ankle_dorsiflexion", "subtalar_inversion"},
                      .steady = {"hip_adduction", "hip_rotation", "knee_flexion"},
                      .posture_weight = 0.1},
                     cues);
}

const Exercise kAssistedToeRaise = {.name = "assisted_toe_raise",
                                    .usual_tempo = {1, 2, 1, 1},
                                    .sides = {"right", "left"},
                                    .assistances = {"foot", "none"},
                                    .joint = "ankle_dorsiflexion",
                                    .usual_target_deg = 10,
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
