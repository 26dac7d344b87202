#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/heel_raising.hpp"
#include "control/joint_moves.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

// As in the other seated exercises, but ankles that carry the weight of the shanks.
const PostureHold kSeatedOnForefeet = {{60, 36, 120}, 0.1, 100, 200, 0, 0};

Posture sit(BodySpec& body, const Prescription& /*prescription*/) { return sit_on_chair(body); }

// The knee stays above the foot; the hip follows where the ankle pushes it.
std::unique_ptr<Movement> raise_sitting(const Model& model, const Posture& posture,
                                        const Prescription& /*prescription*/,
                                        const std::vector<RepCue>& cues) {
  return move_joints(model,
                     {.moves = {{"ankle_dorsiflexion", 0, kFeltFoot},
                                {"knee_flexion", posture.joint_angle_rad.at("right_knee_flexion")}},
                      .on_forefoot = true,
                      .unwished = {"hip_flexion"}},
                     cues);
}

const Exercise kSeated = {.name = "heel_raise",
                          .usual_tempo = {1, 1, 1, 1},
                          .sides = {"both", "alternate", "left", "right"},
                          .joint = "ankle_dorsiflexion",
                          .usual_target_deg = -28,
                          .target_deg = {-35, -10},
                          .trained = {"SOL", "GAS"},
                          .measure = Measure::kHeelUp,
                          .hold = kSeatedOnForefeet,
                          .prepare = sit,
                          .begin = raise_sitting};

Posture stand(BodySpec& body, const Prescription& prescription) {
  Posture posture = stand_on_floor(body);
  const double grip_n = kHookGrip_n_kg * body.compile().mass_kg();
  for (const Side hand : {Side::kLeft, Side::kRight})
    if (prescription.support != std::string(name(opposite(hand))) + "_hand")
      hold_support(body, posture, hand, grip_n);
  return posture;
}

std::unique_ptr<Movement> raise_standing(const Model& model, const Posture& /*posture*/,
                                         const Prescription& /*prescription*/,
                                         const std::vector<RepCue>& cues) {
  return raise_heels(model, cues);
}

// Hands close around a rail. Without any the patient falls from the forefeet: it is not offered.
const Exercise kStanding = {.name = "heel_raise",
                            .usual_tempo = {1.5, 1, 1.5, 2.5},
                            .sides = {"both"},
                            .supports = {"both_hands", "left_hand", "right_hand"},
                            .joint = "ankle_dorsiflexion",
                            .usual_target_deg = -18,
                            .target_deg = {-30, -10},
                            .trained = {"SOL", "GAS"},
                            .lead_s = 2 + kForwardShift_s,
                            .trail_s = 1 + kForwardShift_s,
                            .measure = Measure::kHeelUp,
                            .hold = kOnForefeet,
                            .prepare = stand,
                            .begin = raise_standing};

}  // namespace

std::unique_ptr<Activity> read_heel_raise(Reader& reader) {
  const bool is_seated = reader.text("posture", {"standing", "seated"}, "standing") == "seated";
  return read_exercise(reader, is_seated ? kSeated : kStanding);
}

}  // namespace steppage
