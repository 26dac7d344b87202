/* The header has to be C11: this file uses all of it, compiled as C. */
#include "stp_detector.h"

_Static_assert(sizeof(stp_sample) == 36, "no padding");
_Static_assert(sizeof(stp_event) == 20, "no padding");
_Static_assert(sizeof(stp_shank_gyro_settings) == 24, "no padding");
_Static_assert(sizeof(stp_rep_counter_settings) == 28, "no padding");
_Static_assert(sizeof(stp_shank_fes_settings) == 16, "no padding");

uint32_t detectors_seen_from_c(void);
int32_t step_from_c(const stp_detector *detector, void *state, stp_event events[]);

uint32_t detectors_seen_from_c(void) {
  uint32_t count = 0;
  const stp_detector *const *all = stp_detectors(&count);
  for (uint32_t i = 0; i < count; ++i) {
    if (all[i]->abi_version != STP_ABI_VERSION || all[i]->state_bytes == 0) return 0;
  }
  return count;
}

int32_t step_from_c(const stp_detector *detector, void *state, stp_event events[]) {
  const stp_sample sample = {.time_us = 1,
                             .site = STP_SITE_LEFT_SHANK,
                             .flags = STP_CLIPPED | STP_GAP_BEFORE,
                             .accel_m_s2 = {0.0f, 0.0f, 9.81f},
                             .gyro_rad_s = {0.0f, 0.0f, 0.0f}};
  const stp_shank_gyro_settings gyro = STP_SHANK_GYRO_DEFAULTS;
  const stp_rep_counter_settings reps = STP_REP_COUNTER_DEFAULTS;
  const stp_shank_fes_settings fes = STP_SHANK_FES_DEFAULTS;
  if (detector->init(state, &gyro, sizeof gyro) != 0 &&
      detector->init(state, &reps, sizeof reps) != 0 &&
      detector->init(state, &fes, sizeof fes) != 0) {
    return STP_BAD_SETTING;
  }
  return detector->step(state, &sample, events, STP_MAX_EVENTS_PER_STEP);
}
