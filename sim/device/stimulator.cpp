#include "device/stimulator.hpp"

#include <algorithm>
#include <cmath>

namespace steppage {
namespace {

constexpr Time kMinute{60'000'000};
constexpr Time kLargestStep{20'000};
constexpr double kEmergencyFall_s = 0.1;
constexpr double kLeadOff_ohm = 5000;  // more is no skin
// Of the clock's steps, by which an output may outlast the moment at which it has to end.
constexpr Time kMargin{2 * kLargestStep};

double finite_or_zero(double value) { return std::isfinite(value) && value > 0 ? value : 0; }

}  // namespace

Stimulator::Stimulator(const StimulatorSettings& settings) : settings_(settings) {}

void Stimulator::command(Time now, bool on) {
  PulseTrain train = settings_.train;
  train.on = on;
  command(now, train);
}

void Stimulator::command(Time now, const PulseTrain& wished) {
  constexpr size_t kMost = 16;  // of a controller that says more within the latency the last counts
  if (wishes_.size() == kMost) wishes_.pop_back();
  wishes_.push_back({now + settings_.latency, wished});
}

void Stimulator::take_wishes(Time now) {
  while (!wishes_.empty() && wishes_.front().from <= now) {
    wished_ = within_limits(wishes_.front().train);
    wishes_.pop_front();
  }
}

PulseTrain Stimulator::within_limits(PulseTrain train) const {
  const StimulationLimits& limits = settings_.limits;
  train.pulse_width_us = std::min(finite_or_zero(train.pulse_width_us), limits.pulse_width_us);
  train.frequency_hz = std::min(finite_or_zero(train.frequency_hz), limits.frequency_hz);
  train.amplitude_ma = std::min(
      {finite_or_zero(train.amplitude_ma), finite_or_zero(settings_.max_ma), limits.amplitude_ma});
  if (train.pulse_width_us > 0)
    train.amplitude_ma =
        std::min(train.amplitude_ma, 1000 * limits.charge_uc / train.pulse_width_us);
  train.on = train.on && train.amplitude_ma * train.pulse_width_us * train.frequency_hz > 0;
  return train;
}

// Above kStimulates, in the last duty window.
Time Stimulator::on_time(Time now) const {
  const Time from = now - settings_.limits.duty_window;
  Time sum{0};
  for (auto burst = bursts_.rbegin(); burst != bursts_.rend(); ++burst) {
    const Time until = counts_ && burst == bursts_.rbegin() ? now : burst->end;
    if (until <= from) break;
    sum += until - std::max(burst->start, from);
  }
  return sum;
}

bool Stimulator::may_begin(Time now) const {
  const StimulationLimits& limits = settings_.limits;
  if (!bursts_.empty() && now - bursts_.back().end < limits.shortest_off) return false;
  if (static_cast<int>(bursts_.size()) >= limits.bursts_per_min) return false;
  const Time fall = from_seconds(settings_.ramp_down_s) + kMargin;
  return on_time(now) + fall < limits.duty * limits.duty_window;
}

bool Stimulator::must_end(Time now) const {
  const StimulationLimits& limits = settings_.limits;
  const Time fall = from_seconds(fall_s_) + kMargin;
  if (counts_ && now - bursts_.back().start + fall >= limits.longest_on) return true;
  return on_time(now) + fall >= limits.duty * limits.duty_window;
}

void Stimulator::begin() {
  burst_ = wished_;
  fall_s_ = settings_.ramp_down_s;
  output_ = burst_;
  output_.amplitude_ma = 0;
  level_ = 0;
}

// Keeps the book of bursts.
void Stimulator::note_output(Time now) {
  const bool counts = output_.amplitude_ma > kStimulates * settings_.train.amplitude_ma;
  if (counts && !counts_) bursts_.push_back({now, now});
  if (counts_ && !counts) bursts_.back().end = now;
  counts_ = counts;
  while (!bursts_.empty() && !counts_ && bursts_.front().end < now - kMinute) bursts_.pop_front();
}

const PulseTrain& Stimulator::step(Time now) {
  const Time elapsed = now - before_.value_or(now);
  before_ = now;
  take_wishes(now);
  const bool jumped = elapsed < Time{0} || elapsed > kLargestStep;
  const bool silent = !alive_ || now - *alive_ > settings_.watchdog || now < *alive_;
  const double minutes = to_seconds(now) / 60;
  const double impedance = settings_.impedance_ohm * (1 + settings_.drying_per_min * minutes);
  has_lead_off_ = has_lead_off_ || (settings_.lead_off && now >= *settings_.lead_off) ||
                  !(impedance <= kLeadOff_ohm);
  const bool switched_on = now >= settings_.switch_on && now < settings_.switch_off;
  if (jumped || silent || has_lead_off_ || !switched_on) {
    wished_.on = false;
    wishes_.clear();
    fall_s_ = std::min(fall_s_, kEmergencyFall_s);
  }
  const bool runs = output_.on || output_.amplitude_ma > 0;
  if (!runs && wished_.on && may_begin(now)) {
    begin();
  } else if (runs) {
    if (must_end(now)) wished_.on = false;
    // Once it has fallen so far that it does not count as on, a burst is over.
    output_.on = wished_.on && (output_.on || counts_);
  }
  const double step_s = std::clamp(to_seconds(elapsed), 0.0, to_seconds(kLargestStep));
  const double ramp_s = output_.on ? settings_.ramp_up_s : fall_s_;
  const double change = ramp_s > 0 ? step_s / ramp_s : 1;
  level_ = std::clamp(level_ + (output_.on ? change : -change), 0.0, 1.0);
  // Skin that dries needs more voltage; the amplitude gives way.
  const double possible =
      std::min(level_ * burst_.amplitude_ma, 1000 * settings_.compliance_v / impedance);
  output_.amplitude_ma =
      has_lead_off_ ? 0 : settings_.step_ma * std::floor(possible / settings_.step_ma + 1e-9);
  note_output(now);
  if (!output_.on && output_.amplitude_ma == 0) output_ = {};
  return output_;
}

}  // namespace steppage
