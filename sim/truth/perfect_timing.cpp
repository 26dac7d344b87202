#include "truth/perfect_timing.hpp"

#include <algorithm>

#include "core/gravity.hpp"
#include "truth/footfalls.hpp"

namespace steppage {

// A toe that is dragged does not stand.
bool PerfectTiming::stands(const Instant& now) {
  const double weight_n = now.balance.mass_kg * kGravity_m_s2;
  const double load_n = now.ground_reaction_n[side_].z();
  const std::vector<SolePoint>& sole = now.soles[side_];
  const double step_s = to_seconds(now.time - before_time_);
  bool is_still = false;
  for (size_t i = 0; i < sole.size() && i < before_.size() && step_s > 0; ++i) {
    const double way_m = (sole[i].place_m - before_[i].place_m).head<2>().norm();
    is_still = is_still || (sole[i].load_n > 0 && way_m / step_s < kPlanted_m_s);
  }
  before_ = sole;
  before_time_ = now.time;
  if (load_n <= std::max(kLoaded_n, kLoaded_weights * weight_n)) {
    loaded_.reset();
    return false;
  }
  if (!loaded_) loaded_ = now.time;
  return is_still || load_n > kCarrying_weights * weight_n;
}

void PerfectTiming::follow_heel(const Instant& now) {
  double heel_n = 0;
  for (const SolePoint& point : now.soles[side_])
    if (point.is_heel) heel_n += point.load_n;
  if (heel_n >= kTouching_n) heel_was_down_ = true;
  heel_is_up_ = heel_was_down_ && heel_n < kTouching_n;
}

bool PerfectTiming::step(const Instant& now) {
  const bool stands_now = stands(now);
  if (stands_now) left_.reset();
  if (stands_now && !stands_) {
    stands_ = true;
    ic_ = now.time - *loaded_ <= kLanding ? *loaded_ : now.time;
    heel_was_down_ = false;
  } else if (!stands_now && stands_) {
    if (!left_) left_ = now.time;
    if (now.time - *left_ >= kShortestSwing) {
      stands_ = false;
      stance_ = *left_ - *ic_;
    }
  }
  if (!stands_ || left_) return ic_.has_value();
  follow_heel(now);
  const Time stood = now.time - *ic_;
  if (stood < kPerfectExtension && stance_) return true;
  const bool is_due = !stance_ || stood >= *stance_ - kPerfectLead;
  return is_due && (heel_is_up_ || (!heel_was_down_ && stance_));
}

}  // namespace steppage
