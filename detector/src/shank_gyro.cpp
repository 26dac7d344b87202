// Initial and final contact from the pitch rate of the shanks, sample by sample.
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
#include "algorithms.hpp"
#include "low_pass.hpp"
#include "sample_check.hpp"

namespace {

using stp::seconds;
using Settings = stp_shank_gyro_settings;

constexpr float kMinStanceS = 0.15f;
constexpr float kMinSwingS = 0.1f;
constexpr float kPushOffWindowS = 0.5f;
constexpr float kLandingWindowS = 0.25f;
constexpr float kLandingDepth = 0.05f;  // of the swing's peak
constexpr float kLandingRise = 0.01f;   // of the swing's peak
constexpr float kSureDepth = 0.25f;     // of the swing's peak: confidence 1

struct Coefficients {
  float time_constant_s;
  uint32_t delay_us;
};

enum class Phase : uint32_t {
  kStance,
  kSwing,
  kLanding,  // the rate has fallen through zero; the contact is its first minimum
  kTooLong   // forward rotation that is no step; over when the rate has fallen to zero
};

struct Leg {
  stp::SampleClock clock;
  stp::LowPass low_pass;
  Phase phase;
  uint32_t phase_us;   // when the phase began
  float recent_peak;   // of the rate in swing, fading, rad/s
  float peak;          // of this swing, rad/s
  float lowest;        // of the rate before the swing or after it, rad/s
  uint32_t lowest_us;  // when
};

struct State {
  Settings settings;
  Coefficients coefficients;
  Leg legs[2];
};
static_assert(sizeof(Settings) == 24);
static_assert(sizeof(State) == 32 + 2 * 40);

bool is_valid(const Settings& s) {
  return stp::in_range(s.low_pass_hz, 10.0f, 60.0f) &&
         stp::in_range(s.min_swing_rate_rad_s, 0.3f, 3.0f) &&
         stp::in_range(s.swing_fraction, 0.2f, 0.8f) &&
         stp::in_range(s.swing_memory_s, 1.0f, 60.0f) &&
         stp::in_range(s.min_push_off_rad_s, 0.1f, 2.0f) &&
         stp::in_range(s.max_swing_s, 0.5f, 3.0f);
}

Coefficients coefficients_of(const Settings& settings) {
  const float time_constant_s = stp::LowPass::time_constant_s(settings.low_pass_hz);
  return {time_constant_s, stp::microseconds(2.0f * time_constant_s)};
}

void begin(Leg& leg, Phase phase, float rate) {
  leg.phase = phase;
  leg.phase_us = leg.clock.time_us;
  leg.lowest = rate;
  leg.lowest_us = leg.clock.time_us;
}

float time_in_phase(const Leg& leg) { return seconds(leg.phase_us, leg.clock.time_us); }

void note_lowest(Leg& leg, float rate) {
  if (rate > leg.lowest) return;
  leg.lowest = rate;
  leg.lowest_us = leg.clock.time_us;
}

int32_t report_lowest(const State& state, const Leg& leg, int32_t kind, float confidence,
                      stp_event* event) {
  event->time_us = leg.lowest_us - state.coefficients.delay_us;
  event->kind = kind;
  event->side = &leg == &state.legs[STP_SIDE_LEFT] ? STP_SIDE_LEFT : STP_SIDE_RIGHT;
  event->value = 0;
  event->confidence = stp::min(1.0f, confidence);
  return 1;
}

float swing_threshold(const Settings& settings, const Leg& leg) {
  return stp::max(settings.min_swing_rate_rad_s, settings.swing_fraction * leg.recent_peak);
}

/// Steps 2 and 3: watches for the beginning of a swing; the minimum before it is the final contact.
int32_t stand(const State& state, Leg& leg, float rate, stp_event* event) {
  if (seconds(leg.lowest_us, leg.clock.time_us) > kPushOffWindowS) leg.lowest = rate;
  note_lowest(leg, rate);
  if (rate < swing_threshold(state.settings, leg) || time_in_phase(leg) < kMinStanceS) return 0;

  int32_t count = 0;
  if (leg.lowest <= -state.settings.min_push_off_rad_s) {
    const float confidence = -0.5f * leg.lowest / state.settings.min_push_off_rad_s;
    count = report_lowest(state, leg, STP_FINAL_CONTACT, confidence, event);
  }
  begin(leg, Phase::kSwing, rate);
  leg.peak = rate;
  return count;
}

void swing(const State& state, Leg& leg, float rate) {
  leg.peak = stp::max(leg.peak, rate);
  if (time_in_phase(leg) > state.settings.max_swing_s) {
    begin(leg, Phase::kTooLong, rate);
  } else if (rate <= 0.0f && time_in_phase(leg) < kMinSwingS) {
    begin(leg, Phase::kStance, rate);
  } else if (rate <= 0.0f) {
    leg.recent_peak = stp::max(leg.recent_peak, leg.peak);
    begin(leg, Phase::kLanding, rate);
  }
}

/// Step 4: the first local minimum is the initial contact.
int32_t land(const State& state, Leg& leg, float rate, stp_event* event) {
  note_lowest(leg, rate);
  if (leg.lowest <= -kLandingDepth * leg.peak && rate > leg.lowest + kLandingRise * leg.peak) {
    const float confidence = -leg.lowest / (kSureDepth * leg.peak);
    const int32_t count = report_lowest(state, leg, STP_INITIAL_CONTACT, confidence, event);
    begin(leg, Phase::kStance, rate);
    return count;
  }
  if (rate > swing_threshold(state.settings, leg)) {
    begin(leg, Phase::kSwing, rate);  // a swing with two humps
  } else if (time_in_phase(leg) > kLandingWindowS) {
    begin(leg, Phase::kStance, rate);
  }
  return 0;
}

int32_t follow_leg(const State& state, Leg& leg, float rate, stp_event* event) {
  switch (leg.phase) {
    case Phase::kStance:
      return stand(state, leg, rate, event);
    case Phase::kSwing:
      swing(state, leg, rate);
      return 0;
    case Phase::kLanding:
      return land(state, leg, rate, event);
    case Phase::kTooLong:
      if (rate <= 0.0f) begin(leg, Phase::kStance, rate);
      return 0;
  }
  return 0;
}

int32_t init(void* memory, const void* config, uint32_t config_bytes) {
  Settings settings = STP_SHANK_GYRO_DEFAULTS;
  if (config_bytes != (config == nullptr ? 0 : sizeof settings)) return STP_BAD_SETTING;
  if (config != nullptr) __builtin_memcpy(&settings, config, sizeof settings);
  if (!is_valid(settings)) return STP_BAD_SETTING;
  __builtin_memset(memory, 0, sizeof(State));
  State& state = *static_cast<State*>(memory);
  state.settings = settings;
  state.coefficients = coefficients_of(settings);
  return 0;
}

int32_t step(void* memory, const stp_sample* sample, stp_event* events, int32_t capacity) {
  if (const int32_t status = stp::check_sample(*sample, capacity); status != 0) return status;
  const int32_t side = stp::shank_side(sample->site);
  if (side < 0) return 0;
  State& state = *static_cast<State*>(memory);
  Leg& leg = state.legs[side];
  if (!leg.clock.accepts(sample->time_us)) return STP_BAD_TIME;

  const float raw_rate = stp::clamp(-sample->gyro_rad_s[1], stp::kMaxRate);
  const bool gap = leg.clock.is_gap(*sample);
  const float dt_s = leg.clock.advance(sample->time_us);
  leg.recent_peak = stp::follow(leg.recent_peak, 0.0f, state.settings.swing_memory_s, dt_s);
  if (gap) {
    leg.low_pass.start(raw_rate);
    begin(leg, Phase::kStance, raw_rate);
    return 0;
  }
  const float rate = leg.low_pass.step(raw_rate, state.coefficients.time_constant_s, dt_s);
  return follow_leg(state, leg, rate, events);
}

}  // namespace

extern "C" constinit const stp_detector stp_shank_gyro = {
    STP_ABI_VERSION,
    sizeof(State),
    "shank_gyro",
    "initial and final contact from the pitch rate of the shanks",
    init,
    step};
