// Stimulation in closed loop: from what the detector says to what the muscles are driven by.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/events.hpp"
#include "device/stimulator.hpp"
#include "patient/electrode.hpp"
#include "scenario/reader.hpp"
#include "truth/perfect_timing.hpp"

namespace steppage {

/// The stimulator's own timer, for exercises.
struct StimulationCycle {
  Time on{}, off{};
};

struct StimulationSettings {
  StimulatorSettings stimulator;
  ElectrodeSettings electrode;
  std::string sensor;       // site of the sensor that keeps the stimulator alive
  bool is_perfect = false;  // timed by the truth
  std::optional<StimulationCycle> cycle;
};

/// Reads "stimulator" of the device; nothing when it is absent or null, or there is no device to
/// command it. `sites` are those of the scenario's sensors.
std::optional<StimulationSettings> read_stimulation(Reader& device, const std::string& detector,
                                                    const std::vector<std::string>& sites);

/// One stimulator with its electrodes on the patient, and the record of what it gives.
class Stimulation {
 public:
  Stimulation(const StimulationSettings& settings, const Layout& layout);
  /// Without a patient, for what has been recorded already.
  explicit Stimulation(const StimulationSettings& settings);
  /// A sample of the sensor at `site` has arrived now, and the detector has answered.
  void hear(Time now, const std::string& site, std::span<const DeviceEvent> answer);
  /// To be called at each control step.
  void step(const Instant& now, Drive& drive);
  /// The same without a patient; the truth cannot time it then.
  const PulseTrain& step(Time now);
  const StimulationRecord& record() const { return record_; }

 private:
  void command(Time now, bool wished);

  StimulationSettings settings_;
  Stimulator stimulator_;
  std::optional<Electrode> electrode_;
  std::optional<PerfectTiming> perfect_;
  bool commanded_ = false;
  StimulationRecord record_;
};

}  // namespace steppage
