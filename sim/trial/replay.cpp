#include "trial/replay.hpp"

#include <optional>
#include <utility>
#include <vector>

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

}  // namespace

void replay(Trial& recording, const std::string& detector) {
  replay(recording, Device(detector, sites_of(recording.streams)));
}

void replay(Trial& recording, Device device) {
  forget_device(recording);
  recording.detector = device.name();
  Arrivals arrivals(recording.streams);
  while (const std::optional<size_t> next = arrivals.find_next())
    device.take(*next, arrivals.take(*next), recording.device_events);
  if (!device.failed()) return;
  recording.stop = StopReason::kDetectorFailed;
  recording.stop_detail = device.failure();
}

}  // namespace steppage
