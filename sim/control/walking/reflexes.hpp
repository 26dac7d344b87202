// Reflexes that walk: from what the nerves report, with their delays, to excitations.
#pragma once

#include <array>
#include <vector>

#include "control/walking/gains.hpp"
#include "control/walking/sensed.hpp"
#include "control/walking/step_feedback.hpp"

namespace steppage {

struct TrunkCommand {
  PerSide<double> erector, abdominal, oblique;
};

struct WalkingCommand {
  PerSide<std::array<double, kLegMuscles.size()>> legs;
  TrunkCommand trunk;
  PerSide<double> shoulder_flexion_rad;
};

/// Where a leg is in its cycle.
enum class LegPhase { kStance, kPreparing, kLifting, kReaching, kRetracting };
inline bool stands(LegPhase phase) {
  return phase == LegPhase::kStance || phase == LegPhase::kPreparing;
}
inline constexpr double kStandingLoad = 0.1;  // body weights that make a foot a standing one

class WalkingReflexes {
 public:
  explicit WalkingReflexes(const WalkingGains& gains, const WalkingGains& uneven = {}) {
    use(gains, uneven);
  }
  /// Once a control period.
  WalkingCommand step(const Sensed& now);
  /// From the next step() on.
  void use(const WalkingGains& gains, const WalkingGains& uneven);
  /// Of the step that begins as that foot lands.
  void change(Side landed, const StepChange& change) {
    change_[landed] = change;
    landed_ = landed;
  }
  LegPhase phase(Side side) const { return phase_[side]; }

 private:
  const Sensed& felt(size_t periods_ago) const;
  double lag(Side side) const;
  double drop(Side side) const;
  double wished_swing_knee(Side side) const;
  void tell_phases();
  std::array<double, kLegMuscles.size()> command_leg(Side side) const;
  TrunkCommand command_trunk() const;

  WalkingGains gains_;          // of what is not a leg's
  PerSide<WalkingGains> legs_;  // of each leg
  std::vector<Sensed> past_;    // a ring
  size_t newest_ = 0;
  PerSide<LegPhase> phase_;
  PerSide<StepChange> change_;  // by the side that landed
  Side landed_ = Side::kLeft;   // last
};

}  // namespace steppage
