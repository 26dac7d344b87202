// A patient who walks by reflexes.
#pragma once

#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "control/activities.hpp"
#include "control/walking/gains.hpp"
#include "control/walking/reflexes.hpp"
#include "control/walking/step_feedback.hpp"

namespace steppage {

inline constexpr double kSinking_m = 0.002;  // of a standing foot, at the start

/// On the floor and under way: the right foot stands, the left leg swings, as the gains say.
Posture under_way(const BodySpec& body, const WalkingGains& gains);

/// Excitation of what lifts the foot (TA, EDL), and of as much of PER as keeps it level, from the
/// moment that the foot has left the floor until it touches it again.
struct SwingStimulation {
  Side side = Side::kRight;
  double level = 0;                // share of the fibres
  double delay_s = 0;              // both of on and off
  double from_s = 0, until_s = 0;  // of the trial
  double repeat_s = 0;             // the same again after so long; 0: once
};

/// A bend of the path.
struct Turn {
  double at_s = 0;           // of the trial
  double by_rad = 0;         // to the left; negative: to the right
  double rate_rad_s = 0.35;  // positive
  double end_s() const { return at_s + std::abs(by_rad) / rate_rad_s; }
};

/// From the speed walked so far to another.
struct SpeedChange {
  double at_s = 0;  // of the trial
  double to_m_s = 0;
  double acceleration_m_s2 = 0.3;  // positive, also of slowing down
};

/// What is asked for at a time of the trial, by who begins at `first_m_s`.
double asked_speed_m_s(double first_m_s, std::span<const SpeedChange> changes, double time_s);

/// Gains, and how steps are corrected with them.
struct Gait {
  WalkingGains gains{};
  StepFeedback feedback;
  /// With which a walk begins under way, if not with `gains`; in its first seconds they become
  /// these. What walks on well need not start well.
  std::optional<WalkingGains> first = {};
  WalkingGains uneven{};  // of_side(): all 0 of who walks alike with both legs
};

/// What can be learned from a walk: each landing and passing, and how the step was changed then.
struct StepStudy {
  /// Standard deviation of what chance adds to each change, in what a walker corrects at most.
  double excitation = 0;
  struct Step {
    StepMoment moment = StepMoment::kLanding;
    Side landed = Side::kLeft;
    Felt felt;
    StepChange change;
  };
  std::vector<Step> steps;
};

struct Walking {
  double speed_m_s = 0;  // at the start
  std::function<Gait(double speed_m_s)> gait;
  double variability = 0;  // 1: a healthy person's
  double wander = 0;       // of pace and swinging knees; 1: an older person's
  std::optional<SwingStimulation> stimulation = {};
  std::vector<Turn> turns = {};
  std::vector<SpeedChange> speed_changes = {};  // one after the other
  std::optional<Time> brakes_from = {};         // steps without push-off, the trunk further back
  bool keeps_pace = false;                      // StepCorrector::lean_to_keep_pace
  StepStudy* study = nullptr;                   // outlives the walk
};

std::unique_ptr<Performance> walk(const Model& model, const Walking& walking, uint64_t seed);

}  // namespace steppage
