// Swings of one shank: when they begin and end, from its pitch rate.
#pragma once

#include "low_pass.hpp"
#include "sample_check.hpp"

namespace stp {

struct SwingCoefficients {
  float time_constant_s;
  uint32_t delay_us;
};

bool is_valid(const stp_shank_gyro_settings& settings);
SwingCoefficients coefficients_of(const stp_shank_gyro_settings& settings);

struct SwingFinder {
  enum class Phase : uint32_t {
    kStance,
    kSwing,
    kLanding,  // the rate has fallen through zero; the contact is its first minimum
    kTooLong   // forward rotation that is no step; over when the rate has fallen to zero
  };

  /// Takes a sample that the clock accepts. Writes the event that it tells of, STP_FINAL_CONTACT or
  /// STP_INITIAL_CONTACT, and returns how many: 1 or 0.
  int32_t step(const stp_shank_gyro_settings& settings, const SwingCoefficients& coefficients,
               const stp_sample& sample, stp_event* event);

  SampleClock clock;
  LowPass low_pass;
  Phase phase;
  uint32_t phase_us;   // when the phase began
  float recent_peak;   // of the rate in swing, fading, rad/s
  float peak;          // of this swing, rad/s
  float lowest;        // of the rate before the swing or after it, rad/s
  uint32_t lowest_us;  // when
};

}  // namespace stp
