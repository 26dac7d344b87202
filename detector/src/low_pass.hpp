// Low-pass filters that accept any spacing of samples.
#pragma once

namespace stp {

/// One pole by the backward Euler rule: stable for every step, and a ramp comes out exactly
/// `time_constant_s` late whatever the sample rate, so that the delay can be taken off an event's
/// time.
inline float follow(float value, float target, float time_constant_s, float dt_s) {
  return value + (target - value) * (dt_s / (time_constant_s + dt_s));
}

/// Two equal poles: no overshoot, and a delay of 2 time constants.
struct LowPass {
  float first;
  float second;

  void start(float x) { first = second = x; }

  float step(float x, float time_constant_s, float dt_s) {
    first = follow(first, x, time_constant_s, dt_s);
    second = follow(second, first, time_constant_s, dt_s);
    return second;
  }

  /// Time constant for a gain of -3 dB at this frequency: sqrt(sqrt(2) - 1) / (2 pi f).
  static constexpr float time_constant_s(float cutoff_hz) { return 0.102431f / cutoff_hz; }
};

}  // namespace stp
