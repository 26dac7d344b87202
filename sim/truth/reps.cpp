#include "truth/reps.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.hpp"

namespace steppage {
namespace {

constexpr Time kTail{1'000'000};  // a weak leg comes back late
constexpr double kDegree = std::numbers::pi / 180;

}  // namespace

Rep measure_rep(const RepCue& cue, const JointTrace& trace) {
  CHECK(!trace.angle_rad.empty());
  const double rest = trace.angle_rad.front();
  const double direction = cue.target_rad < rest ? -1 : 1;
  const auto excursion = [&](size_t i) { return direction * (trace.angle_rad[i] - rest); };
  const auto at = [&](size_t i) { return trace.first + static_cast<int64_t>(i) * trace.step; };

  size_t farthest = 0;
  for (size_t i = 1; i < trace.angle_rad.size(); ++i)
    if (excursion(i) > excursion(farthest)) farthest = i;
  const double range = excursion(farthest);

  Rep rep;
  rep.exercise = cue.exercise;
  rep.number = cue.number;
  rep.side = cue.side;
  rep.range_deg = range / kDegree;
  rep.range_fraction = range / (direction * (cue.target_rad - rest));
  rep.completed = rep.range_fraction >= kCompletedFraction;
  if (rep.range_deg < kSmallestMovement_deg) return rep;

  const double edge = std::max(2 * kDegree, 0.05 * range);
  size_t start = farthest, end = farthest, hold_start = farthest, hold_end = farthest;
  while (start > 0 && excursion(start) > edge) --start;
  while (end + 1 < trace.angle_rad.size() && excursion(end) > edge) ++end;
  while (hold_start > start && excursion(hold_start - 1) >= 0.95 * range) --hold_start;
  while (hold_end < end && excursion(hold_end + 1) >= 0.95 * range) ++hold_end;
  rep.movement = RepMovement{at(start), at((hold_start + hold_end) / 2), at(end)};
  rep.hold_s = to_seconds(at(hold_end) - at(hold_start));
  return rep;
}

RepObserver::RepObserver(const Layout& layout, std::vector<RepCue> cues, Time timestep) {
  for (size_t i = 0; i < cues.size(); ++i) {
    Time until = cues[i].end + kTail;
    for (size_t j = i + 1; j < cues.size(); ++j)
      if (cues[j].joint == cues[i].joint) until = std::min(until, cues[j].start);
    const int joint = find_index(layout.joints, cues[i].joint);
    CHECK(joint >= 0);
    watches_.push_back({cues[i], static_cast<size_t>(joint), until, {cues[i].start, timestep, {}}});
  }
}

void RepObserver::observe(const Instant& now) {
  for (size_t i = first_open_; i < watches_.size(); ++i) {
    Watch& watch = watches_[i];
    if (now.time < watch.cue.start) break;
    if (now.time >= watch.until) {
      if (i == first_open_) ++first_open_;
      continue;
    }
    if (watch.trace.angle_rad.empty()) watch.trace.first = now.time;
    watch.trace.angle_rad.push_back(now.joint_angle_rad[watch.joint]);
  }
}

std::vector<Rep> RepObserver::finish() const {
  std::vector<Rep> reps;
  for (const Watch& watch : watches_)
    if (!watch.trace.angle_rad.empty()) reps.push_back(measure_rep(watch.cue, watch.trace));
  return reps;
}

}  // namespace steppage
