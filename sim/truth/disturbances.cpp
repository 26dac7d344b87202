#include "truth/disturbances.hpp"

#include <algorithm>
#include <limits>

#include "truth/footfalls.hpp"

namespace steppage {
DisturbanceFinder::DisturbanceFinder(Time timestep) : step_s_(to_seconds(timestep)) {}

// It is found once it counts, and goes on for as long as it lasts.
void DisturbanceFinder::watch(Lasting& lasting, bool lasts, bool counts, const Disturbance& now) {
  if (!lasts) {
    lasting = {};
    return;
  }
  if (!lasting.since) lasting.since = now.start;
  if (!lasting.is && counts) {
    lasting.is = found_.size();
    found_.push_back({*lasting.since, now.end, now.side, now.kind});
  }
  if (lasting.is) found_[*lasting.is].end = now.end;
}

void DisturbanceFinder::observe(const Instant& now) {
  const bool pushed = !now.push_n.isZero(0);
  watch(push_, pushed, pushed, {now.time, now.time, Side::kUnknown, "push"});
  for (const Side side : {Side::kLeft, Side::kRight}) {
    if (!feet_[side].before.empty()) observe_foot(now, side);
    feet_[side].before = now.soles[side];
  }
}

void DisturbanceFinder::observe_foot(const Instant& now, Side side) {
  Foot& foot = feet_[side];
  const std::vector<SolePoint>& sole = now.soles[side];
  double slide_m_s = std::numeric_limits<double>::infinity();  // of the slowest loaded point
  bool is_on_patch = false, is_on_heel = false;
  for (size_t i = 0; i < sole.size(); ++i) {
    if (sole[i].load_n <= 0) continue;
    is_on_patch |= sole[i].is_on_patch;
    is_on_heel |= sole[i].is_heel;
    const double way_m = (sole[i].place_m - foot.before[i].place_m).head<2>().norm();
    slide_m_s = std::min(slide_m_s, way_m / step_s_);
  }
  if (is_on_patch && slide_m_s > kPlanted_m_s) foot.slide.way_m += slide_m_s * step_s_;
  watch(foot.slide, is_on_patch, foot.slide.way_m > kSlip_m, {now.time, now.time, side, "slip"});

  const Eigen::Vector2d velocity = now.balance.linear_momentum.head<2>() / now.balance.mass_kg;
  const Eigen::Vector2d forward = velocity.normalized();
  const double swing_m_s = (middle_m(sole) - middle_m(foot.before)).dot(forward) / step_s_;
  const bool is_held = now.ground_reaction_n[side].head<2>().dot(forward) < -kTrip_n;
  const bool swings = foot.hold.since || swing_m_s > kMidSwing * velocity.norm();
  const bool trips = is_held && swings && !is_on_heel;
  watch(foot.hold, trips, foot.hold.since && now.time - *foot.hold.since > kTrip,
        {now.time, now.time, side, "trip"});
}

}  // namespace steppage
