// The shank's angle from vertical in the sagittal plane, positive with the foot forward.
#pragma once

#include "low_pass.hpp"
#include "sample_check.hpp"

namespace stp {

inline constexpr float kGravity2 = 9.80665f * 9.80665f;
inline constexpr float kMinNorm2 = 0.64f * kGravity2;  // 0.8 g
inline constexpr float kMaxNorm2 = 1.44f * kGravity2;  // 1.2 g

/// Complementary filter of -gyro_y and atan2(accel_x, accel_z). The accelerometer is left out while
/// its norm is more than 20 % from gravity. After a restart it counts more, as in a running mean.
struct ShankAngle {
  float age_s;  // since the angle was started, up to fusion_s
  float angle;  // rad

  /// First sample or after a gap.
  void restart(const stp_sample& sample) {
    angle = atan2(sample.accel_m_s2[0], sample.accel_m_s2[2]);
    age_s = 0.0f;
  }

  /// Returns the change of the angle.
  float step(const stp_sample& sample, float fusion_s, float dt_s) {
    age_s = min(fusion_s, age_s + dt_s);
    const float* a = sample.accel_m_s2;
    float change = clamp(-sample.gyro_rad_s[1], kMaxRate) * dt_s;
    if (in_range(a[0] * a[0] + a[1] * a[1] + a[2] * a[2], kMinNorm2, kMaxNorm2)) {
      const float predicted = wrap_angle(angle + change);
      const float error = wrap_angle(atan2(a[0], a[2]) - predicted);
      change = follow(change, change + error, age_s, dt_s);
    }
    angle = wrap_angle(angle + change);
    return change;
  }
};

}  // namespace stp
