// Time a sample takes in each detector. Host numbers find regressions; they are not device time.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numbers>
#include <string>
#include <vector>

#include "stp_detector.h"

namespace {

/// One shank whose angle is a sine, seen from its own frame.
stp_sample swinging(double t_s, int32_t site, double amplitude_rad, double frequency_hz) {
  const double omega = 2 * std::numbers::pi * frequency_hz;
  const double lead = site == STP_SITE_LEFT_SHANK ? std::numbers::pi : 0;
  const double angle = amplitude_rad * (1 - std::cos(omega * t_s + lead));
  const double rate = amplitude_rad * omega * std::sin(omega * t_s + lead);
  stp_sample sample{};
  sample.time_us = static_cast<uint32_t>(std::llround(t_s * 1e6));
  sample.site = site;
  sample.accel_m_s2[0] = static_cast<float>(9.81 * std::sin(angle));
  sample.accel_m_s2[2] = static_cast<float>(9.81 * std::cos(angle));
  sample.gyro_rad_s[1] = static_cast<float>(-rate);
  return sample;
}

/// A minute of both shanks at 104 Hz.
std::vector<stp_sample> both_shanks(double amplitude_rad, double frequency_hz) {
  std::vector<stp_sample> samples;
  for (int i = 0; i < 60 * 104; ++i) {
    for (int32_t site : {STP_SITE_LEFT_SHANK, STP_SITE_RIGHT_SHANK}) {
      samples.push_back(swinging(i / 104.0, site, amplitude_rad, frequency_hz));
    }
  }
  return samples;
}

/// Every batch starts from the same state.
void step(benchmark::State& bench, const stp_detector* detector,
          const std::vector<stp_sample>& samples) {
  std::vector<uint64_t> state((detector->state_bytes + 7) / 8);
  std::array<stp_event, STP_MAX_EVENTS_PER_STEP> events{};
  detector->init(state.data(), nullptr, 0);
  const std::vector<uint64_t> saved = state;
  for (auto _ : bench) {
    std::memcpy(state.data(), saved.data(), saved.size() * sizeof saved[0]);
    for (const stp_sample& sample : samples) {
      benchmark::DoNotOptimize(
          detector->step(state.data(), &sample, events.data(), STP_MAX_EVENTS_PER_STEP));
    }
  }
  bench.SetItemsProcessed(bench.iterations() * static_cast<int64_t>(samples.size()));
  bench.counters["per_sample"] = benchmark::Counter(
      static_cast<double>(bench.iterations()) * static_cast<double>(samples.size()),
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void register_all() {
  uint32_t count = 0;
  const stp_detector* const* all = stp_detectors(&count);
  for (uint32_t i = 0; i < count; ++i) {
    const std::string name = all[i]->name;
    benchmark::RegisterBenchmark((name + "/gait").c_str(), step, all[i], both_shanks(0.5, 0.9));
    benchmark::RegisterBenchmark((name + "/reps").c_str(), step, all[i], both_shanks(0.7, 0.2));
  }
}

[[maybe_unused]] const bool registered = (register_all(), true);

}  // namespace
