#include "control/walking/gaits.hpp"

#include <algorithm>
#include <vector>

#include "gait_files.hpp"
#include "scenario/document.hpp"

namespace steppage {
namespace {

struct TunedGait {
  double speed_m_s;  // of the tuned patient
  double speed;      // sqrt(L g)
  WalkingGains gains;
};

// The patient for whom the gaits were tuned: the default one, leg length 0.8359 m.
constexpr double kTunedSpeedUnit_m_s = 2.8636;

TunedGait tuned(double speed_m_s, const char* file, std::string_view text) {
  Document document = Document::parse(file, text);
  Reader root = document.root();
  Reader numbers = root.object("gains");
  TunedGait gait{speed_m_s, speed_m_s / kTunedSpeedUnit_m_s, {}};
  for (const WalkingGainKind& kind : walking_gains())
    gait.gains.*kind.value = numbers.number(kind.name, {kind.low, kind.high});
  document.throw_if_problems();
  return gait;
}

// From slow to fast.
const std::vector<TunedGait>& healthy_gaits() {
  static const std::vector<TunedGait> gaits = {
      tuned(1.0, "healthy_1_0.json", embedded::healthy_1_0_json)};
  return gaits;
}

}  // namespace

Range tuned_speeds_m_s() {
  constexpr double kSlower = 0.9, kFaster = 1.1;
  const std::vector<TunedGait>& gaits = healthy_gaits();
  return {kSlower * gaits.front().speed_m_s, kFaster * gaits.back().speed_m_s};
}

WalkingGains healthy_gait(double speed) {
  const std::vector<TunedGait>& gaits = healthy_gaits();
  const auto faster = std::find_if(gaits.begin(), gaits.end(),
                                   [&](const TunedGait& gait) { return gait.speed >= speed; });
  if (faster == gaits.begin()) return gaits.front().gains;
  if (faster == gaits.end()) return gaits.back().gains;
  const TunedGait& slower = *(faster - 1);
  const double share = (speed - slower.speed) / (faster->speed - slower.speed);
  WalkingGains gains{};
  for (const WalkingGainKind& kind : walking_gains())
    gains.*kind.value = (1 - share) * slower.gains.*kind.value + share * faster->gains.*kind.value;
  return gains;
}

}  // namespace steppage
