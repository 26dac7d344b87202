#include "patient/electrode.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/portable_math.hpp"
#include "patient/body.hpp"

namespace steppage {
namespace {

constexpr Time kElectromechanicalDelay{25'000};
constexpr double kUnseen_s = 0.1;  // of the clock: in between nothing was stimulated
constexpr double kRise_s = 0.08, kFall_s = 0.06;
constexpr double kSlope_ma = 4;      // of the logistic curve: 10 to 90 % within 17.6 mA
constexpr double kDead = 20.0 / 35;  // of half_ma: below it nothing is reached
constexpr double kChronaxie_us = 200, kReferenceWidth_us = 300;
constexpr double kMisplaced_mm = 20;  // trades the dorsiflexors against the peroneals
// Riener 1998.
constexpr double kLeast = 0.2, kTiring_s = 30, kRecovery_s = 50, kFrequencyShare = 0.6;

// A muscle that a channel reaches: its share of what is recruited, and how far it lies from the
// cathode, as a factor of half_ma; with the cathode in place, and misplaced by kMisplaced_mm.
struct Row {
  std::string_view channel, muscle;
  double share, misplaced_share;
  double further, misplaced_further;
};
// Peroneals in place: as little as lifts the foot of this body without turning it about the
// subtalar joint (TA inverts by 4.5 Nm, EDL everts by 2.8, PER by 11.8 at full force). TP and GAS
// are reached by strong currents alone, and sooner when the cathode lies over them.
constexpr std::array<Row, 16> kRows = {{
    {"common_peroneal", "TA", 1, 0.5, 1, 1.2},
    {"common_peroneal", "EDL", 0.9, 0.5, 1, 1.2},
    {"common_peroneal", "PER", 0.17, 1, 1, 0.9},
    {"common_peroneal", "TP", 0.05, 0.1, 1.5, 1.3},
    {"common_peroneal", "GAS", 0.05, 0.3, 1.5, 1.1},
    {"quadriceps", "VAS", 1, 0.6, 1, 1.2},
    {"quadriceps", "RF", 0.8, 0.8, 1, 1},
    {"quadriceps", "HAD", 0.05, 0.4, 1.5, 1.1},
    {"hamstrings", "HAM", 1, 0.6, 1, 1.2},
    {"hamstrings", "BFSH", 0.6, 0.6, 1, 1.2},
    {"hamstrings", "HAD", 0.05, 0.4, 1.5, 1.1},
    {"gastrocnemius", "GAS", 1, 0.6, 1, 1.2},
    {"gastrocnemius", "SOL", 0.5, 0.3, 1.2, 1.4},
    {"gastrocnemius", "PER", 0.05, 0.4, 1.5, 1.1},
    {"gluteus", "GMAX", 1, 0.6, 1, 1.2},
    {"gluteus", "HAB", 0.2, 0.6, 1.2, 1},
}};

constexpr std::array<ChannelKind, 5> kChannels = {{
    {"common_peroneal", "lifts the foot: TA, EDL, a little PER"},
    {"quadriceps", "extends the knee: VAS, RF"},
    {"hamstrings", "bends the knee, extends the hip: HAM, BFSH"},
    {"gastrocnemius", "pushes off: GAS, some SOL"},
    {"gluteus", "extends the hip: GMAX, some HAB"},
}};

double between(double in_place, double misplaced, double offset_mm) {
  return in_place + (misplaced - in_place) * std::min(1.0, offset_mm / kMisplaced_mm);
}

double towards(double value, double target, double step_s, double time_constant_s) {
  return target + (value - target) * portable_exp(-step_s / time_constant_s);
}

}  // namespace

std::span<const ChannelKind> channels() { return kChannels; }

double recruited_share(double amplitude_ma, double pulse_width_us, double half_ma) {
  if (pulse_width_us <= 0) return 0;
  const double longer =
      (1 + kChronaxie_us / pulse_width_us) / (1 + kChronaxie_us / kReferenceWidth_us);
  const double half = half_ma * longer;
  if (amplitude_ma < kDead * half) return 0;
  return 1 / (1 + portable_exp((half - amplitude_ma) / kSlope_ma));
}

double fusion(double frequency_hz) {
  struct Point {
    double frequency_hz, force;
  };
  // Mean force of the model's steady state over that at 100 Hz.
  constexpr std::array<Point, 7> kDing = {
      {{0, 0}, {10, 0.49}, {20, 0.75}, {30, 0.85}, {40, 0.90}, {50, 0.93}, {100, 1}}};
  for (size_t i = 1; i < kDing.size(); ++i)
    if (frequency_hz <= kDing[i].frequency_hz)
      return kDing[i - 1].force + (kDing[i].force - kDing[i - 1].force) *
                                      (frequency_hz - kDing[i - 1].frequency_hz) /
                                      (kDing[i].frequency_hz - kDing[i - 1].frequency_hz);
  return 1;
}

Electrode::Electrode(const ElectrodeSettings& settings, const Layout& layout)
    : settings_(settings) {
  for (const Row& row : kRows) {
    if (row.channel != settings.channel) continue;
    for (const std::string& line : muscle_lines(std::string(row.muscle)))
      reached_.push_back({index_of(layout.muscles, std::string(name(settings.side)) + "_" + line),
                          between(row.share, row.misplaced_share, settings.offset_mm),
                          between(row.further, row.misplaced_further, settings.offset_mm)});
  }
}

void Electrode::step(Time now, const PulseTrain& train, Drive& drive) {
  const double step_s = std::max(0.0, to_seconds(now - before_));
  before_ = now;
  if (step_s > kUnseen_s) {
    under_way_.clear();
    arrived_ = {};
  }
  under_way_.push_back({now + kElectromechanicalDelay, train});
  while (!under_way_.empty() && under_way_.front().arrives <= now) {
    arrived_ = under_way_.front().train;
    under_way_.pop_front();
  }
  const double fused = fusion(arrived_.frequency_hz);
  // Riener's dependence on frequency.
  const double frequency = std::min(1.0, arrived_.frequency_hz / 100);
  const double tiring = 1 - kFrequencyShare + kFrequencyShare * frequency * frequency;
  for (Reached& muscle : reached_) {
    const double wanted = muscle.share * fused *
                          recruited_share(arrived_.amplitude_ma, arrived_.pulse_width_us,
                                          settings_.half_ma * muscle.further);
    muscle.recruited =
        towards(muscle.recruited, wanted, step_s, wanted > muscle.recruited ? kRise_s : kFall_s);
    const double tires_hz = muscle.recruited * tiring * settings_.fatigue / kTiring_s;
    const double recovers_hz = (1 - muscle.recruited * tiring) / kRecovery_s;
    const double rate_hz = tires_hz + recovers_hz;
    muscle.left =
        towards(muscle.left, (kLeast * tires_hz + recovers_hz) / rate_hz, step_s, 1 / rate_hz);
    drive.muscles[muscle.line].stimulated = muscle.recruited * muscle.left;
  }
}

}  // namespace steppage
