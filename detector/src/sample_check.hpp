// What every detector asks of its settings and of a sample before anything changes.
#pragma once

#include "numeric.hpp"
#include "stp_detector.h"

namespace stp {

/// A longer pause between samples is a gap. A faster rotation is cut off: no wearable gyroscope
/// measures much more than 2000 deg/s. Together less than a turn per sample.
inline constexpr float kMaxGapS = 0.1f;
inline constexpr float kMaxRate = 35.0f;

inline bool is_finite(const float (&axes)[3]) {
  return is_finite(axes[0]) && is_finite(axes[1]) && is_finite(axes[2]);
}

/// Puts `config` in the place of the defaults; nothing when there is none. False: of another size.
template <class Settings>
bool read_settings(const void* config, uint32_t config_bytes, Settings& settings) {
  if (config_bytes != (config == nullptr ? 0 : sizeof settings)) return false;
  if (config != nullptr) __builtin_memcpy(&settings, config, sizeof settings);
  return true;
}

/// 0, or the status to return.
inline int32_t check_sample(const stp_sample& sample, int32_t capacity) {
  if (capacity < STP_MAX_EVENTS_PER_STEP) return STP_BAD_CAPACITY;
  if ((sample.flags & ~(STP_CLIPPED | STP_GAP_BEFORE)) != 0) return STP_BAD_SAMPLE;
  if (!is_finite(sample.accel_m_s2) || !is_finite(sample.gyro_rad_s)) return STP_BAD_SAMPLE;
  return 0;
}

/// Later on a wrapping clock: ahead by at least 1 us and less than half a turn.
inline bool is_later(uint32_t time_us, uint32_t than_us) {
  const uint32_t ahead_us = time_us - than_us;
  return ahead_us != 0 && ahead_us < 0x80000000u;
}

/// STP_SIDE_LEFT or STP_SIDE_RIGHT for a shank, negative for any other site.
inline int32_t shank_side(int32_t site) {
  if (site == STP_SITE_LEFT_SHANK) return STP_SIDE_LEFT;
  if (site == STP_SITE_RIGHT_SHANK) return STP_SIDE_RIGHT;
  return -1;
}

/// The time of a sensor's latest sample.
struct SampleClock {
  uint32_t time_us;
  uint32_t running;  // 0 before the first sample

  bool accepts(uint32_t next_us) const { return running == 0 || is_later(next_us, time_us); }

  /// True when what is remembered of the signal no longer leads up to this sample.
  bool is_gap(const stp_sample& next) const {
    return running == 0 || (next.flags & STP_GAP_BEFORE) != 0 ||
           seconds(time_us, next.time_us) > kMaxGapS;
  }

  /// Returns the time since the sample before.
  float advance(uint32_t next_us) {
    const float elapsed_s = seconds(time_us, next_us);
    time_us = next_us;
    running = 1;
    return elapsed_s;
  }
};

}  // namespace stp
