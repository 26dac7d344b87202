// What a stimulator does, pulse by pulse and as it is recorded.
#pragma once

#include <string>
#include <vector>

#include "core/side.hpp"
#include "core/time.hpp"

namespace steppage {

/// A train of biphasic pulses, both phases alike, as it is given from now on.
struct PulseTrain {
  bool on = false;          // rising or held; off: falling, or silent at amplitude 0
  double amplitude_ma = 0;  // of each phase
  double pulse_width_us = 0;
  double frequency_hz = 0;
  bool operator==(const PulseTrain&) const = default;
};

/// What the stimulator of this project never exceeds in walking, whatever it is told: clinical
/// limits of dropped-foot stimulators; those of IEC 60601-2-10 lie far above them.
struct StimulationLimits {
  double amplitude_ma = 100;
  double pulse_width_us = 350;
  double frequency_hz = 60;
  double charge_uc = 25;  // of one phase
  double duty = 0.8;      // share of on-time in every duty_window
  Time duty_window{10'000'000};
  Time longest_on{3'000'000};
  Time shortest_off{150'000};
  int bursts_per_min = 90;
  bool operator==(const StimulationLimits&) const = default;
};

/// Of the amplitude as set: a stimulator is on above it.
inline constexpr double kStimulates = 0.1;

struct StimulationRow {
  Time time{};
  PulseTrain train;
  bool operator==(const StimulationRow&) const = default;
};

struct StimulationRecord {
  Side side = Side::kUnknown;
  std::string channel;               // "common_peroneal"
  double amplitude_ma = 0;           // as set
  std::vector<StimulationRow> rows;  // one for each change, valid until the next
  StimulationLimits limits = {};     // that were to be kept
  bool operator==(const StimulationRecord&) const = default;
};

}  // namespace steppage
