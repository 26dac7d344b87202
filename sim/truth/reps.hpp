// Repetition truth from the limb that moves, whatever was intended.
#pragma once

#include <vector>

#include "core/cue.hpp"
#include "core/instant.hpp"
#include "core/trial.hpp"

namespace steppage {

/// A repetition is completed when it reaches this share of what was asked for.
inline constexpr double kCompletedFraction = 0.9;

/// Excursion from rest below which there is no repetition that a counter could be asked to count: a
/// fifth of the range asked for. At least 4 degrees, because sway and fidgeting turn a joint by one
/// or two; at most 10, because so much is a movement however far it was meant to go.
double smallest_movement_deg(double range_asked_deg);

/// A foot that carries less than this share of the body's weight carries nothing.
inline constexpr double kUnloaded = 0.05;
/// A foot is lifted when it carries nothing for this long: while the weight shifts, it may do so
/// for moments.
inline constexpr double kLifted_s = 0.2;

/// What is watched during one repetition, one value a step.
struct RepTrace {
  Time first{};
  Time step{};
  std::vector<double> angle_rad;  // of the joint
  // Vertical, in body weights, on the foot that is to be free: of the cue's side, kHeelUpOnOneLeg
  // of the other.
  std::vector<double> load = {};
};

/// Times, range, hold, completion and course of what the cue asked for.
/// kJointAngle: rest is the cue's, or the angle at the first value; the movement begins and ends
/// where the excursion passes 5 % of the reached range (at least 2 degrees), turns in the middle of
/// the time that it is as near to its farthest point, which is its hold.
/// kHeelUp: the same; while the heel is on the floor the ankle is taken to be at rest.
/// kHeelUpOnOneLeg: the same, also while the other foot carries the body; the range is no more than
/// the share of the time from the cue's start to its down in which that foot carried nothing.
/// kReturn: the same as of a joint, but what counts is the way that was made both out and back, as
/// far as it was asked for; the movement begins and ends at the angles nearest to rest, before and
/// after. kStanceHeld: the movement begins where the foot is lifted first, ends where it touches
/// down again (or the trace ends), and turns in the middle; all of it is its hold.
Rep measure_rep(const RepCue& cue, const RepTrace& trace);

/// Watches the limb of each cue from its start until the next cue of that joint, at most 1 s beyond
/// its end. Forces and activations count while the repetition is asked for.
class RepObserver {
 public:
  RepObserver(const Layout& layout, std::vector<RepCue> cues, Time timestep);
  void observe(const Instant& now);
  /// One row a cue that has begun.
  std::vector<Rep> finish() const;

 private:
  /// All lines of one muscle, index as Layout::muscles.
  struct Trained {
    std::string muscle;
    std::vector<size_t> lines;
    double peak = 0;
  };
  struct Watch {
    RepCue cue;
    size_t joint;
    Time until;
    RepTrace trace;
    std::vector<Trained> trained;
    double support_n = 0, assistance_n = 0;
  };
  void begin(const Instant& now, Watch& watch);
  static void observe_effort(const Instant& now, Watch& watch);

  std::vector<Watch> watches_;
  size_t first_open_ = 0;
};

}  // namespace steppage
