#include "truth/reps.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/check.hpp"
#include "core/course.hpp"
#include "truth/momentum.hpp"

namespace steppage {
namespace {

constexpr Time kTail{1'000'000};  // a weak leg comes back late
constexpr double kDegree = std::numbers::pi / 180;
constexpr std::array<std::string_view, 3> kTrunkMuscles = {"ES", "ABD", "OBL"};

// Of the joint's way from rest towards the target.
class Excursion {
 public:
  Excursion(const RepCue& cue, const RepTrace& trace)
      : angle_rad_(trace.angle_rad),
        rest_(cue.rest_rad.value_or(trace.angle_rad.front())),
        asked_(cue.target_rad - rest_) {
    for (size_t i = 1; i < angle_rad_.size(); ++i)
      if (at(i) > at(farthest_)) farthest_ = i;
  }

  double at(size_t i) const { return asked_ < 0 ? rest_ - angle_rad_[i] : angle_rad_[i] - rest_; }
  size_t farthest() const { return farthest_; }
  double range() const { return at(farthest_); }
  // How near to rest it was before, and came again afterwards.
  double nearest_before() const { return nearest(0, farthest_); }
  double nearest_after() const { return nearest(farthest_, angle_rad_.size()); }
  // A limb that is there already is asked for a degree, not for nothing.
  double asked() const { return std::max(kDegree, std::fabs(asked_)); }

 private:
  double nearest(size_t first, size_t end) const {
    double nearest = range();
    for (size_t i = first; i < end; ++i) nearest = std::min(nearest, at(i));
    return std::max(0.0, nearest);
  }

  const std::vector<double>& angle_rad_;
  double rest_, asked_;
  size_t farthest_ = 0;
};

Time time_at(const RepTrace& trace, size_t i) {
  return trace.first + static_cast<int64_t>(i) * trace.step;
}

// Against the smoothest way out and back, while it is asked for.
double tracking_rms_deg(const RepCue& cue, const RepTrace& trace) {
  const double rest = cue.rest_rad.value_or(trace.angle_rad.front());
  double squares = 0, count = 0;
  for (size_t i = 0; i < trace.angle_rad.size() && time_at(trace, i) < cue.end; ++i, ++count) {
    const double asked = out_and_back(cue, rest, cue.target_rad, time_at(trace, i)).position;
    squares += (trace.angle_rad[i] - asked) * (trace.angle_rad[i] - asked);
  }
  return count > 0 ? std::sqrt(squares / count) / kDegree : 0;
}

void measure_movement(const RepCue& cue, const Excursion& excursion, const RepTrace& trace,
                      Rep& rep) {
  double done = excursion.range(), before = 0, after = 0;
  if (cue.measure == Measure::kReturn) {
    // A limb that lies there already has not come; one that drops farther has not done more.
    before = excursion.nearest_before();
    after = excursion.nearest_after();
    done = std::clamp(done - std::max(before, after), 0.0, excursion.asked());
  }
  rep.range_deg = done / kDegree;
  rep.range_fraction = done / excursion.asked();
  if (rep.range_deg < smallest_movement_deg(excursion.asked() / kDegree)) return;

  const double range = excursion.range();
  const double edge = std::max(2 * kDegree, 0.05 * range);
  size_t start = excursion.farthest(), end = start, hold_start = start, hold_end = start;
  while (start > 0 && excursion.at(start) > before + edge) --start;
  while (end + 1 < trace.angle_rad.size() && excursion.at(end) > after + edge) ++end;
  while (hold_start > start && excursion.at(hold_start - 1) >= range - edge) --hold_start;
  while (hold_end < end && excursion.at(hold_end + 1) >= range - edge) ++hold_end;
  rep.movement = RepMovement{time_at(trace, start), time_at(trace, (hold_start + hold_end) / 2),
                             time_at(trace, end)};
  rep.hold_s = to_seconds(time_at(trace, hold_end) - time_at(trace, hold_start));
}

bool is_free(double load) { return load < kUnloaded; }

// What is missing because the trial ended was not on one leg.
double share_on_one_leg(const RepCue& cue, const RepTrace& trace) {
  const auto asked = static_cast<size_t>((cue.down - cue.start) / trace.step);
  const auto end =
      trace.load.begin() + static_cast<std::ptrdiff_t>(std::min(asked, trace.load.size()));
  return static_cast<double>(std::count_if(trace.load.begin(), end, is_free)) /
         static_cast<double>(asked);
}

void measure_stance(const RepCue& cue, const RepTrace& trace, Rep& rep) {
  auto lift = trace.load.begin(), touch = lift;
  do {
    lift = std::find_if(touch, trace.load.end(), is_free);
    touch = std::find_if_not(lift, trace.load.end(), is_free);
  } while (touch != trace.load.end() && to_seconds((touch - lift) * trace.step) < kLifted_s);
  const double held_s = to_seconds((touch - lift) * trace.step);
  if (held_s < kLifted_s) return;

  const auto at = [&](auto place) {
    return time_at(trace, static_cast<size_t>(place - trace.load.begin()));
  };
  rep.movement = RepMovement{at(lift), at(lift + (touch - lift) / 2), at(touch)};
  rep.hold_s = held_s;
  rep.range_fraction = std::min(1.0, held_s / to_seconds(cue.down - cue.top));
}

std::vector<size_t> lines_of(const Layout& layout, const std::string& muscle, Side side) {
  const bool both =
      std::find(kTrunkMuscles.begin(), kTrunkMuscles.end(), muscle) != kTrunkMuscles.end();
  std::vector<size_t> lines;
  for (size_t i = 0; i < layout.muscles.size(); ++i)
    for (const Side each : {Side::kLeft, Side::kRight}) {
      const std::string whole = std::string(name(each)) + "_" + muscle;
      const std::string& line = layout.muscles[i];  // "right_VAS", "right_GMAX_1"
      if ((both || side == each) && (line == whole || line.starts_with(whole + "_")))
        lines.push_back(i);
    }
  CHECK(!lines.empty());
  return lines;
}

// An ankle also turns when a body sways over a foot that stands flat.
bool is_heel_down(const Instant& now, Side side) {
  constexpr double kDown_m = 0.005;
  return std::ranges::any_of(now.soles[side], [](const SolePoint& point) {
    return point.is_heel && point.place_m.z() < kDown_m;
  });
}

double load(const Instant& now, Side side) {
  return now.ground_reaction_n[side].z() / (now.balance.mass_kg * kGravity_m_s2);
}

double to_thousandths(double value) { return std::round(value * 1000) / 1000; }

}  // namespace

double smallest_movement_deg(double range_asked_deg) {
  return std::clamp(0.2 * range_asked_deg, 4.0, 10.0);
}

Rep measure_rep(const RepCue& cue, const RepTrace& trace) {
  CHECK(!trace.angle_rad.empty());
  Rep rep;
  rep.exercise = cue.exercise;
  rep.number = cue.number;
  rep.side = cue.side;
  rep.compensation = cue.asked_for ? cue.compensation : kLostCount;
  const Excursion excursion(cue, trace);
  rep.range_deg = excursion.range() / kDegree;
  if (cue.measure == Measure::kStanceHeld)
    measure_stance(cue, trace, rep);
  else
    measure_movement(cue, excursion, trace, rep);
  if (cue.measure == Measure::kHeelUpOnOneLeg)
    rep.range_fraction = std::min(rep.range_fraction, share_on_one_leg(cue, trace));
  rep.tracking_rms_deg = tracking_rms_deg(cue, trace);
  rep.completed = rep.range_fraction >= kCompletedFraction;
  return rep;
}

RepObserver::RepObserver(const Layout& layout, std::vector<RepCue> cues, Time timestep) {
  for (size_t i = 0; i < cues.size(); ++i) {
    const RepCue& cue = cues[i];
    Time until = cue.end + kTail;
    for (size_t j = i + 1; j < cues.size(); ++j)
      if (cues[j].joint == cue.joint && cues[j].start >= cue.end)
        until = std::min(until, cues[j].start);
    const int joint = find_index(layout.joints, cue.joint);
    CHECK(joint >= 0);
    Watch watch{cue, static_cast<size_t>(joint), until, {cue.start, timestep, {}, {}}, {}, 0, 0};
    for (const std::string& muscle : cue.trained)
      watch.trained.push_back({muscle, lines_of(layout, muscle, cue.side), 0});
    watches_.push_back(std::move(watch));
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
    if (watch.trace.angle_rad.empty()) begin(now, watch);
    const Measure measure = watch.cue.measure;
    const Side side = watch.cue.side;
    if (measure == Measure::kStanceHeld) watch.trace.load.push_back(load(now, side));
    if (measure == Measure::kHeelUpOnOneLeg) watch.trace.load.push_back(load(now, opposite(side)));
    const bool is_at_rest = (measure == Measure::kHeelUp && is_heel_down(now, side)) ||
                            (measure == Measure::kHeelUpOnOneLeg &&
                             (is_heel_down(now, side) || !is_free(watch.trace.load.back())));
    watch.trace.angle_rad.push_back(is_at_rest ? *watch.cue.rest_rad
                                               : now.joint_angle_rad[watch.joint]);
    if (now.time < watch.cue.end) observe_effort(now, watch);
  }
}

// A limb rests where it was when it was asked to move for the first time.
void RepObserver::begin(const Instant& now, Watch& watch) {
  watch.trace.first = now.time;
  if (watch.cue.rest_rad) return;
  const auto first = std::find_if(watches_.begin(), watches_.end(),
                                  [&](const Watch& other) { return other.joint == watch.joint; });
  watch.cue.rest_rad = first->trace.angle_rad.empty() ? now.joint_angle_rad[watch.joint]
                                                      : first->trace.angle_rad.front();
}

void RepObserver::observe_effort(const Instant& now, Watch& watch) {
  for (const Side hand : {Side::kLeft, Side::kRight})
    if (now.held[hand] == Held::kWorld)
      watch.support_n = std::max(watch.support_n, now.grasp_force_n[hand].norm());
  if (watch.cue.side != Side::kUnknown)
    watch.assistance_n = std::max(watch.assistance_n, now.assisted_n[watch.cue.side]);
  for (Trained& trained : watch.trained)
    for (const size_t line : trained.lines)
      trained.peak = std::max(trained.peak, now.muscles[line].activation);
}

std::vector<Rep> RepObserver::finish() const {
  std::vector<Rep> reps;
  for (const Watch& watch : watches_) {
    if (watch.trace.angle_rad.empty()) continue;
    Rep& rep = reps.emplace_back(measure_rep(watch.cue, watch.trace));
    rep.support_n = watch.support_n;
    rep.assistance_n = watch.assistance_n;
    for (const Trained& trained : watch.trained)
      rep.peak_activations.push_back({trained.muscle, to_thousandths(trained.peak)});
  }
  return reps;
}

}  // namespace steppage
