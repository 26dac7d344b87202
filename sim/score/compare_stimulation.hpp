// Stimulation put beside the swings that it was for.
#pragma once

#include <optional>
#include <vector>

#include "core/trial.hpp"

namespace steppage {

/// The stimulator above kStimulates of its amplitude; interruptions of less than 60 ms are none.
struct Burst {
  Time on{};             // the rising ramp starts
  Time off{};            // the falling ramp starts
  Time from{}, until{};  // above kStimulates
  bool operator==(const Burst&) const = default;
};
std::vector<Burst> bursts(const StimulationRecord& record, Time end);

/// From the heel's rise to initial contact, of the stimulated side.
struct StimulatedSwing {
  std::optional<Time> ho;
  Time fc{}, ic{};
  std::optional<Time> perfect_on;  // absent where no stance before lets expect the final contact
  Time perfect_off{};
  std::optional<Burst> burst;  // that overlaps it most, if this is the swing that it overlaps most
  double coverage = 0;         // share of swing with at least half of the amplitude
  Time over{};                 // on in the stance after it, between ramp down and the next swing
  bool operator==(const StimulatedSwing&) const = default;
};

struct StimulationComparison {
  std::vector<StimulatedSwing> swings;
  int bursts = 0, false_bursts = 0;
  double minutes = 0;    // of the trial
  double charge_uc = 0;  // sum over pulses, of one phase
  int violations = 0;    // of StimulationLimits
  bool operator==(const StimulationComparison&) const = default;
};

/// Perfect timing is on when the heel has risen, but no earlier than 200 ms before the final
/// contact that the last stance lets expect; its falling ramp starts 100 ms after initial contact.
/// A burst belongs to a swing when it meets the time from 100 ms before the heel's rise to 100 ms
/// after initial contact. Nothing without a stimulator or without true events.
std::optional<StimulationComparison> compare_stimulation(const Trial& trial);

}  // namespace steppage
