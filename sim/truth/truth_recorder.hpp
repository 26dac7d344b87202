// Everything that only physics knows of an activity, gathered instant by instant.
#pragma once

#include <string>
#include <vector>

#include "core/cue.hpp"
#include "core/instant.hpp"
#include "core/trial.hpp"
#include "truth/momentum.hpp"
#include "truth/reps.hpp"

namespace steppage {

class TruthRecorder {
 public:
  /// From `start` to `end`; so are the times of the cues and of all that is observed.
  TruthRecorder(const Layout& layout, Time timestep, std::string activity, std::vector<RepCue> cues,
                Time start, Time end);
  void observe(const Instant& now);
  Truth finish() const;
  const MomentumResidual& momentum_residual() const { return momentum_.largest(); }

 private:
  std::string activity_;
  std::vector<RepCue> cues_;
  Time start_, end_;
  RepObserver reps_;
  MomentumBalance momentum_;
  Table motion_;
};

/// Adds what is known of the next part of a trial.
void append(Truth& whole, Truth part);

}  // namespace steppage
