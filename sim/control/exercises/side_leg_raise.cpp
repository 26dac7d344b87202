#include <numbers>

#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/one_leg_stance.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// One hand: that of the standing side.
Posture prepare(BodySpec& body, const Prescription& prescription) {
  if (prescription.support != "stance_hand") return stand_at_support(body, prescription.support);
  return stand_at_support(body, std::string(name(opposite(prescription.side()))) + "_hand");
}

std::unique_ptr<Movement> begin(const Model& model, const Posture& /*posture*/,
                                const Prescription& prescription, const std::vector<RepCue>& cues) {
  // Who cannot lean on the hand of the free side leans the trunk over the standing leg.
  const bool leans_on_hand = prescription.support == "both_hands";
  return stand_on_one_leg(model,
                          {.moves = {{"hip_adduction"},
                                     {"hip_flexion", 0},
                                     {"knee_flexion", 3 * kDegree},
                                     {"hip_rotation", 0}},
                           .lean_rad = 8 * kDegree,
                           .extra_lean_rad = (leans_on_hand ? 2.5 : 5.4) * kDegree,
                           .weight = 5,
                           .beside = 100,
                           .leant_on = 0.08},
                          cues);
}

const Exercise kSideLegRaise = {.name = "side_leg_raise",
                                .usual_tempo = {2, 2, 2.5, kWeightShiftRest_s},
                                .sides = {"right", "left"},
                                .supports = {"both_hands", "stance_hand", "none"},
                                .joint = "hip_adduction",
                                .usual_target_deg = -41,
                                .target_deg = {-45, -20},
                                .trained = {"HAB"},
                                .lead_s = kWeightShiftLead_s,
                                .trail_s = kWeightShiftLead_s,
                                .hold = kOneLegStance,
                                .prepare = prepare,
                                .begin = begin};

}  // namespace

std::unique_ptr<Activity> read_side_leg_raise(Reader& reader) {
  return read_exercise(reader, kSideLegRaise);
}

}  // namespace steppage
