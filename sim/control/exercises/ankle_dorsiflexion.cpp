#include <numbers>

#include "control/arm_moves.hpp"
#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/joint_moves.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// The crossed leg lies there by its weight: held more firmly, it would pull itself off the thigh.
constexpr double kLying = 0.3;
constexpr PostureHold kCrossed = {{60, 36, 225}, kLying, 100, 200, 0, 0};

bool is_passive(const Prescription& prescription) { return prescription.assistance == "hand"; }

Posture prepare(BodySpec& body, const Prescription& prescription) {
  const Side side = prescription.side();
  Posture posture = sit_with_ankle_on_knee(body, side);
  if (is_passive(prescription)) hold_forefoot(body, posture, opposite(side), side);
  return posture;
}

std::unique_ptr<Movement> begin(const Model& model, const Posture& posture,
                                const Prescription& prescription, const std::vector<RepCue>& cues) {
  if (!is_passive(prescription))
    return move_joints(
        model, {.moves = {{"ankle_dorsiflexion", 0, kFeltFoot}}, .posture_weight = kLying}, cues);
  const Side side = prescription.side();
  Posture top = posture;
  top.joint_angle_rad[std::string(name(side)) + "_ankle_dorsiflexion"] =
      prescription.target_deg * kDegree;
  return move_with_hand(model, posture, top, opposite(side), cues,
                        move_joints(model,
                                    {.moves = {},
                                     .relaxed = {"ankle_dorsiflexion", "subtalar_inversion"},
                                     .posture_weight = kLying},
                                    cues));
}

const Exercise kAnkleDorsiflexion = {.name = "ankle_dorsiflexion",
                                     .usual_tempo = {1, 2, 1, 1},
                                     .sides = {"right", "left"},
                                     .assistances = {"none", "hand"},
                                     .joint = "ankle_dorsiflexion",
                                     .usual_target_deg = 5,
                                     .target_deg = {-10, 15},
                                     .trained = {"TA", "EDL"},
                                     .hold = kCrossed,
                                     .prepare = prepare,
                                     .begin = begin};

}  // namespace

std::unique_ptr<Activity> read_ankle_dorsiflexion(Reader& reader) {
  return read_exercise(reader, kAnkleDorsiflexion);
}

}  // namespace steppage
