#include "trial/stimulation.hpp"

#include <algorithm>

namespace steppage {
namespace {

Time from_ms(double milliseconds) { return from_seconds(milliseconds / 1000); }

void read_electrode(Reader reader, ElectrodeSettings& electrode) {
  electrode.half_ma = reader.number("half_recruitment_ma", {5, 100}, electrode.half_ma);
  electrode.offset_mm = reader.number("offset_mm", {0, 20}, electrode.offset_mm);
  reader.finish();
}

void read_stimulator(Reader& reader, StimulatorSettings& settings) {
  const StimulationLimits& most = settings.limits;
  PulseTrain& train = settings.train;
  train.amplitude_ma = reader.number("amplitude_ma", {0, most.amplitude_ma}, train.amplitude_ma);
  train.pulse_width_us =
      reader.number("pulse_width_us", {0, most.pulse_width_us}, train.pulse_width_us);
  train.frequency_hz = reader.number("frequency_hz", {0, most.frequency_hz}, train.frequency_hz);
  settings.ramp_up_s = reader.number("ramp_up_ms", {0, 1000}, 1000 * settings.ramp_up_s) / 1000;
  settings.ramp_down_s =
      reader.number("ramp_down_ms", {0, 1000}, 1000 * settings.ramp_down_s) / 1000;
  settings.latency = from_ms(reader.number("latency_ms", {0, 200}, 20));
  settings.step_ma = reader.number("amplitude_step_ma", {0.1, 5}, settings.step_ma);
  settings.max_ma = reader.number("max_amplitude_ma", {0, most.amplitude_ma}, most.amplitude_ma);
  settings.watchdog = from_ms(reader.number("watchdog_ms", {20, 200}, 60));
  settings.compliance_v = reader.number("compliance_v", {10, 200}, settings.compliance_v);
  settings.impedance_ohm = reader.number("impedance_ohm", {200, 5000}, settings.impedance_ohm);
  settings.drying_per_min = reader.number("impedance_drift_per_min", {0, 1}, 0);
  if (reader.has("lead_off_s"))
    settings.lead_off = from_seconds(reader.number("lead_off_s", {0, 3600}));
}

void read_switch(Reader reader, StimulatorSettings& settings) {
  constexpr double kNever_s = 3600;
  settings.switch_on = from_seconds(reader.number("on", {0, kNever_s}, 0));
  settings.switch_off =
      from_seconds(reader.number("off", {to_seconds(settings.switch_on), kNever_s}, kNever_s));
  reader.finish();
}

std::optional<StimulationCycle> read_cycle(Reader& reader, StimulationLimits& limits) {
  if (!reader.has("cycle_s")) return {};
  Reader cycle = reader.object("cycle_s");
  limits.longest_on = from_seconds(10);
  limits.duty = 1;
  const StimulationCycle read = {from_seconds(cycle.number("on", {0.5, 9}, 2.5)),
                                 from_seconds(cycle.number("off", {0.5, 60}, 2.5))};
  cycle.finish();
  return read;
}

std::vector<std::string> channel_names() {
  std::vector<std::string> names;
  for (const ChannelKind& channel : channels()) names.emplace_back(channel.name);
  return names;
}

}  // namespace

std::optional<StimulationSettings> read_stimulation(Reader& device, const std::string& detector,
                                                    const std::vector<std::string>& sites) {
  if (device.is_null("stimulator") || !device.has("stimulator")) return {};
  Reader reader = device.object("stimulator");
  StimulationSettings settings;
  const std::string side = reader.text("side", {"left", "right"}, "right");
  settings.electrode.side = side == "left" ? Side::kLeft : Side::kRight;
  settings.electrode.channel = reader.text("target", channel_names(), settings.electrode.channel);
  read_stimulator(reader, settings.stimulator);
  read_switch(reader.object("switch_s"), settings.stimulator);
  read_electrode(reader.object("electrode"), settings.electrode);
  settings.cycle = read_cycle(reader, settings.stimulator.limits);
  settings.sensor = reader.text("sensor", {}, side + "_shank");
  settings.is_perfect = detector == "oracle";
  if (settings.is_perfect) settings.stimulator.latency = Time{0};
  const bool has_sensor = std::find(sites.begin(), sites.end(), settings.sensor) != sites.end();
  if (!has_sensor && !settings.is_perfect && !settings.cycle && detector != "none")
    reader.problem("sensor", "is " + settings.sensor + ", where no sensor is");
  reader.finish();
  if (detector == "none" && !settings.cycle) return {};
  return settings;
}

Stimulation::Stimulation(const StimulationSettings& settings)
    : settings_(settings),
      stimulator_(settings.stimulator),
      record_{settings.electrode.side,
              settings.electrode.channel,
              settings.stimulator.train.amplitude_ma,
              {},
              settings.stimulator.limits} {}

Stimulation::Stimulation(const StimulationSettings& settings, const Layout& layout)
    : Stimulation(settings) {
  electrode_.emplace(settings.electrode, layout);
  if (settings.is_perfect) perfect_.emplace(settings.electrode.side);
}

void Stimulation::hear(Time now, const std::string& site, std::span<const DeviceEvent> answer) {
  if (settings_.cycle || perfect_) return;
  if (site == settings_.sensor) stimulator_.keep_alive(now);
  for (const DeviceEvent& event : answer) {
    if (event.side != settings_.electrode.side) continue;
    if (event.kind == EventKind::kStimulateOn) stimulator_.command(now, true);
    if (event.kind == EventKind::kStimulateOff) stimulator_.command(now, false);
  }
}

// By the truth, or by the stimulator's own timer.
void Stimulation::command(Time now, bool wished) {
  stimulator_.keep_alive(now);
  if (wished == commanded_) return;
  commanded_ = wished;
  stimulator_.command(now, wished);
}

const PulseTrain& Stimulation::step(Time now) {
  if (const auto& cycle = settings_.cycle) command(now, now % (cycle->on + cycle->off) < cycle->on);
  const PulseTrain& train = stimulator_.step(now);
  if (record_.rows.empty() || record_.rows.back().train != train)
    record_.rows.push_back({now, train});
  return train;
}

void Stimulation::step(const Instant& now, Drive& drive) {
  if (perfect_ && !settings_.cycle) command(now.time, perfect_->step(now));
  electrode_->step(now.time, step(now.time), drive);
}

}  // namespace steppage
