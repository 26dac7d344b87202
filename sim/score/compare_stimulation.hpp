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

/// Three runs of one patient and seed: without stimulation, with perfect timing, as a detector
/// says.
struct Arms {
  const Trial *none, *oracle, *detector;
};

/// Means over the stimulated side's strides from 5 s on, of what stimulation is to change. A gain
/// is the part of what perfect timing changes that the detector changes: (detector - none) /
/// (oracle - none); empty where perfect timing changes nothing.
struct ClinicalGains {
  std::optional<double> ankle_at_contact;
  std::optional<double> swing_ankle;  // least in swing
  std::optional<double> toe_clearance;
  std::optional<double> steppage;  // the hip's most flexion in swing
  int strides = 0;                 // least of the three runs
  bool operator==(const ClinicalGains&) const = default;
};
ClinicalGains compare_arms(const Arms& arms);

struct StimulationComparison {
  std::vector<StimulatedSwing> swings;
  int bursts = 0, false_bursts = 0;
  double minutes = 0;                       // of the trial
  double charge_uc = 0;                     // sum over pulses, of one phase
  int violations = 0;                       // of StimulationLimits
  std::optional<ClinicalGains> gains = {};  // where the other arms are known
  bool operator==(const StimulationComparison&) const = default;
};

/// Perfect timing is on when the heel has risen, but no earlier than 200 ms before the final
/// contact that the last stance lets expect; its falling ramp starts 100 ms after initial contact.
/// A burst belongs to a swing when it meets the time from 100 ms before the heel's rise to 100 ms
/// after initial contact. Nothing without a stimulator or without true events.
std::optional<StimulationComparison> compare_stimulation(const Trial& trial);

}  // namespace steppage
