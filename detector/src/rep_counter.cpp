// Repetitions of an exercise from the pitch angle of the shanks, sample by sample.
//
// Angle = of the shank from vertical in the sagittal plane, positive with the foot forward. Gravity
// angle with hysteresis on adaptive levels:
//
//   1. Angle: complementary filter of -gyro_y and atan2(accel_x, accel_z). The accelerometer is
//      left out while its norm is more than 20 % from gravity. The rate is the derivative of that
//      angle, so a constant bias of the gyroscope shifts the angle a little and leaves the rate
//      alone. After the first sample and after a gap the accelerometer counts more, as in a running
//      mean.
//   2. Rest level: the lowest angle since the last repetition. Near it, it follows the angle slowly
//      upwards; a leg kept away from it for longer than a repetition has a new rest level.
//   3. Up: above the rest level by up_fraction of the recent range, and by min_excursion at least.
//      The start is the last moment near the rest level at which the leg was not rising.
//   4. Down: below down_fraction of this repetition's own excursion. The turn is the middle of the
//      time at the top, that is above 90 % of the excursion: the middle of a hold. Less than 10 %
//      is also what the angle creeps in a hold while gravity corrects it.
//   5. End: down and no longer being lowered. Between up and down nothing else is a repetition, so
//      a pause or a second try on the way counts once.
//   6. The recent range is a running maximum of the excursions that fades, so that an aborted try
//      between full repetitions is not one, and a tiring leg is still followed.
#include "algorithms.hpp"
#include "low_pass.hpp"
#include "shank_angle.hpp"

namespace {

using Settings = stp_rep_counter_settings;

constexpr float kSettlingS = 0.2f;  // no longer than the shortest fusion_s
constexpr float kRateTimeConstantS = 0.02f;
constexpr uint32_t kRateDelayUs = 20000;
constexpr float kNear = 0.3f;         // of the range: near the rest level
constexpr float kTop = 0.9f;          // of the excursion: at the top
constexpr float kRise = 1.02f;        // of the excursion: higher than before
constexpr uint32_t kRises = 8;        // 1.02^8 > 1 / 0.9: back to where the top began
constexpr float kSlowPerS = 0.1f;     // of the range per second: not moving
constexpr float kRestMemoryS = 3.0f;  // with which the rest level follows the angle upwards

struct Coefficients {
  uint32_t min_rep_us;
  uint32_t max_rep_us;
};

enum class Phase : uint32_t {
  kSettling,  // the first moments: the rest level is wherever the leg is
  kRest,
  kUp,
  kDown
};

/// The first moment at which the leg was this high: one for every 2 % of excursion.
struct Rise {
  float angle;  // rad
  uint32_t time_us;
};

struct Leg {
  stp::SampleClock clock;
  stp::ShankAngle tilt;
  float rate;          // of the angle, smoothed, rad/s
  float recent_range;  // fading, rad
  float rest;          // level, rad
  float peak;          // of this repetition, rad
  Phase phase;
  uint32_t near_rest_us;  // when the angle was last near the rest level
  uint32_t start_us;
  Rise rises[kRises];  // the last ones of this repetition, the newest at rise % kRises
  uint32_t rise;
  uint32_t top_until_us;  // when the angle was last at the top
  int32_t repetitions;
};

struct State {
  Settings settings;
  Coefficients coefficients;
  Leg legs[2];
};
static_assert(sizeof(Settings) == 28);
static_assert(sizeof(State) == 36 + 2 * 120);

bool is_valid(const Settings& s) {
  return stp::in_range(s.min_excursion_rad, 0.1f, 1.5f) &&
         stp::in_range(s.up_fraction, 0.5f, 0.9f) && stp::in_range(s.down_fraction, 0.1f, 0.4f) &&
         stp::in_range(s.min_rep_s, 0.2f, 2.0f) && stp::in_range(s.max_rep_s, 3.0f, 60.0f) &&
         stp::in_range(s.range_memory_s, 3.0f, 60.0f) && stp::in_range(s.fusion_s, 0.2f, 5.0f);
}

/// Step 1, first sample or after a gap.
void restart_angle(Leg& leg, const stp_sample& sample) {
  leg.tilt.restart(sample);
  leg.rate = 0.0f;
}

/// Step 1.
void update_angle(Leg& leg, const stp_sample& sample, float fusion_s, float dt_s) {
  const float change = leg.tilt.step(sample, fusion_s, dt_s);
  leg.rate = stp::follow(leg.rate, change / dt_s, kRateTimeConstantS, dt_s);
}

void begin_rest(Leg& leg) {
  leg.phase = Phase::kRest;
  leg.rest = leg.tilt.angle;
  leg.near_rest_us = leg.clock.time_us;
  leg.start_us = leg.clock.time_us;
}

float range_of(const Settings& settings, const Leg& leg) {
  return stp::max(settings.min_excursion_rad, leg.recent_range);
}

int32_t report(const State& state, const Leg& leg, int32_t kind, uint32_t time_us,
               stp_event* event) {
  event->time_us = time_us - kRateDelayUs;
  event->kind = kind;
  event->side = &leg == &state.legs[STP_SIDE_LEFT] ? STP_SIDE_LEFT : STP_SIDE_RIGHT;
  event->value = leg.repetitions;
  event->confidence =
      stp::min(1.0f, 0.5f * (leg.peak - leg.rest) / state.settings.min_excursion_rad);
  return 1;
}

/// Step 2.
void update_rest_level(const State& state, Leg& leg, float dt_s) {
  const float range = range_of(state.settings, leg);
  leg.rest = stp::min(leg.rest, leg.tilt.angle);
  if (leg.tilt.angle < leg.rest + kNear * range) {
    leg.rest = stp::follow(leg.rest, leg.tilt.angle, kRestMemoryS, dt_s);
    leg.near_rest_us = leg.clock.time_us;
    if (leg.rate < kSlowPerS * range) leg.start_us = leg.clock.time_us;
  } else if (leg.clock.time_us - leg.near_rest_us > state.coefficients.max_rep_us) {
    begin_rest(leg);
  }
}

void note_rise(Leg& leg) {
  ++leg.rise;
  leg.rises[leg.rise % kRises] = {leg.tilt.angle, leg.clock.time_us};
  leg.top_until_us = leg.clock.time_us;
}

/// Step 4, once the peak is known.
uint32_t middle_of_top(const Leg& leg) {
  const float top = leg.rest + kTop * (leg.peak - leg.rest);
  uint32_t from_us = leg.top_until_us;
  for (uint32_t back = 0; back < kRises; ++back) {
    const Rise& rise = leg.rises[(leg.rise - back) % kRises];
    if (rise.angle < top) break;
    from_us = rise.time_us;
  }
  return from_us + (leg.top_until_us - from_us) / 2;
}

/// Step 3.
int32_t rest(const State& state, Leg& leg, float dt_s, stp_event* event) {
  update_rest_level(state, leg, dt_s);
  const float up =
      stp::max(state.settings.min_excursion_rad, state.settings.up_fraction * leg.recent_range);
  if (leg.tilt.angle < leg.rest + up) return 0;
  leg.phase = Phase::kUp;
  leg.peak = leg.tilt.angle;
  for (Rise& rise : leg.rises) rise = {leg.rest, leg.start_us};
  note_rise(leg);
  return report(state, leg, STP_REP_START, leg.start_us, event);
}

/// Step 4. The peak is not known yet, so the rise towards it is remembered.
int32_t raise(const State& state, Leg& leg, stp_event* event) {
  leg.peak = stp::max(leg.peak, leg.tilt.angle);
  const float excursion = leg.peak - leg.rest;
  if (leg.tilt.angle - leg.rest > kRise * (leg.rises[leg.rise % kRises].angle - leg.rest)) {
    note_rise(leg);
  }
  if (leg.tilt.angle - leg.rest > kTop * excursion) leg.top_until_us = leg.clock.time_us;
  if (leg.tilt.angle < leg.rest + state.settings.down_fraction * excursion) {
    leg.phase = Phase::kDown;
    return report(state, leg, STP_REP_TURN, middle_of_top(leg), event);
  }
  if (leg.clock.time_us - leg.start_us > state.coefficients.max_rep_us) begin_rest(leg);
  return 0;
}

/// Step 5.
int32_t lower(const State& state, Leg& leg, stp_event* event) {
  const float excursion = leg.peak - leg.rest;
  if (leg.rate < -kSlowPerS * excursion) return 0;
  int32_t count = 0;
  if (leg.clock.time_us - leg.start_us >= state.coefficients.min_rep_us) {
    ++leg.repetitions;
    leg.recent_range = stp::max(leg.recent_range, excursion);
    count = report(state, leg, STP_REP_END, leg.clock.time_us, event);
  }
  begin_rest(leg);
  return count;
}

int32_t follow_leg(const State& state, Leg& leg, float dt_s, stp_event* event) {
  switch (leg.phase) {
    case Phase::kSettling:
      begin_rest(leg);
      if (leg.tilt.age_s < kSettlingS) leg.phase = Phase::kSettling;
      return 0;
    case Phase::kRest:
      return rest(state, leg, dt_s, event);
    case Phase::kUp:
      return raise(state, leg, event);
    case Phase::kDown:
      return lower(state, leg, event);
  }
  return 0;
}

int32_t init(void* memory, const void* config, uint32_t config_bytes) {
  Settings settings = STP_REP_COUNTER_DEFAULTS;
  if (!stp::read_settings(config, config_bytes, settings)) return STP_BAD_SETTING;
  if (!is_valid(settings)) return STP_BAD_SETTING;
  __builtin_memset(memory, 0, sizeof(State));
  State& state = *static_cast<State*>(memory);
  state.settings = settings;
  state.coefficients = {stp::microseconds(settings.min_rep_s),
                        stp::microseconds(settings.max_rep_s)};
  return 0;
}

int32_t step(void* memory, const stp_sample* sample, stp_event* events, int32_t capacity) {
  if (const int32_t status = stp::check_sample(*sample, capacity); status != 0) return status;
  const int32_t side = stp::shank_side(sample->site);
  if (side < 0) return 0;
  State& state = *static_cast<State*>(memory);
  Leg& leg = state.legs[side];
  if (!leg.clock.accepts(sample->time_us)) return STP_BAD_TIME;

  const bool gap = leg.clock.is_gap(*sample);
  const float dt_s = leg.clock.advance(sample->time_us);
  leg.recent_range = stp::follow(leg.recent_range, 0.0f, state.settings.range_memory_s, dt_s);
  if (gap) {
    restart_angle(leg, *sample);
    return 0;
  }
  update_angle(leg, *sample, state.settings.fusion_s, dt_s);
  return follow_leg(state, leg, dt_s, events);
}

}  // namespace

extern "C" constinit const stp_detector stp_rep_counter = {
    STP_ABI_VERSION,
    sizeof(State),
    "rep_counter",
    "repetitions from the pitch angle of the shanks",
    init,
    step};
