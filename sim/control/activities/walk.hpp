#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "control/activities.hpp"
#include "control/walking/aids.hpp"
#include "control/walking/surroundings.hpp"
#include "control/walking/walking.hpp"

namespace steppage {

/// The activity "walk" as a scenario describes it.
struct WalkSettings {
  std::string gait = "healthy";
  double speed_m_s = 1.2;
  bool from_standing = false;  // and not under way
  double duration_s = 60;
  double variability = 1;
  double wander = 0;
  std::optional<SwingStimulation> stimulation;
  std::vector<Turn> turns;
  std::vector<SpeedChange> speed_changes;
  struct Stop {
    Time asked, slowed;  // from then on it stands as soon as it can
  };
  std::optional<Stop> stop;
  Surroundings surroundings;
  WalkingAids aids;
  using Gains = std::vector<std::pair<double WalkingGains::*, double>>;
  Gains gains;                           // instead of the tuned ones
  Gains first_gains;                     // with which the walk begins, instead of those
  Gains uneven_gains;                    // of_side()
  std::optional<StepFeedback> feedback;  // instead of what was learned
  StepStudy* study = nullptr;

  /// Of that patient, by speed in m/s.
  std::function<Gait(double speed_m_s)> gait_of(const Model& patient) const;
};

WalkSettings read_walk_settings(Reader& reader);
std::unique_ptr<Activity> make_walk(WalkSettings settings);
std::unique_ptr<Activity> read_walk(Reader& reader);

}  // namespace steppage
