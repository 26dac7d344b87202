// An exercise: what is particular to it. One file and one table row each; everything that they
// share (repetitions, tempo, compensations, truth) is written once.
#pragma once

#include <span>

#include "control/compensations.hpp"
#include "control/performing.hpp"
#include "core/cue.hpp"

namespace steppage {

/// What a therapist prescribes of an exercise, as the scenario says it.
struct Prescription {
  Repetitions repetitions;
  double target_deg = 0;
  std::string support;     // what a hand or the seat may hold on to
  std::string assistance;  // what helps the moving leg
  std::vector<Compensation> compensations = {};
  /// Of a set on one side.
  Side side() const { return repetitions.sides == "left" ? Side::kLeft : Side::kRight; }
};

struct Exercise {
  std::string_view name;
  Tempo usual_tempo;
  std::vector<std::string> sides = {"alternate", "left", "right"};  // the first is usual
  std::vector<std::string> supports = {"none"};
  std::vector<std::string> assistances = {"none"};
  std::string_view joint;            // whose angle is the measure, without its side
  double usual_target_deg = 0;       // of that joint
  Range target_deg;                  // that may be asked for
  std::vector<std::string> trained;  // muscles by short name
  double lead_s = 2;                 // before the first repetition
  double trail_s = 1;                // after the last
  Measure measure = Measure::kJointAngle;
  PostureHold hold;
  Posture (*prepare)(BodySpec& body, const Prescription& prescription);
  std::unique_ptr<Movement> (*begin)(const Model& model, const Posture& posture,
                                     const Prescription& prescription,
                                     const std::vector<RepCue>& cues);
};

/// Reads the prescription; `exercise` must outlive the activity.
std::unique_ptr<Activity> read_exercise(Reader& reader, const Exercise& exercise);

}  // namespace steppage
