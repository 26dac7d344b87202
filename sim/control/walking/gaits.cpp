#include "control/walking/gaits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "core/check.hpp"
#include "gait_files.hpp"
#include "scenario/document.hpp"

namespace steppage {
namespace {

struct TunedGait {
  double speed_m_s;  // at which the tuned patient walks with it; above 1.1, for which it is
  double speed;      // sqrt(L g)
  Gait gait;
};

// The patient for whom the gaits were tuned: the default one, leg length 0.8359 m.
constexpr double kTunedSpeedUnit_m_s = 2.8636;

WalkingGains read_gains(std::string_view text) {
  Document found = Document::parse("gains", text);
  Reader numbers = found.root().object("gains");
  WalkingGains gains{};
  for (const WalkingGainKind& kind : walking_gains())
    gains.*kind.value = numbers.number(kind.name, {kind.low, kind.high});
  found.throw_if_problems();
  return gains;
}

TunedGait tuned(double speed_m_s, std::string_view gains, std::string_view feedback,
                std::optional<std::string_view> first = {}) {
  TunedGait tuned{speed_m_s, speed_m_s / kTunedSpeedUnit_m_s, {}};
  tuned.gait.gains = read_gains(gains);
  if (first) tuned.gait.first = read_gains(*first);
  Document learned = Document::parse("feedback", feedback);
  Reader steps = learned.root().object("feedback");
  tuned.gait.feedback = read_step_feedback(steps);
  learned.throw_if_problems();
  return tuned;
}

// A gait as people of one strength walk it.
struct Family {
  std::string gait;
  double strength;               // of the people it was tuned for (Nerves::strength())
  std::vector<TunedGait> gaits;  // from slow to fast
  std::optional<WalkingGains> from_standing = {};
};

const std::vector<Family>& families() {
  static const std::vector<TunedGait> older = {
      tuned(1.1, embedded::older_1_1_json, embedded::older_1_1_feedback_json)};
  static const std::vector<Family> families = {
      {"healthy", 0.98, older},
      {"healthy",
       1.09,
       {tuned(0.54, embedded::healthy_0_54_json, embedded::healthy_0_54_feedback_json),
        tuned(0.73, embedded::healthy_0_73_json, embedded::healthy_0_73_feedback_json),
        tuned(0.79, embedded::healthy_0_79_json, embedded::healthy_0_79_feedback_json),
        tuned(0.87, embedded::healthy_0_87_json, embedded::healthy_0_87_feedback_json),
        tuned(1.02, embedded::healthy_1_02_json, embedded::healthy_1_02_feedback_json),
        tuned(1.2, embedded::healthy_1_2_json, embedded::healthy_1_2_feedback_json),
        tuned(1.3, embedded::healthy_1_3_json, embedded::healthy_1_3_feedback_json)},
       read_gains(embedded::healthy_from_standing_json)},
      {"healthy",
       1.45,
       {tuned(1.2, embedded::healthy_strong_1_2_json, embedded::healthy_strong_1_2_feedback_json)}},
      {"brisk",
       1.09,
       {tuned(1.2, embedded::brisk_1_2_json, embedded::brisk_1_2_feedback_json,
              embedded::brisk_first_1_2_json)}},
      {"fast", 1.45, {tuned(1.44, embedded::fast_1_44_json, embedded::fast_1_44_feedback_json)}},
      {"older", 1.05, older},
      {"compensated",
       1.45,
       {tuned(1.0, embedded::compensated_1_0_json, embedded::compensated_1_0_feedback_json)}},
      {"steppage",
       1.45,
       {tuned(1.0, embedded::steppage_1_0_json, embedded::steppage_1_0_feedback_json,
              embedded::steppage_first_1_0_json)}}};
  return families;
}

const Family& family_of(std::string_view gait, double strength) {
  const Family* nearest = nullptr;
  const auto distance = [&](const Family& family) {
    return std::fabs(std::log(family.strength / strength));
  };
  for (const Family& family : families())
    if (family.gait == gait && (nearest == nullptr || distance(family) < distance(*nearest)))
      nearest = &family;
  CHECK(nearest != nullptr);
  return *nearest;
}

Gait gait_at(double speed, const std::vector<TunedGait>& gaits) {
  const auto faster = std::find_if(gaits.begin(), gaits.end(),
                                   [&](const TunedGait& tuned) { return tuned.speed >= speed; });
  if (faster == gaits.begin()) return gaits.front().gait;
  if (faster == gaits.end()) return gaits.back().gait;
  const TunedGait& slower = *(faster - 1);
  const double share = (speed - slower.speed) / (faster->speed - slower.speed);
  return {mixed(slower.gait.gains, faster->gait.gains, share),
          mixed(slower.gait.feedback, faster->gait.feedback, share), slower.gait.first};
}

}  // namespace

std::vector<std::string> gait_names() {
  std::vector<std::string> names;
  for (const Family& family : families())
    if (std::find(names.begin(), names.end(), family.gait) == names.end())
      names.push_back(family.gait);
  return names;
}

std::vector<ShippedGait> shipped_gaits() {
  std::vector<ShippedGait> shipped;
  for (const Family& family : families())
    for (const TunedGait& tuned : family.gaits)
      shipped.push_back({family.gait, tuned.speed_m_s, tuned.gait});
  return shipped;
}

Range tuned_speeds_m_s(std::string_view gait) {
  constexpr double kSlower = 0.9, kFaster = 1.1;
  Range speeds{std::numeric_limits<double>::infinity(), 0};
  for (const Family& family : families()) {
    if (family.gait != gait) continue;
    speeds.low = std::min(speeds.low, kSlower * family.gaits.front().speed_m_s);
    speeds.high = std::max(speeds.high, kFaster * family.gaits.back().speed_m_s);
  }
  // In hundredths, as they are told.
  return {std::round(100 * speeds.low) / 100, std::round(100 * speeds.high) / 100};
}

Gait tuned_gait(std::string_view gait, double strength, double speed, bool from_standing) {
  const Family& family = family_of(gait, strength);
  Gait found = gait_at(speed, family.gaits);
  if (from_standing && family.from_standing) found.first = family.from_standing;
  return found;
}

}  // namespace steppage
