#include "detector/replay.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

namespace steppage {

bool operator==(const Reported& a, const Reported& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

Instance::Instance(const stp_detector& detector)
    : detector_(&detector), state_((detector.state_bytes + 7) / 8) {
  EXPECT_EQ(init(nullptr, 0), 0);
}

int32_t Instance::init(const void* config, uint32_t config_bytes) {
  return detector_->init(state_.data(), config, config_bytes);
}

int32_t Instance::step(const stp_sample& sample, int32_t capacity) {
  return detector_->step(state_.data(), &sample, events_.data(), capacity);
}

void Instance::take(const stp_sample& sample) {
  const int32_t count = step(sample);
  ASSERT_GE(count, 0);
  for (int32_t i = 0; i < count; ++i) {
    reported_.push_back({events_[static_cast<size_t>(i)], sample.time_us});
  }
}

std::vector<Reported> replay(const stp_detector& detector, std::span<const stp_sample> samples) {
  Instance instance(detector);
  for (const stp_sample& sample : samples) instance.take(sample);
  return instance.reported();
}

std::vector<double> times_s(std::span<const Reported> reported, int32_t kind, int32_t side,
                            uint32_t first_us) {
  std::vector<double> times;
  for (const Reported& r : reported) {
    if (r.event.kind != kind || r.event.side != side) continue;
    times.push_back(static_cast<int32_t>(r.event.time_us - first_us) * 1e-6);
  }
  return times;
}

const stp_detector& detector_named(const char* name) {
  uint32_t count = 0;
  const stp_detector* const* all = stp_detectors(&count);
  for (uint32_t i = 0; i < count; ++i) {
    if (std::strcmp(all[i]->name, name) == 0) return *all[i];
  }
  std::abort();
}

}  // namespace steppage
