/* The interface between a body-worn device and its detection algorithms. C11, no library but
 * <stdint.h>.
 *
 * The caller owns all memory: a detector's state is `state_bytes` bytes, aligned to 8, and memcpy
 * of it is a saved state. A detector never allocates, never blocks and keeps nothing outside its
 * state.
 *
 * Frames: x forward, y left, z up (towards the body's upper end) when the wearer stands upright,
 * for every site. Pitch rate that swings the foot forward is therefore negative about y. */
#ifndef STP_DETECTOR_H
#define STP_DETECTOR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STP_ABI_VERSION 1u

/* stp_sample.site */
#define STP_SITE_UNKNOWN 0
#define STP_SITE_LEFT_FOOT 1
#define STP_SITE_RIGHT_FOOT 2
#define STP_SITE_LEFT_SHANK 3
#define STP_SITE_RIGHT_SHANK 4
#define STP_SITE_LEFT_THIGH 5
#define STP_SITE_RIGHT_THIGH 6
#define STP_SITE_LEFT_WRIST 7
#define STP_SITE_RIGHT_WRIST 8
#define STP_SITE_PELVIS 9
#define STP_SITE_LOWER_BACK 10
#define STP_SITE_STERNUM 11

/* stp_sample.flags */
#define STP_CLIPPED 1u    /* a channel is at the end of its range */
#define STP_GAP_BEFORE 2u /* samples were lost before this one */

/* stp_event.side */
#define STP_SIDE_LEFT 0
#define STP_SIDE_RIGHT 1
#define STP_SIDE_UNKNOWN 2

/* stp_event.kind */
#define STP_INITIAL_CONTACT 0
#define STP_FINAL_CONTACT 1
#define STP_HEEL_OFF 2
#define STP_FOOT_FLAT 3
#define STP_REP_START 4
#define STP_REP_TURN 5 /* the middle of the time at the top */
#define STP_REP_END 6  /* value: repetitions counted on this side so far */
#define STP_FALL 7
/* What a stimulator of that side is to do from now on: time_us is the time of the sample. How
 * strongly, how fast and for how long at most is the stimulator's own affair. A stimulator stops by
 * itself when its detector is not stepped. */
#define STP_STIMULATE_ON 8
#define STP_STIMULATE_OFF 9

/* status: negative, and nothing has changed */
#define STP_BAD_SETTING (-1) /* a setting outside the range that this header states */
#define STP_BAD_SAMPLE (-2)  /* a value that is not finite, or an unknown flag */
#define STP_BAD_TIME (-3)    /* not later than the site's previous sample, or by 2^31 us and more */
#define STP_BAD_CAPACITY (-4) /* fewer than STP_MAX_EVENTS_PER_STEP places for events */

#define STP_MAX_EVENTS_PER_STEP 4

/* Samples of sites that a detector does not use are accepted and ignored. In the sensor's frame; an
 * upright sensor at rest says accel_m_s2 (0, 0, 9.81). */
typedef struct stp_sample {
  uint32_t time_us;    /* sensor clock; wraps */
  int32_t site;        /* STP_SITE_* */
  uint32_t flags;      /* STP_CLIPPED, STP_GAP_BEFORE */
  float accel_m_s2[3]; /* specific force */
  float gyro_rad_s[3]; /* angular rate */
} stp_sample;

/* When an event was noticed is the time of the sample that was passed. */
typedef struct stp_event {
  uint32_t time_us; /* when it happened, sensor clock */
  int32_t kind;     /* STP_INITIAL_CONTACT ... */
  int32_t side;     /* STP_SIDE_* */
  int32_t value;    /* count, where the kind has one */
  float confidence; /* 0 to 1 */
} stp_event;

typedef struct stp_detector {
  uint32_t abi_version; /* STP_ABI_VERSION */
  uint32_t state_bytes;
  const char *name;
  const char *summary;
  /* Puts the state at rest. config: the detector's own settings struct, or NULL with 0 bytes for
   * the defaults. Returns 0 or STP_BAD_SETTING. */
  int32_t (*init)(void *state, const void *config, uint32_t config_bytes);
  /* Takes one sample; returns the number of events written, in order of their time, or a negative
   * status. */
  int32_t (*step)(void *state, const stp_sample *sample, stp_event *events, int32_t capacity);
} stp_detector;

/* Settings of the built-in detectors. NULL means the defaults. */

/* shank_gyro: initial and final contact from the pitch rate of each shank. */
typedef struct stp_shank_gyro_settings {
  /* 10 to 60. Lower is smoother, later, and merges the two minima of a contact. */
  float low_pass_hz;
  /* 0.3 to 3. A slower forward rotation is never a swing. */
  float min_swing_rate_rad_s;
  /* 0.2 to 0.8, of the recent mid-swing peak. A swing begins above it. */
  float swing_fraction;
  /* 1 to 60. Time constant with which that peak is forgotten. */
  float swing_memory_s;
  /* 0.1 to 2. A shallower minimum before the swing is no final contact. */
  float min_push_off_rad_s;
  /* 0.5 to 3. A longer forward rotation is an exercise, not a step. */
  float max_swing_s;
} stp_shank_gyro_settings;

/* clang-format off */
#define STP_SHANK_GYRO_DEFAULTS {30.0f, 0.87f, 0.4f, 5.0f, 0.35f, 1.2f}
/* clang-format on */

/* rep_counter: repetitions from the pitch angle of each shank. */
typedef struct stp_rep_counter_settings {
  /* 0.1 to 1.5. A smaller movement is not a repetition. */
  float min_excursion_rad;
  /* 0.5 to 0.9, of the recent excursion. Above it the leg is raised. */
  float up_fraction;
  /* 0.1 to 0.4, of this repetition's excursion. Below it the leg has returned. */
  float down_fraction;
  /* 0.2 to 2, from start to end. */
  float min_rep_s;
  /* 3 to 60. A leg raised for longer has taken a new posture. */
  float max_rep_s;
  /* 3 to 60. Time constant with which the recent excursion is forgotten. */
  float range_memory_s;
  /* 0.2 to 5. Motion shorter than this follows the gyroscope, longer motion follows gravity. */
  float fusion_s;
} stp_rep_counter_settings;

/* clang-format off */
#define STP_REP_COUNTER_DEFAULTS {0.3f, 0.7f, 0.3f, 0.5f, 12.0f, 15.0f, 1.0f}
/* clang-format on */

/* shank_fes: when to stimulate a dropped foot, from the tilt of each shank. The defaults make up
 * for the times of contacts, which a shank sees 40 ms early (final) and 50 ms late (initial), and
 * for 20 ms of the stimulator, in the simulated walk of scenarios/walk/right_foot_drop.json:
 * stimulation begins 200 ms before the true final contact and ends 100 ms after the true initial
 * contact. */
typedef struct stp_shank_fes_settings {
  /* 0 to 0.4. On is so long before the final contact, as shank_gyro gives it. */
  float lead_s;
  /* 0 to 0.4. Off is so long after the initial contact. */
  float extension_s;
  /* 0.5 to 3. Off at the latest so long after on. */
  float max_on_s;
  /* 0 to 4. Steps that have to show walking before the first stimulation; without one for 2.5 s
   * they have to do so again. 0: what resembles a swing is stimulated in sitting and standing too,
   * and only the wearer's switch, at the stimulator, prevents it. */
  float arming_steps;
} stp_shank_fes_settings;

/* clang-format off */
#define STP_SHANK_FES_DEFAULTS {0.23f, 0.04f, 1.5f, 1.0f}
/* clang-format on */

/* All detectors of this library; what a shared library exports. */
const stp_detector *const *stp_detectors(uint32_t *count);

#ifdef __cplusplus
}
#endif

#endif
