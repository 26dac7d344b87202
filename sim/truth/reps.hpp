// Repetition truth from the joint that moves, whatever was intended.
#pragma once

#include <vector>

#include "core/cue.hpp"
#include "core/instant.hpp"
#include "core/trial.hpp"

namespace steppage {

/// Below this excursion from rest there is no repetition that a counter could be asked to count.
inline constexpr double kSmallestMovement_deg = 10;
/// A repetition is completed when it reaches this share of the range that was asked for.
inline constexpr double kCompletedFraction = 0.9;

/// The angle of one joint over one repetition, one value a step.
struct JointTrace {
  Time first{};
  Time step{};
  std::vector<double> angle_rad;
};

/// Rest is the angle at the first value; the movement begins and ends where the excursion passes 5
/// % of the reached range (at least 2 degrees), turns in the middle of the time above 95 % of it,
/// which is its hold.
Rep measure_rep(const RepCue& cue, const JointTrace& trace);

/// Watches the joint of each cue from its start until the next cue of that joint, at most kTail
/// later.
class RepObserver {
 public:
  RepObserver(const Layout& layout, std::vector<RepCue> cues, Time timestep);
  void observe(const Instant& now);
  /// One row a cue that has begun.
  std::vector<Rep> finish() const;

 private:
  struct Watch {
    RepCue cue;
    size_t joint;
    Time until;
    JointTrace trace;
  };
  std::vector<Watch> watches_;
  size_t first_open_ = 0;
};

}  // namespace steppage
