// Motions of a shank in closed form, and what a sensor on it says.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "stp_detector.h"

namespace steppage {

/// Of the shank in the sagittal plane, from vertical, positive with the foot forward.
struct Pitch {
  double angle_rad = 0;
  double rate_rad_s = 0;
  double acceleration_rad_s2 = 0;
};

using Motion = std::function<Pitch(double t_s)>;

constexpr double radians(double degrees) { return degrees * 3.14159265358979323846 / 180; }

/// One movement of least jerk; no movement when the angle stays.
struct Move {
  double duration_s = 0;
  double to_deg = 0;
};

/// Moves one after the other, from `from_deg`; at rest before and after.
Motion path(std::vector<Move> moves, double from_deg = 0);

/// `before`, then `move` a number of times: the moves of a set of repetitions.
std::vector<Move> repeated(int times, const std::vector<Move>& moves,
                           std::vector<Move> before = {{2, 0}});

/// Gait: per stride one swing lobe and two minima around it, Gaussian in time, and a stance that
/// makes the angle periodic; half of it before the first swing and after the last, which is how the
/// shank comes from upright and returns there. The first swing peaks at 1 s, if not delayed.
struct Gait {
  double stride_s = 1.2;
  double swing_peak_deg_s = 300;
  double delay_s = 0;
  int strides = 8;
  double final_contact_before_peak_s = 0.25;
  double initial_contact_after_peak_s = 0.20;
};
Motion walking(const Gait& gait);

/// When the rate has its minimum near `around_s`, by search on a grid of 0.1 ms.
double minimum_of_rate(const Motion& motion, double around_s);

Motion sum(Motion a, Motion b);
Motion tremor(double amplitude_deg, double frequency_hz);

/// A six-axis sensor 0.25 m below the knee, which does not move.
struct Recorder {
  int32_t site = STP_SITE_RIGHT_SHANK;
  double rate_hz = 104;
  uint32_t first_us = 0;
  double gyro_bias_rad_s = 0;
  double gyro_noise_rad_s = 0;
  double accel_noise_m_s2 = 0;
};
std::vector<stp_sample> record(const Motion& motion, double duration_s, const Recorder& recorder);

/// Both in the order of time since `first_us`; of two at the same time, `a` first.
std::vector<stp_sample> merge(const std::vector<stp_sample>& a, const std::vector<stp_sample>& b,
                              uint32_t first_us);

/// Both shanks walk for 10 s, then rest, then the right knee is extended twice.
std::vector<stp_sample> walk_and_exercise(double rate_hz, uint32_t first_us = 0);

}  // namespace steppage
