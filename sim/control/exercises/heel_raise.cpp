#include <algorithm>
#include <numbers>

#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/heel_raising.hpp"
#include "control/joint_moves.hpp"
#include "control/one_leg_stance.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

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
                            .lead_s = 2 + kOnBothForefeet.duration_s,
                            .trail_s = 1 + kOnBothForefeet.duration_s,
                            .measure = Measure::kHeelUp,
                            .hold = kOnForefeet,
                            .prepare = stand,
                            .begin = raise_standing};

// Before a heel rises, the free leg comes up and the weight goes over the ball of the foot.
constexpr double kFreeLeg_s = 1;
constexpr double kLead_s = kFreeLeg_s + kOnOneForefoot.duration_s;
constexpr double kUsualRest_s = kWeightShiftRest_s + 2 * kLead_s;

// On one leg; in a rest that is too short for the weight to shift, before the next repetition of
// the same side, the other foot stays up.
std::vector<RepCue> stances(const std::vector<RepCue>& raises) {
  const auto rest_s = [&](size_t i) {  // before that repetition
    if (i == 0 || i == raises.size()) return kUsualRest_s;
    return to_seconds(raises[i].start - raises[i - 1].end);
  };
  // In a quarter of a short rest, so that shifting the weight keeps half of it.
  const auto quickness = [&](size_t i) { return std::min(1.0, rest_s(i) / 4 / kLead_s); };
  std::vector<RepCue> stances;
  for (size_t i = 0; i < raises.size(); ++i) {
    const RepCue& raise = raises[i];
    const bool goes_on =
        i > 0 && raises[i - 1].side == raise.side && rest_s(i) < kWeightShiftRest_s;
    if (!goes_on) {
      RepCue& stance = stances.emplace_back();
      stance.side = opposite(raise.side);
      stance.start = raise.start - from_seconds(quickness(i) * kLead_s);
      stance.top = stance.start + from_seconds(quickness(i) * kFreeLeg_s);
    }
    stances.back().end = raise.end + from_seconds(quickness(i + 1) * kLead_s);
    stances.back().down = stances.back().end - from_seconds(quickness(i + 1) * kFreeLeg_s);
  }
  return stances;
}

Posture stand_close(BodySpec& body, const Prescription& /*prescription*/) {
  Posture posture = stand_on_floor(body);
  for (const Side hand : {Side::kLeft, Side::kRight})
    hold_support(body, posture, hand, kGraspLimit_n, kElbowWithRoom_rad);
  return posture;
}

std::unique_ptr<Movement> raise_on_one_leg(const Model& model, const Posture& /*posture*/,
                                           const Prescription& /*prescription*/,
                                           const std::vector<RepCue>& cues) {
  return stand_on_one_leg(model,
                          {.moves = {{"hip_flexion", 20 * kDegree},
                                     {"knee_flexion", 70 * kDegree},
                                     {"hip_adduction", 0},
                                     {"hip_rotation", 0}},
                           .lean_rad = 8 * kDegree,
                           .extra_lean_rad = 6 * kDegree,
                           .heel_raises = cues},
                          stances(cues));
}

const Exercise kSingleLeg = {.name = "heel_raise",
                             .usual_tempo = {1.5, 1, 1.5, kUsualRest_s},
                             .sides = {"alternate", "left", "right"},
                             .supports = {"both_hands"},
                             .joint = "ankle_dorsiflexion",
                             .usual_target_deg = -15,
                             .target_deg = {-30, -10},
                             .trained = {"SOL", "GAS"},
                             .lead_s = kWeightShiftLead_s + kLead_s,
                             .trail_s = kWeightShiftLead_s + kLead_s,
                             .measure = Measure::kHeelUpOnOneLeg,
                             .hold = kOneLegStance,
                             .prepare = stand_close,
                             .begin = raise_on_one_leg};

}  // namespace

std::unique_ptr<Activity> read_heel_raise(Reader& reader) {
  const std::string posture =
      reader.text("posture", {"standing", "single_leg", "seated"}, "standing");
  return read_exercise(reader, posture == "seated"       ? kSeated
                               : posture == "single_leg" ? kSingleLeg
                                                         : kStanding);
}

}  // namespace steppage
