// Arithmetic that gives the same bits on every machine: + - * / and square root only.
#pragma once

#include <stdint.h>

namespace stp {

inline constexpr float kPi = 3.14159265f;

/// Tested on the bits, so that no compiler setting can assume it away.
inline bool is_finite(float x) {
  return (__builtin_bit_cast(uint32_t, x) & 0x7f800000u) != 0x7f800000u;
}

/// False for a NaN.
inline bool in_range(float x, float low, float high) { return x >= low && x <= high; }

inline float min(float a, float b) { return a < b ? a : b; }
inline float max(float a, float b) { return a > b ? a : b; }
inline float clamp(float x, float limit) { return min(limit, max(-limit, x)); }

/// From one moment of a wrapping microsecond clock to a later one, at most 2^32 us apart.
inline float seconds(uint32_t from_us, uint32_t to_us) {
  return static_cast<float>(to_us - from_us) * 1e-6f;
}

inline uint32_t microseconds(float duration_s) {
  // No lround here: a device has no libm. NOLINTNEXTLINE(bugprone-incorrect-roundings)
  return static_cast<uint32_t>(duration_s * 1e6f + 0.5f);
}

/// Arc tangent for 0 <= x <= 1, within 3e-7 rad. The angle is halved twice, to at most pi / 16,
/// where five terms of the power series are enough.
inline float atan_unit(float x) {
  x = x / (1.0f + __builtin_sqrtf(1.0f + x * x));
  x = x / (1.0f + __builtin_sqrtf(1.0f + x * x));
  const float z = x * x;
  const float series =
      1.0f + z * (-1.0f / 3.0f + z * (1.0f / 5.0f + z * (-1.0f / 7.0f + z * (1.0f / 9.0f))));
  return 4.0f * x * series;
}

/// Angle of the point (x, y), -pi to pi; 0 for the origin.
inline float atan2(float y, float x) {
  const float abs_x = x < 0.0f ? -x : x;
  const float abs_y = y < 0.0f ? -y : y;
  if (abs_x == 0.0f && abs_y == 0.0f) return 0.0f;
  float angle = abs_y <= abs_x ? atan_unit(abs_y / abs_x) : 0.5f * kPi - atan_unit(abs_x / abs_y);
  if (x < 0.0f) angle = kPi - angle;
  return y < 0.0f ? -angle : angle;
}

/// The same angle between -pi and pi, for angles up to a turn away.
inline float wrap_angle(float angle) {
  if (angle > kPi) return angle - 2.0f * kPi;
  if (angle < -kPi) return angle + 2.0f * kPi;
  return angle;
}

}  // namespace stp
