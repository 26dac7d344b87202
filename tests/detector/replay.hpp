// A detector with its memory, and a whole recording passed through it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stp_detector.h"

namespace steppage {

/// An event and the sample's time at which it was reported.
struct Reported {
  stp_event event{};
  uint32_t decided_us = 0;
};

bool operator==(const Reported& a, const Reported& b);

/// Owns the state of one detector. A copy is a saved state.
class Instance {
 public:
  /// With the default settings.
  explicit Instance(const stp_detector& detector);

  int32_t init(const void* config, uint32_t config_bytes);
  int32_t step(const stp_sample& sample, int32_t capacity = STP_MAX_EVENTS_PER_STEP);

  /// Steps and keeps what is reported; fails the test on a negative status.
  void take(const stp_sample& sample);

  std::span<const stp_event> events() const { return events_; }  // of the last step
  const std::vector<Reported>& reported() const { return reported_; }
  const std::vector<uint64_t>& state() const { return state_; }
  void restore(const std::vector<uint64_t>& state) { state_ = state; }

 private:
  const stp_detector* detector_;
  std::vector<uint64_t> state_;
  std::vector<stp_event> events_ = std::vector<stp_event>(STP_MAX_EVENTS_PER_STEP);
  std::vector<Reported> reported_;
};

std::vector<Reported> replay(const stp_detector& detector, std::span<const stp_sample> samples);

/// Times of one kind of event on one side since `first_us`, s.
std::vector<double> times_s(std::span<const Reported> reported, int32_t kind, int32_t side,
                            uint32_t first_us = 0);

/// The detector of that name; the test program ends without it.
const stp_detector& detector_named(const char* name);

}  // namespace steppage
