// The stimulator: turns commands into pulses, within limits that no command can move.
#pragma once

#include <deque>
#include <optional>

#include "core/stimulation.hpp"

namespace steppage {

struct StimulatorSettings {
  PulseTrain train = {false, 40, 250, 40};  // as set by the clinician; `on` is not looked at
  double ramp_up_s = 0.2;
  double ramp_down_s = 0.1;   // longer, a brisk gait would exceed the limit of duty
  Time latency{20'000};       // from a command to the beginning of its ramp
  double step_ma = 1;         // amplitudes are whole multiples of it
  double max_ma = 100;        // that its wearer tolerates, at most StimulationLimits::amplitude_ma
  Time watchdog{60'000};      // without a sign of life of the control loop it stops
  double compliance_v = 150;  // its largest voltage
  double impedance_ohm = 1000;    // of skin and electrodes at first
  double drying_per_min = 0;      // by which share of that the impedance grows
  std::optional<Time> lead_off;   // when an electrode comes off
  Time switch_on{};               // when the wearer switches it on: it starts off
  Time switch_off = Time::max();  // and off again
  StimulationLimits limits = {};
};

/// A value: a copy goes on alike.
///
/// It is off until its wearer has switched it on and it is told to be on, and off again for good
/// once an electrode is off. What is not a number, or below zero, is off. Amplitude, width,
/// frequency and charge are cut to the limits; the settings of a burst are those at its beginning.
class Stimulator {
 public:
  explicit Stimulator(const StimulatorSettings& settings);

  /// The control loop is alive. Without this for longer than the watchdog the output falls.
  void keep_alive(Time now) { alive_ = now; }
  /// On with the train as set, or off.
  void command(Time now, bool on);
  /// The same with another train; the amplitude's ramps stay.
  void command(Time now, const PulseTrain& wished);
  /// To be called with a clock that goes on by at most 20 ms; if it jumps, the burst ends.
  const PulseTrain& step(Time now);
  bool has_lead_off() const { return has_lead_off_; }

 private:
  struct Wish {
    Time from{};
    PulseTrain train;
  };
  struct Burst {
    Time start{}, end{};
  };
  void take_wishes(Time now);
  PulseTrain within_limits(PulseTrain train) const;
  bool may_begin(Time now) const;
  bool must_end(Time now) const;
  Time on_time(Time now) const;
  void begin();
  void note_output(Time now);

  StimulatorSettings settings_;
  std::deque<Wish> wishes_;  // that the latency still holds back
  PulseTrain wished_;        // that applies now
  PulseTrain burst_;         // as limited at the beginning of this burst
  PulseTrain output_;
  double level_ = 0;          // of the ramp, 0 to 1
  double fall_s_ = 0;         // of the falling ramp
  std::deque<Burst> bursts_;  // of the last minute; the last may not have ended
  bool counts_ = false;       // the output is above kStimulates
  std::optional<Time> before_, alive_;
  bool has_lead_off_ = false;
};

}  // namespace steppage
