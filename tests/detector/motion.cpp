#include "detector/motion.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

namespace steppage {
namespace {

constexpr double kGravity = 9.80665;
constexpr double kBelowKnee_m = 0.25;

/// Of least jerk from 0 to 1 within a unit of time.
Pitch unit_move(double x) {
  const double u = std::clamp(x, 0.0, 1.0);
  return {u * u * u * (10 + u * (-15 + 6 * u)), 30 * u * u * (1 - u) * (1 - u),
          60 * u * (1 - u) * (1 - 2 * u)};
}

void add_lobe(Pitch& pitch, double t_s, double area_rad, double width_s, double centre_s) {
  const double x = (t_s - centre_s) / width_s;
  const double rate = area_rad / (width_s * std::sqrt(2 * M_PI)) * std::exp(-0.5 * x * x);
  pitch.angle_rad += 0.5 * area_rad * (1 + std::erf(x / M_SQRT2));
  pitch.rate_rad_s += rate;
  pitch.acceleration_rad_s2 -= rate * x / width_s;
}

double area_of(double peak_rad_s, double width_s) {
  return peak_rad_s * width_s * std::sqrt(2 * M_PI);
}

/// Of mean 0 and variance 1: the sum of twelve uniform numbers, less six.
double nearly_normal(std::mt19937& bits) {
  double total = -6;
  for (int i = 0; i < 12; ++i) total += static_cast<double>(bits()) / 4294967296.0;
  return total;
}

}  // namespace

Motion path(std::vector<Move> moves, double from_deg) {
  return [moves = std::move(moves), from_deg](double t_s) {
    double from = from_deg;
    for (const Move& move : moves) {
      if (t_s < move.duration_s) {
        const Pitch unit = unit_move(t_s / move.duration_s);
        const double range = radians(move.to_deg - from);
        return Pitch{radians(from) + range * unit.angle_rad,
                     range * unit.rate_rad_s / move.duration_s,
                     range * unit.acceleration_rad_s2 / (move.duration_s * move.duration_s)};
      }
      t_s -= move.duration_s;
      from = move.to_deg;
    }
    return Pitch{radians(from), 0, 0};
  };
}

std::vector<Move> repeated(int times, const std::vector<Move>& moves, std::vector<Move> before) {
  for (int i = 0; i < times; ++i) before.insert(before.end(), moves.begin(), moves.end());
  return before;
}

Motion walking(const Gait& gait) {
  return [gait](double t_s) {
    const double peak = radians(gait.swing_peak_deg_s);
    const double swing = area_of(peak, 0.10);
    const double push_off = area_of(-0.5 * peak, 0.05);
    const double landing = area_of(-0.4 * peak, 0.025);
    const double stance = -(swing + push_off + landing);
    Pitch pitch;
    for (int k = 0; k < gait.strides; ++k) {
      const double centre = 1 + gait.delay_s + k * gait.stride_s;
      add_lobe(pitch, t_s, swing, 0.10, centre);
      add_lobe(pitch, t_s, push_off, 0.05, centre - gait.final_contact_before_peak_s);
      add_lobe(pitch, t_s, landing, 0.025, centre + gait.initial_contact_after_peak_s);
      const bool is_last = k + 1 == gait.strides;
      add_lobe(pitch, t_s, is_last ? 0.5 * stance : stance, 0.3, centre + 0.5 * gait.stride_s);
      if (k == 0) add_lobe(pitch, t_s, 0.5 * stance, 0.3, centre - 0.5 * gait.stride_s);
    }
    return pitch;
  };
}

double minimum_of_rate(const Motion& motion, double around_s) {
  double best_s = around_s;
  for (double t_s = around_s - 0.06; t_s < around_s + 0.06; t_s += 1e-4) {
    if (motion(t_s).rate_rad_s < motion(best_s).rate_rad_s) best_s = t_s;
  }
  return best_s;
}

Motion sum(Motion a, Motion b) {
  return [a = std::move(a), b = std::move(b)](double t_s) {
    const Pitch p = a(t_s);
    const Pitch q = b(t_s);
    return Pitch{p.angle_rad + q.angle_rad, p.rate_rad_s + q.rate_rad_s,
                 p.acceleration_rad_s2 + q.acceleration_rad_s2};
  };
}

Motion tremor(double amplitude_deg, double frequency_hz) {
  return [amplitude = radians(amplitude_deg), omega = 2 * M_PI * frequency_hz](double t_s) {
    return Pitch{amplitude * std::sin(omega * t_s), amplitude * omega * std::cos(omega * t_s),
                 -amplitude * omega * omega * std::sin(omega * t_s)};
  };
}

std::vector<stp_sample> record(const Motion& motion, double duration_s, const Recorder& recorder) {
  std::vector<stp_sample> samples;
  std::mt19937 bits(static_cast<uint32_t>(recorder.site));
  const auto noise = [&](double sd) { return sd * nearly_normal(bits); };
  for (int i = 0; i / recorder.rate_hz < duration_s; ++i) {
    const double t_s = i / recorder.rate_hz;
    const Pitch p = motion(t_s);
    const double forward = kGravity * std::sin(p.angle_rad) + kBelowKnee_m * p.acceleration_rad_s2;
    const double up = kGravity * std::cos(p.angle_rad) + kBelowKnee_m * p.rate_rad_s * p.rate_rad_s;
    const double pitch_rate = -p.rate_rad_s + recorder.gyro_bias_rad_s;
    stp_sample sample{};
    sample.time_us = recorder.first_us + static_cast<uint32_t>(std::llround(t_s * 1e6));
    sample.site = recorder.site;
    sample.accel_m_s2[0] = static_cast<float>(forward + noise(recorder.accel_noise_m_s2));
    sample.accel_m_s2[1] = static_cast<float>(noise(recorder.accel_noise_m_s2));
    sample.accel_m_s2[2] = static_cast<float>(up + noise(recorder.accel_noise_m_s2));
    sample.gyro_rad_s[1] = static_cast<float>(pitch_rate + noise(recorder.gyro_noise_rad_s));
    samples.push_back(sample);
  }
  return samples;
}

std::vector<stp_sample> merge(const std::vector<stp_sample>& a, const std::vector<stp_sample>& b,
                              uint32_t first_us) {
  std::vector<stp_sample> merged;
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(merged),
             [&](const stp_sample& p, const stp_sample& q) {
               return p.time_us - first_us < q.time_us - first_us;
             });
  return merged;
}

std::vector<stp_sample> walk_and_exercise(double rate_hz, uint32_t first_us) {
  const double start_s = 13;
  const Motion exercise = path(repeated(2, {{1.2, 85}, {1, 85}, {1.5, 0}, {1, 0}}, {{start_s, 0}}));
  const Motion right = sum(walking({}), exercise);
  const Motion left = walking({.delay_s = 0.6});
  const double duration_s = start_s + 11;
  return merge(record(left, duration_s, {STP_SITE_LEFT_SHANK, rate_hz, first_us, 0, 0, 0}),
               record(right, duration_s, {STP_SITE_RIGHT_SHANK, rate_hz, first_us, 0, 0, 0}),
               first_us);
}

}  // namespace steppage
