// The body-worn device: a detector behind its C interface. What it knows of the patient are
// samples.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/events.hpp"
#include "core/samples.hpp"
#include "stp_detector.h"

namespace steppage {

struct DetectorRow {
  std::string name;
  std::string summary;
};

/// Nothing is detected; who knows the truth times the stimulator.
inline constexpr const char* kOracle = "oracle";

/// "none", kOracle and the built-in detectors.
std::vector<DetectorRow> detectors();

/// A value: a copy carries the detector's state, and both go on alike.
///
/// Clocks: the detector gets the low 32 bits of ImuSample::t_device. Its event times come back with
/// 64 bits, on that same clock, which is taken to be the trial's; the decision is made when the
/// sample arrives.
class Device {
 public:
  /// `sites` names the body site of each stream, in the order of the streams: "left_foot" ...
  /// "sternum", or "unknown". Throws InputError for an unknown detector or site, two streams at one
  /// site (a detector could not tell them apart), or a detector that will not start.
  Device(const std::string& detector, const std::vector<std::string>& sites);
  /// For a detector that is not in the list; it must outlive the device and its copies.
  Device(const stp_detector& detector, const std::vector<std::string>& sites);

  const std::string& name() const { return name_; }

  /// Feeds one sample of stream number `stream` and appends what the detector answers to `trace`.
  ///
  /// An answer is a failure, and nothing of it is used, when it refuses the sample, claims more
  /// events than there is room for, holds an unknown kind or side or a confidence outside 0 to 1,
  /// or an event that is later than the sample, more than 30 s old, earlier than the one before it
  /// in the answer, or earlier than this stream's latest event of its kind and side. After a
  /// failure the device is silent.
  void take(size_t stream, const ImuSample& sample, std::vector<DeviceEvent>& trace);

  bool failed() const { return !failure_.empty(); }
  /// What went wrong, for the trial's stop_detail; empty as long as nothing did.
  const std::string& failure() const { return failure_; }

 private:
  struct Site {
    std::string name;
    int32_t code = STP_SITE_UNKNOWN;
    std::array<Time, kEventNames.size() * kSideNames.size()> latest{};  // event by kind and side
  };

  void resolve_sites(const std::vector<std::string>& sites);
  void start();
  static std::string find_answer_fault(const Site& site, const ImuSample& sample,
                                       std::span<const stp_event> events);

  const stp_detector* detector_ = nullptr;  // nullptr: none
  std::string name_ = "none";
  std::vector<Site> sites_;      // by stream
  std::vector<uint64_t> state_;  // the detector's own memory, aligned to 8
  std::string failure_;
};

}  // namespace steppage
