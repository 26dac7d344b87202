// Everything that only physics knows of a trial, gathered instant by instant.
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
  TruthRecorder(const Layout& layout, Time timestep, std::string activity, std::vector<RepCue> cues,
                Time duration);
  void observe(const Instant& now);
  Truth finish() const;
  const MomentumResidual& momentum_residual() const { return momentum_.largest(); }

 private:
  std::string activity_;
  std::vector<RepCue> cues_;
  Time duration_;
  RepObserver reps_;
  MomentumBalance momentum_;
  Table motion_;
};

}  // namespace steppage
