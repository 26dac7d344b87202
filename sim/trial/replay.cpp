#include "trial/replay.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "control/control_period.hpp"
#include "scenario/document.hpp"
#include "trial/stimulation.hpp"

namespace steppage {
namespace {

// Takes the streams' samples one by one, as they arrive.
class Arrivals {
 public:
  explicit Arrivals(const std::vector<Stream>& streams)
      : streams_(streams), taken_(streams.size(), 0) {}

  /// The stream whose next sample arrives first, or nothing when all have been taken.
  std::optional<size_t> find_next() const {
    std::optional<size_t> first;
    for (size_t i = 0; i < streams_.size(); ++i) {
      if (taken_[i] == streams_[i].samples.size()) continue;
      if (!first || peek(i).t_arrival < peek(*first).t_arrival) first = i;
    }
    return first;
  }

  const ImuSample& take(size_t stream) { return streams_[stream].samples[taken_[stream]++]; }

 private:
  const ImuSample& peek(size_t stream) const { return streams_[stream].samples[taken_[stream]]; }

  const std::vector<Stream>& streams_;
  std::vector<size_t> taken_;  // samples of each stream
};

std::vector<std::string> sites_of(const std::vector<Stream>& streams) {
  std::vector<std::string> sites;
  sites.reserve(streams.size());
  for (const Stream& stream : streams) sites.push_back(stream.site);
  return sites;
}

void forget_device(Trial& recording) {
  recording.device_events.clear();
  recording.stimulation.reset();
  if (recording.stop != StopReason::kDetectorFailed) return;
  recording.stop = StopReason::kCompleted;
  recording.stop_detail.clear();
}

// Of people and of descriptions without a device there is none.
std::optional<Stimulation> stimulation_of(const Trial& recording, const std::string& detector) {
  if (recording.scenario_json.empty() || detector == "oracle") return {};
  Document document = Document::parse("scenario.json", recording.scenario_json);
  Reader device = document.root().object("device");
  const auto settings = read_stimulation(device, detector, sites_of(recording.streams));
  document.throw_if_problems();
  if (!settings) return {};
  return Stimulation(*settings);
}

Time end_of(const Trial& recording) {
  Time end{0};
  for (const Stream& stream : recording.streams)
    if (!stream.samples.empty()) end = std::max(end, stream.samples.back().t_arrival);
  if (recording.truth.motion && !recording.truth.motion->rows.empty())
    end = std::max(end, from_seconds(recording.truth.motion->rows.back().front()));
  return end;
}

// A run hears what has arrived at its next step.
Time heard(Time arrival) {
  constexpr Time kStep{1000};
  return (arrival + kStep - Time{1}) / kStep * kStep;
}

}  // namespace

void replay(Trial& recording, const std::string& detector) {
  replay(recording, Device(detector, sites_of(recording.streams)));
}

void replay(Trial& recording, Device device) {
  forget_device(recording);
  recording.detector = device.name();
  std::optional<Stimulation> stimulation = stimulation_of(recording, device.name());
  Time tick{0};
  const auto stimulate_before = [&](Time until) {
    for (; stimulation && tick < until; tick += kControlPeriod) stimulation->step(tick);
  };
  Arrivals arrivals(recording.streams);
  while (const std::optional<size_t> next = arrivals.find_next()) {
    const ImuSample& sample = arrivals.take(*next);
    const Time now = heard(sample.t_arrival);
    stimulate_before(now);
    const size_t said = recording.device_events.size();
    device.take(*next, sample, recording.device_events);
    if (device.failed()) break;
    if (stimulation)
      stimulation->hear(now, recording.streams[*next].site,
                        std::span(recording.device_events).subspan(said));
  }
  stimulate_before(end_of(recording) + Time{1});
  if (stimulation) recording.stimulation = stimulation->record();
  if (!device.failed()) return;
  recording.stop = StopReason::kDetectorFailed;
  recording.stop_detail = device.failure();
}

}  // namespace steppage
