#include "truth/gait.hpp"

#include <algorithm>
#include <limits>

#include "core/check.hpp"

namespace steppage {
namespace {

const SolePoint& lowest(const std::vector<SolePoint>& sole, bool heel) {
  const SolePoint* found = nullptr;
  for (const SolePoint& point : sole)
    if (point.is_heel == heel && (!found || point.clearance_m < found->clearance_m)) found = &point;
  CHECK(found);
  return *found;
}

void add_events(Side side, const Footfall& footfall, std::vector<TruthEvent>& events) {
  const auto add = [&](std::optional<Time> time, EventKind kind) {
    if (time) events.push_back({*time, side, kind});
  };
  add(footfall.ic, EventKind::kInitialContact);
  add(footfall.ff, EventKind::kFootFlat);
  add(footfall.ho, EventKind::kHeelOff);
  add(footfall.fc, EventKind::kFinalContact);
}

void add_intervals(Side side, const FootfallFinder& finder, std::vector<Interval>& intervals) {
  std::optional<Time> fc;
  for (const Footfall& footfall : finder.footfalls()) {
    if (fc) intervals.push_back({*fc, footfall.first, side, "swing", ""});
    intervals.push_back({footfall.first, footfall.last, side, "stance", ""});
    fc = footfall.fc;
  }
  for (const Drag& drag : finder.drags())
    intervals.push_back({drag.start, drag.end, side, "drag", drag.caught ? "caught" : ""});
}

// To the left of the line from one place to the next.
std::optional<double> distance_beside(const Eigen::Vector2d& from, const Eigen::Vector2d& to,
                                      const Eigen::Vector2d& place) {
  const Eigen::Vector2d along = to - from, across = place - from;
  if (along.norm() == 0) return {};
  return (along.x() * across.y() - along.y() * across.x()) / along.norm();
}

// The other foot's placement between two of this one.
const Footfall* find_between(const std::vector<Footfall>& others, Time from, Time to) {
  const auto found = std::find_if(others.begin(), others.end(), [&](const Footfall& other) {
    return other.first >= from && other.first < to;
  });
  return found == others.end() ? nullptr : &*found;
}

Stride stride(Side side, const Footfall& from, const Footfall& to,
              const std::vector<Footfall>& others) {
  Stride s;
  s.side = side;
  s.ic = *from.ic;
  s.ff = from.ff;
  s.ho = from.ho;
  s.fc = *from.fc;
  s.next_ic = *to.ic;
  s.stride_time_s = to_seconds(s.next_ic - s.ic);
  s.stance_fraction = to_seconds(s.fc - s.ic) / s.stride_time_s;
  s.stride_length_m = (to.place_m - from.place_m).norm();
  if (const Footfall* other = find_between(others, s.ic, s.next_ic)) {
    s.step_width_m = distance_beside(from.place_m, to.place_m, other->place_m);
    if (s.step_width_m && side == Side::kLeft) *s.step_width_m = -*s.step_width_m;
  }
  s.min_toe_clearance_m = to.swing->min_toe_clearance_m;
  s.ankle_at_ic_deg = from.ankle_at_ic_deg;
  s.ankle_min_swing_deg = to.swing->ankle_min_deg;
  s.hip_max_swing_deg = to.swing->hip_max_deg;
  s.knee_max_swing_deg = to.swing->knee_max_deg;
  s.contact = from.contact;
  return s;
}

void add_strides(Side side, const std::vector<Footfall>& footfalls,
                 const std::vector<Footfall>& others, std::vector<Stride>& strides) {
  for (size_t i = 1; i < footfalls.size(); ++i)
    if (footfalls[i - 1].ic)
      strides.push_back(stride(side, footfalls[i - 1], footfalls[i], others));
}

}  // namespace

double heel_clearance_m(const std::vector<SolePoint>& sole) {
  return lowest(sole, true).clearance_m;
}

double toe_clearance_m(const std::vector<SolePoint>& sole) {
  return lowest(sole, false).clearance_m;
}

GaitObserver::GaitObserver(const Layout& layout, Time timestep)
    : step_s_(to_seconds(timestep)), floor_velocity_m_s_(layout.floor_velocity_m_s) {
  for (const Side side : {Side::kLeft, Side::kRight})
    feet_[side] = {joint_index(layout, side, "hip_flexion"),
                   joint_index(layout, side, "knee_flexion"),
                   joint_index(layout, side, "ankle_dorsiflexion"),
                   {},
                   {}};
}

void GaitObserver::observe(const Instant& now) {
  for (const Side side : {Side::kLeft, Side::kRight}) {
    Foot& foot = feet_[side];
    if (foot.before.empty()) {
      foot.finder.emplace(now.balance.mass_kg);
      foot.before = now.soles[side];
    }
    foot.finder->observe(sample(now, side));
    foot.before = now.soles[side];
  }
}

FootSample GaitObserver::sample(const Instant& now, Side side) const {
  const Foot& foot = feet_[side];
  const std::vector<SolePoint>& sole = now.soles[side];
  const auto horizontal = [](const SolePoint& point) { return point.place_m.head<2>(); };
  const auto speed_m_s = [&](const SolePoint& point, const SolePoint& before) {
    const Eigen::Vector2d way = horizontal(point) - horizontal(before);
    return (way - step_s_ * floor_velocity_m_s_).norm() / step_s_;
  };
  FootSample s;
  s.time = now.time;
  s.load_n = now.ground_reaction_n[side].z();
  s.slip_m_s = std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < sole.size(); ++i) {
    (sole[i].is_heel ? s.heel_n : s.front_n) += sole[i].load_n;
    if (sole[i].load_n > 0) s.slip_m_s = std::min(s.slip_m_s, speed_m_s(sole[i], foot.before[i]));
    s.place_m += horizontal(sole[i]) / static_cast<double>(sole.size());
  }
  s.place_m -= to_seconds(now.time) * floor_velocity_m_s_;
  const SolePoint& toe = lowest(sole, false);
  s.toe_clearance_m = toe.clearance_m;
  const auto index = static_cast<size_t>(&toe - sole.data());
  s.toe_speed_m_s = speed_m_s(toe, foot.before[index]);
  s.hip_flexion_rad = now.joint_angle_rad[foot.hip];
  s.knee_flexion_rad = now.joint_angle_rad[foot.knee];
  s.ankle_dorsiflexion_rad = now.joint_angle_rad[foot.ankle];
  return s;
}

GaitTruth GaitObserver::finish() const {
  GaitTruth truth;
  PerSide<Foot> feet = feet_;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    if (!feet[side].finder) return truth;
    feet[side].finder->finish();
  }
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const FootfallFinder& finder = *feet[side].finder;
    for (const Footfall& footfall : finder.footfalls()) add_events(side, footfall, truth.events);
    add_intervals(side, finder, truth.intervals);
    add_strides(side, finder.footfalls(), feet[opposite(side)].finder->footfalls(), truth.strides);
  }
  std::stable_sort(truth.events.begin(), truth.events.end(),
                   [](const TruthEvent& a, const TruthEvent& b) { return a.time < b.time; });
  std::stable_sort(truth.intervals.begin(), truth.intervals.end(),
                   [](const Interval& a, const Interval& b) { return a.start < b.start; });
  std::stable_sort(truth.strides.begin(), truth.strides.end(),
                   [](const Stride& a, const Stride& b) { return a.ic < b.ic; });
  return truth;
}

}  // namespace steppage
