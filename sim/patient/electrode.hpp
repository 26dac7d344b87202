// Electrodes on the patient's skin: which muscles a train of pulses recruits, and how they answer.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/drive.hpp"
#include "core/instant.hpp"
#include "core/stimulation.hpp"

namespace steppage {

struct ElectrodeSettings {
  Side side = Side::kRight;
  std::string channel = "common_peroneal";
  double half_ma = 35;   // recruits half of the fibres, at a pulse width of 300 us
  double offset_mm = 0;  // of the cathode from its place, towards the wrong muscles
  double fatigue = 0;    // rate at which what is recruited tires; 1: ordinary, 0: not at all
};

struct ChannelKind {
  std::string_view name, summary;
};
std::span<const ChannelKind> channels();

/// Share of the fibres next to the electrode that one pulse reaches: a logistic curve of the
/// amplitude with a dead zone, its middle moved along by the pulse width (strength-duration curve
/// of Lapicque, chronaxie 0.2 ms; design values of common practice, no one person's).
double recruited_share(double amplitude_ma, double pulse_width_us, double half_ma);

/// Force of a train, relative to 100 pulses a second: steady state of Ding, Wexler &
/// Binder-Macleod (2003, J Appl Physiol 95:1123) with its own parameters.
double fusion(double frequency_hz);

/// One channel at work. Force comes 25 ms after the pulse (electromechanical delay; surface
/// stimulation of knee extensors: 31 ms, Sinclair 2004), then rises and falls with time constants
/// of 80 and 60 ms, in front of the muscle's own.
///
/// Fatigue: of what is recruited a share is left, from 1 down to 0.2, with time constants of 30 s
/// under stimulation and 50 s of recovery, slower at low frequencies (Riener, Quintern & Schmidt
/// 1998, J Biomech 32:29). It is faster than that of volition, because a pulse always finds the
/// same fibres; theirs comes on top (fatigue.hpp).
class Electrode {
 public:
  Electrode(const ElectrodeSettings& settings, const Layout& layout);
  /// Sets MuscleDrive::stimulated of the muscles that this channel reaches.
  void step(Time now, const PulseTrain& train, Drive& drive);

 private:
  struct Reached {
    size_t line;     // index as Layout::muscles
    double share;    // of the recruited
    double further;  // its half_ma in those of the electrode's own muscles
    double recruited = 0;
    double left = 1;  // by fatigue
  };
  struct Pulse {
    Time arrives{};
    PulseTrain train;
  };

  ElectrodeSettings settings_;
  std::vector<Reached> reached_;
  std::deque<Pulse> under_way_;  // the electromechanical delay
  PulseTrain arrived_;
  Time before_{};
};

}  // namespace steppage
