// When to stimulate a dropped foot, from the tilt of the shanks, sample by sample.
//
// A shank sensor cannot see the heel rise. But in walking the shank leans forward by nearly the
// same angle at the same time before each final contact, so that angle is learned:
//
//   1. Final and initial contact: as shank_gyro (shank_swing.cpp). Angle: as rep_counter.
//   2. At each final contact the angle that the shank had lead_s before it is looked up; the level
//      follows these angles.
//   3. On: in stance, when the shank has come from behind the level and leans beyond it, in
//      walking. A step whose tilt was missed is stimulated from where its final contact is noticed.
//   4. Off: extension_s after the initial contact, or after a swing that ended without one.
//   5. Off as well: after max_on_s; when no foot has left the floor 0.8 s after on (a shift of
//      weight); when samples were late by more than 50 ms or clipped for more than 100 ms.
//   6. Walking: arming_steps steps, by either leg, have shown it, the last no longer than 2.5 s
//   ago.
//      What seated and standing people do with a leg resembles a swing, but its shank starts about
//      upright. A step that shows walking starts with the shank leaning forward, foot behind, and
//      turns it past upright until initial contact. A stiff paretic leg may not do that; then the
//      other one does.
//   7. Who lies, after a fall, does not walk, whatever the legs do: along a lying shank the
//      accelerometer sees little of gravity, on whichever side it lies.
#include "algorithms.hpp"
#include "shank_angle.hpp"
#include "shank_swing.hpp"

namespace {

using stp::seconds;
using Settings = stp_shank_fes_settings;
using Phase = stp::SwingFinder::Phase;

constexpr stp_shank_gyro_settings kSwing = STP_SHANK_GYRO_DEFAULTS;
constexpr float kFusionS = 1.0f;
constexpr float kWalkingS = 2.5f;      // the last step is no older in walking
constexpr float kLeanRad = 0.2f;       // of the shank at the final contact of a step of walking
constexpr float kTurnRad = 0.35f;      // from there to its initial contact
constexpr float kNoStepS = 0.8f;       // on for longer without a swing: no step
constexpr float kStaleS = 0.05f;       // between samples
constexpr float kClippedS = 0.1f;      // a sensor at the end of its range tells nothing
constexpr float kShortestOffS = 0.2f;  // between two bursts
constexpr float kBehindRad = 0.05f;    // the level, before it can be passed
constexpr float kUprightS = 1.0f;      // for the mean of the acceleration along the shank
constexpr float kLying = 4.9f;         // along the shank, m/s2: it is 60 deg from upright
constexpr float kLearning = 0.5f;      // weight of the newest step
constexpr uint32_t kTraceSpacingUs = 8000;
constexpr uint32_t kTraceLength = 64;  // at least 0.5 s

enum class Output : uint32_t { kOff, kOn, kExtension };

struct TiltAt {
  uint32_t time_us;
  float angle;  // rad
};

struct Leg {
  stp::SwingFinder swing;
  stp::ShankAngle tilt;
  TiltAt trace[kTraceLength];  // the newest at (traced - 1) % kTraceLength
  uint32_t traced;             // since the last gap
  float level;                 // of the angle, rad
  uint32_t has_level;
  uint32_t stepped_us;  // when the last final contact was noticed
  float lean;           // at that contact, rad; 0 when it is not known
  float walking_s;      // for so long the last step of walking, of either leg, still counts
  uint32_t was_behind;  // the level, since the output went off
  Output output;
  uint32_t output_us;  // since when
  uint32_t has_swung;  // since the output is on
  uint32_t contact_us;
  float clipped_s;
  float upright;  // mean acceleration along the shank, m/s2
};

struct State {
  Settings settings;
  stp::SwingCoefficients swing;
  Leg legs[2];
  uint32_t steps;  // of walking, in a row
};
static_assert(sizeof(Settings) == 16);
static_assert(sizeof(State) == 28 + 2 * (40 + 8 + 8 * kTraceLength + 52));

void trace_tilt(Leg& leg, uint32_t now_us) {
  const TiltAt& newest = leg.trace[(leg.traced - 1) % kTraceLength];
  if (leg.traced > 0 && now_us - newest.time_us < kTraceSpacingUs) return;
  leg.trace[leg.traced++ % kTraceLength] = {now_us, leg.tilt.angle};
}

/// The angle at that time, between the moments that are remembered; false when it is not.
bool find_tilt(const Leg& leg, uint32_t time_us, float* angle) {
  for (uint32_t back = 2; back <= kTraceLength && back <= leg.traced; ++back) {
    const TiltAt& one = leg.trace[(leg.traced - back) % kTraceLength];
    if (stp::is_later(one.time_us, time_us)) continue;
    const TiltAt& next = leg.trace[(leg.traced - back + 1) % kTraceLength];
    const float share = seconds(one.time_us, time_us) / seconds(one.time_us, next.time_us);
    *angle = one.angle + share * (next.angle - one.angle);
    return true;
  }
  return false;
}

/// Step 2.
void learn(const Settings& settings, Leg& leg, uint32_t final_contact_us) {
  leg.stepped_us = leg.swing.clock.time_us;
  leg.lean = 0.0f;
  find_tilt(leg, final_contact_us, &leg.lean);
  float angle = 0.0f;
  if (!find_tilt(leg, final_contact_us - stp::microseconds(settings.lead_s), &angle)) return;
  leg.level = leg.has_level != 0 ? leg.level + kLearning * (angle - leg.level) : angle;
  leg.has_level = 1;
}

/// Step 6, at an initial contact. The legs' sensors need not have one clock.
void count_step(State& state, Leg& leg, uint32_t initial_contact_us) {
  float angle = 0.0f;
  const float lean = leg.lean;
  leg.lean = 0.0f;
  if (lean > -kLeanRad || !find_tilt(leg, initial_contact_us, &angle) || angle - lean < kTurnRad)
    return;
  state.steps = leg.walking_s > 0.0f ? state.steps + 1 : 1;
  for (Leg& either : state.legs) either.walking_s = kWalkingS;
}

/// Step 7.
bool is_lying(const Leg& leg) { return leg.upright < kLying; }

bool is_walking(const State& state, const Leg& leg) {
  if (is_lying(leg)) return false;
  if (state.settings.arming_steps == 0.0f) return true;
  return leg.walking_s > 0.0f && static_cast<float>(state.steps) >= state.settings.arming_steps;
}

int32_t switch_to(Leg& leg, Output output, int32_t kind, int32_t side, stp_event* event) {
  leg.output = output;
  leg.output_us = leg.swing.clock.time_us;
  leg.has_swung = 0;
  leg.was_behind = 0;
  *event = {leg.output_us, kind, side, 0, 1.0f};
  return 1;
}

bool passes_level(Leg& leg) {
  if (leg.has_level == 0) return false;
  if (leg.tilt.angle > leg.level + kBehindRad) leg.was_behind = 1;
  return leg.was_behind != 0 && leg.tilt.angle < leg.level && leg.swing.phase == Phase::kStance;
}

/// Step 3. `found`: the contact that this sample told of, or negative.
bool begins(Leg& leg, int32_t found) {
  const bool rested = seconds(leg.output_us, leg.swing.clock.time_us) >= kShortestOffS;
  return (passes_level(leg) || found == STP_FINAL_CONTACT) && rested && leg.clipped_s == 0.0f;
}

/// Steps 4 and 5.
bool ends(const Settings& settings, Leg& leg, int32_t found) {
  const uint32_t now_us = leg.swing.clock.time_us;
  const float on_s = seconds(leg.output_us, now_us);
  const bool swings = leg.swing.phase == Phase::kSwing || leg.swing.phase == Phase::kLanding;
  if (leg.output == Output::kOn && (found >= 0 || swings)) leg.has_swung = 1;
  if (leg.output == Output::kOn && leg.has_swung != 0 && leg.swing.phase == Phase::kStance) {
    leg.output = Output::kExtension;
    if (found != STP_INITIAL_CONTACT) leg.contact_us = now_us;
  }
  if (on_s > settings.max_on_s || leg.clipped_s > kClippedS || is_lying(leg)) return true;
  if (leg.output == Output::kExtension)
    return seconds(leg.contact_us, now_us) >= settings.extension_s;
  return leg.swing.phase == Phase::kTooLong || (leg.has_swung == 0 && on_s > kNoStepS);
}

int32_t follow_leg(const State& state, Leg& leg, int32_t found, int32_t side, stp_event* event) {
  if (seconds(leg.stepped_us, leg.swing.clock.time_us) > kWalkingS) leg.has_level = 0;
  if (leg.output == Output::kOff) {
    if (!begins(leg, found) || !is_walking(state, leg)) return 0;
    const int32_t count = switch_to(leg, Output::kOn, STP_STIMULATE_ON, side, event);
    leg.has_swung = found == STP_FINAL_CONTACT ? 1 : 0;
    return count;
  }
  if (!ends(state.settings, leg, found)) return 0;
  return switch_to(leg, Output::kOff, STP_STIMULATE_OFF, side, event);
}

/// After a pause of the sensor nothing is known of the leg.
int32_t start_afresh(Leg& leg, const stp_sample& sample, int32_t side, stp_event* event) {
  leg.tilt.restart(sample);
  leg.traced = 0;
  leg.has_level = 0;
  leg.clipped_s = 0.0f;
  leg.upright = sample.accel_m_s2[2];
  if (leg.output == Output::kOff) return 0;
  return switch_to(leg, Output::kOff, STP_STIMULATE_OFF, side, event);
}

int32_t init(void* memory, const void* config, uint32_t config_bytes) {
  Settings settings = STP_SHANK_FES_DEFAULTS;
  if (!stp::read_settings(config, config_bytes, settings)) return STP_BAD_SETTING;
  if (!stp::in_range(settings.lead_s, 0.0f, 0.4f) ||
      !stp::in_range(settings.extension_s, 0.0f, 0.4f) ||
      !stp::in_range(settings.max_on_s, 0.5f, 3.0f) ||
      !stp::in_range(settings.arming_steps, 0.0f, 4.0f))
    return STP_BAD_SETTING;
  __builtin_memset(memory, 0, sizeof(State));
  State& state = *static_cast<State*>(memory);
  state.settings = settings;
  state.swing = stp::coefficients_of(kSwing);
  return 0;
}

int32_t step(void* memory, const stp_sample* sample, stp_event* events, int32_t capacity) {
  if (const int32_t status = stp::check_sample(*sample, capacity); status != 0) return status;
  const int32_t side = stp::shank_side(sample->site);
  if (side < 0) return 0;
  State& state = *static_cast<State*>(memory);
  Leg& leg = state.legs[side];
  stp::SampleClock& clock = leg.swing.clock;
  if (!clock.accepts(sample->time_us)) return STP_BAD_TIME;

  const float dt_s = seconds(clock.time_us, sample->time_us);
  const bool stale = clock.is_gap(*sample) || dt_s > kStaleS;
  leg.walking_s = stp::max(0.0f, leg.walking_s - dt_s);
  const int32_t count = leg.swing.step(kSwing, state.swing, *sample, events);
  if (stale) return count + start_afresh(leg, *sample, side, events + count);
  leg.tilt.step(*sample, kFusionS, dt_s);
  trace_tilt(leg, sample->time_us);
  leg.upright = stp::follow(leg.upright, sample->accel_m_s2[2], kUprightS, dt_s);
  leg.clipped_s = (sample->flags & STP_CLIPPED) != 0 ? leg.clipped_s + dt_s : 0.0f;

  const int32_t found = count > 0 ? events->kind : -1;
  if (count > 0) events->side = side;
  if (found == STP_FINAL_CONTACT) learn(state.settings, leg, events->time_us);
  if (found == STP_INITIAL_CONTACT) {
    leg.contact_us = events->time_us;
    count_step(state, leg, events->time_us);
  }
  if (is_lying(leg))
    for (Leg& either : state.legs) either.walking_s = 0.0f;
  return count + follow_leg(state, leg, found, side, events + count);
}

}  // namespace

extern "C" constinit const stp_detector stp_shank_fes = {
    STP_ABI_VERSION,
    sizeof(State),
    "shank_fes",
    "times stimulation of a dropped foot from the tilt of the shanks; their contacts",
    init,
    step};
