// Initial and final contact of both legs, from the pitch rate of the shanks (shank_swing.cpp).
#include "algorithms.hpp"
#include "shank_swing.hpp"

namespace {

using Settings = stp_shank_gyro_settings;

struct State {
  Settings settings;
  stp::SwingCoefficients coefficients;
  stp::SwingFinder legs[2];
};
static_assert(sizeof(Settings) == 24);
static_assert(sizeof(State) == 32 + 2 * 40);

int32_t init(void* memory, const void* config, uint32_t config_bytes) {
  Settings settings = STP_SHANK_GYRO_DEFAULTS;
  if (!stp::read_settings(config, config_bytes, settings)) return STP_BAD_SETTING;
  if (!stp::is_valid(settings)) return STP_BAD_SETTING;
  __builtin_memset(memory, 0, sizeof(State));
  State& state = *static_cast<State*>(memory);
  state.settings = settings;
  state.coefficients = stp::coefficients_of(settings);
  return 0;
}

int32_t step(void* memory, const stp_sample* sample, stp_event* events, int32_t capacity) {
  if (const int32_t status = stp::check_sample(*sample, capacity); status != 0) return status;
  const int32_t side = stp::shank_side(sample->site);
  if (side < 0) return 0;
  State& state = *static_cast<State*>(memory);
  stp::SwingFinder& leg = state.legs[side];
  if (!leg.clock.accepts(sample->time_us)) return STP_BAD_TIME;
  const int32_t count = leg.step(state.settings, state.coefficients, *sample, events);
  if (count > 0) events->side = side;
  return count;
}

}  // namespace

extern "C" constinit const stp_detector stp_shank_gyro = {
    STP_ABI_VERSION,
    sizeof(State),
    "shank_gyro",
    "initial and final contact from the pitch rate of the shanks",
    init,
    step};
