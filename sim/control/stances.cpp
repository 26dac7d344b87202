#include "control/stances.hpp"

#include <algorithm>
#include <cmath>

namespace steppage {
namespace {

constexpr Time kShift{2'500'000};  // of the weight, from foot to foot
constexpr Time kSettled{500'000};  // between shift and lift

// The weight shifts in the rests; a short rest makes it quick.
Stance plan(const std::vector<RepCue>& cues, size_t i) {
  const RepCue& cue = cues[i];
  const auto share = [](Time gap) {  // of a rest, that shift and settling may take
    return std::min(1.0, to_seconds(gap) / 2 / to_seconds(kShift + kSettled));
  };
  const double before = share(i == 0 ? 2 * (kShift + kSettled) : cue.start - cues[i - 1].end);
  const double after =
      share(i + 1 == cues.size() ? 2 * (kShift + kSettled) : cues[i + 1].start - cue.end);
  const auto part = [](Time time, double of) { return from_seconds(of * to_seconds(time)); };
  return {cue,
          {cue.start - part(kShift + kSettled, before), cue.start - part(kSettled, before),
           cue.end + part(kSettled, after), cue.end + part(kShift + kSettled, after)}};
}

}  // namespace

std::vector<Stance> plan_stances(const std::vector<RepCue>& cues) {
  std::vector<Stance> stances;
  for (size_t i = 0; i < cues.size(); ++i) stances.push_back(plan(cues, i));
  return stances;
}

Eigen::Vector2d middle(const std::vector<SolePoint>& sole) {
  Eigen::Vector2d sum = Eigen::Vector2d::Zero();
  int count = 0;
  for (const SolePoint& point : sole)
    if (!point.is_toe) {
      sum += point.place_m.head<2>();
      ++count;
    }
  return sum / count;
}

bool is_flat(const std::vector<SolePoint>& sole) {
  constexpr double kFlat_m = 0.006;
  return std::all_of(sole.begin(), sole.end(), [](const SolePoint& point) {
    return point.is_toe || point.place_m.z() < kFlat_m;
  });
}

double obliquity(const Eigen::Vector4d& pelvis_quaternion) {
  return std::asin(2 * (pelvis_quaternion[0] * pelvis_quaternion[1] +
                        pelvis_quaternion[2] * pelvis_quaternion[3]));
}

}  // namespace steppage
