// Everything that only physics knows of an activity, gathered instant by instant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/cue.hpp"
#include "core/instant.hpp"
#include "core/trial.hpp"
#include "truth/falls.hpp"
#include "truth/gait.hpp"
#include "truth/momentum.hpp"
#include "truth/reps.hpp"

namespace steppage {

/// When a patient walks: not in this trial, in another part of it, in this one.
enum class Walks { kNever, kElsewhere, kHere };

class TruthRecorder {
 public:
  /// From `start` to `end`; so are the times of the cues and of all that is observed. Where a
  /// patient walks, motion tells clearances.
  TruthRecorder(const Layout& layout, Time timestep, std::string activity, std::vector<RepCue> cues,
                Time start, Time end, Walks walks);
  void observe(const Instant& now);
  /// The patient touched the floor with something else than feet and hands: gait ends here.
  void fell(Time impact);
  Truth finish() const;
  const MomentumResidual& momentum_residual() const { return momentum_.largest(); }

 private:
  Layout layout_;
  std::string activity_;
  std::vector<RepCue> cues_;
  Time start_, end_;
  Walks walks_;
  RepObserver reps_;
  MomentumBalance momentum_;
  std::optional<GaitObserver> gait_;
  std::optional<FallObserver> falls_;
  bool has_fallen_ = false;
  Table motion_;
};

/// Adds what is known of the next part of a trial.
void append(Truth& whole, Truth part);

}  // namespace steppage
