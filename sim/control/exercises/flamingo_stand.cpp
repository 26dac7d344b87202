#include <numbers>

#include "control/exercise.hpp"
#include "control/exercises/exercises.hpp"
#include "control/one_leg_stance.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

Posture prepare(BodySpec& body, const Prescription& prescription) {
  return stand_at_support(body, prescription.support);
}

std::unique_ptr<Movement> begin(const Model& model, const Posture& /*posture*/,
                                const Prescription& /*prescription*/,
                                const std::vector<RepCue>& cues) {
  return stand_on_one_leg(model,
                          {.moves = {{"hip_flexion"},
                                     {"knee_flexion", 75 * kDegree},
                                     {"hip_adduction", 0},
                                     {"hip_rotation", 0}},
                           .lean_rad = 8 * kDegree,
                           .extra_lean_rad = 6 * kDegree},
                          cues);
}

const Exercise kFlamingoStand = {.name = "flamingo_stand",
                                 .usual_tempo = {1.5, 20, 1.5, kWeightShiftRest_s},
                                 .supports = {"none", "left_hand", "right_hand"},
                                 .joint = "hip_flexion",
                                 .usual_target_deg = 45,
                                 .target_deg = {30, 60},
                                 .trained = {"HAB", "GMAX"},
                                 .lead_s = kWeightShiftLead_s,
                                 .trail_s = kWeightShiftLead_s,
                                 .measure = Measure::kStanceHeld,
                                 .hold = kOneLegStance,
                                 .prepare = prepare,
                                 .begin = begin};

}  // namespace

std::unique_ptr<Activity> read_flamingo_stand(Reader& reader) {
  return read_exercise(reader, kFlamingoStand);
}

}  // namespace steppage
