// Initial and final contact from the pitch rate of a shank, sample by sample.
//
// After Salarian et al., IEEE Trans Biomed Eng 51:1434 (2004), "Gait assessment in Parkinson's
// disease: toward an ambulatory system for long-term monitoring". Rate = -gyro_y, positive when the
// foot swings forward.
//
//   1. Low-pass the rate at 30 Hz.
//   2. Mid-swing is a peak above 50 deg/s.
//   3. Final contact is the minimum before it, below -20 deg/s.
//   4. Initial contact is the first local minimum after it.
//
// Deviations:
//   1. The low-pass has two real poles. Their delay is constant and taken off the times of events.
//   2. The peak is not waited for: a swing begins above a share of the recent peaks (at least 50
//      deg/s) and ends where the rate falls to zero. A recent peak fades, so that a few weak steps
//      after strong ones are found.
//   3. The minimum before the swing is searched in the last half second before it begins, not in
//      the 1.5 s before mid-swing: a weak leg's push-off is shallower than its minima after
//      landing. It is reported when the swing begins.
//   4. A local minimum counts when the rate has risen again by 1 % of the swing's peak. It has to
//      be reached within 250 ms of the end of the swing and to be deeper than 5 % of the peak:
//      where a knee exercise ends in a hold there is no such minimum.
//   5. Instead of one swing per 500 ms: no swing within 150 ms of a contact (Sanchez Manchola et
//      al., Sensors 19:2988, 2019), none shorter than 100 ms or longer than max_swing_s.
#include "shank_swing.hpp"

namespace stp {
namespace {

using Settings = stp_shank_gyro_settings;
using Phase = SwingFinder::Phase;

constexpr float kMinStanceS = 0.15f;
constexpr float kMinSwingS = 0.1f;
constexpr float kPushOffWindowS = 0.5f;
constexpr float kLandingWindowS = 0.25f;
constexpr float kLandingDepth = 0.05f;  // of the swing's peak
constexpr float kLandingRise = 0.01f;   // of the swing's peak
constexpr float kSureDepth = 0.25f;     // of the swing's peak: confidence 1

void begin(SwingFinder& leg, Phase phase, float rate) {
  leg.phase = phase;
  leg.phase_us = leg.clock.time_us;
  leg.lowest = rate;
  leg.lowest_us = leg.clock.time_us;
}

float time_in_phase(const SwingFinder& leg) { return seconds(leg.phase_us, leg.clock.time_us); }

void note_lowest(SwingFinder& leg, float rate) {
  if (rate > leg.lowest) return;
  leg.lowest = rate;
  leg.lowest_us = leg.clock.time_us;
}

int32_t report_lowest(const SwingFinder& leg, int32_t kind, float confidence, stp_event* event) {
  event->time_us = leg.lowest_us;
  event->kind = kind;
  event->side = STP_SIDE_UNKNOWN;
  event->value = 0;
  event->confidence = min(1.0f, confidence);
  return 1;
}

float swing_threshold(const Settings& settings, const SwingFinder& leg) {
  return max(settings.min_swing_rate_rad_s, settings.swing_fraction * leg.recent_peak);
}

/// Steps 2 and 3: watches for the beginning of a swing; the minimum before it is the final contact.
int32_t stand(const Settings& settings, SwingFinder& leg, float rate, stp_event* event) {
  if (seconds(leg.lowest_us, leg.clock.time_us) > kPushOffWindowS) leg.lowest = rate;
  note_lowest(leg, rate);
  if (rate < swing_threshold(settings, leg) || time_in_phase(leg) < kMinStanceS) return 0;

  int32_t count = 0;
  if (leg.lowest <= -settings.min_push_off_rad_s) {
    const float confidence = -0.5f * leg.lowest / settings.min_push_off_rad_s;
    count = report_lowest(leg, STP_FINAL_CONTACT, confidence, event);
  }
  begin(leg, Phase::kSwing, rate);
  leg.peak = rate;
  return count;
}

void swing(const Settings& settings, SwingFinder& leg, float rate) {
  leg.peak = max(leg.peak, rate);
  if (time_in_phase(leg) > settings.max_swing_s) {
    begin(leg, Phase::kTooLong, rate);
  } else if (rate <= 0.0f && time_in_phase(leg) < kMinSwingS) {
    begin(leg, Phase::kStance, rate);
  } else if (rate <= 0.0f) {
    leg.recent_peak = max(leg.recent_peak, leg.peak);
    begin(leg, Phase::kLanding, rate);
  }
}

/// Step 4: the first local minimum is the initial contact.
int32_t land(const Settings& settings, SwingFinder& leg, float rate, stp_event* event) {
  note_lowest(leg, rate);
  if (leg.lowest <= -kLandingDepth * leg.peak && rate > leg.lowest + kLandingRise * leg.peak) {
    const float confidence = -leg.lowest / (kSureDepth * leg.peak);
    const int32_t count = report_lowest(leg, STP_INITIAL_CONTACT, confidence, event);
    begin(leg, Phase::kStance, rate);
    return count;
  }
  if (rate > swing_threshold(settings, leg)) {
    begin(leg, Phase::kSwing, rate);  // a swing with two humps
  } else if (time_in_phase(leg) > kLandingWindowS) {
    begin(leg, Phase::kStance, rate);
  }
  return 0;
}

int32_t follow_leg(const Settings& settings, SwingFinder& leg, float rate, stp_event* event) {
  switch (leg.phase) {
    case Phase::kStance:
      return stand(settings, leg, rate, event);
    case Phase::kSwing:
      swing(settings, leg, rate);
      return 0;
    case Phase::kLanding:
      return land(settings, leg, rate, event);
    case Phase::kTooLong:
      if (rate <= 0.0f) begin(leg, Phase::kStance, rate);
      return 0;
  }
  return 0;
}

}  // namespace

bool is_valid(const Settings& s) {
  return in_range(s.low_pass_hz, 10.0f, 60.0f) && in_range(s.min_swing_rate_rad_s, 0.3f, 3.0f) &&
         in_range(s.swing_fraction, 0.2f, 0.8f) && in_range(s.swing_memory_s, 1.0f, 60.0f) &&
         in_range(s.min_push_off_rad_s, 0.1f, 2.0f) && in_range(s.max_swing_s, 0.5f, 3.0f);
}

SwingCoefficients coefficients_of(const Settings& settings) {
  const float time_constant_s = LowPass::time_constant_s(settings.low_pass_hz);
  return {time_constant_s, microseconds(2.0f * time_constant_s)};
}

int32_t SwingFinder::step(const Settings& settings, const SwingCoefficients& coefficients,
                          const stp_sample& sample, stp_event* event) {
  const float raw_rate = clamp(-sample.gyro_rad_s[1], kMaxRate);
  const bool gap = clock.is_gap(sample);
  const float dt_s = clock.advance(sample.time_us);
  recent_peak = follow(recent_peak, 0.0f, settings.swing_memory_s, dt_s);
  if (gap) {
    low_pass.start(raw_rate);
    begin(*this, Phase::kStance, raw_rate);
    return 0;
  }
  const float rate = low_pass.step(raw_rate, coefficients.time_constant_s, dt_s);
  const int32_t count = follow_leg(settings, *this, rate, event);
  if (count > 0) event->time_us -= coefficients.delay_us;
  return count;
}

}  // namespace stp
