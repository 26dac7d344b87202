#include "truth/footfalls.hpp"

#include <algorithm>
#include <numbers>

#include "core/check.hpp"
#include "truth/momentum.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

bool is_faster(const FootSample& a, const FootSample& b) {
  return a.toe_speed_m_s < b.toe_speed_m_s;
}

FootContact contact_kind(std::optional<Time> heel, std::optional<Time> front) {
  if (!front) return FootContact::kHeel;
  if (!heel) return FootContact::kToe;
  if (std::chrono::abs(*heel - *front) < kFlatContact) return FootContact::kFlat;
  return *heel < *front ? FootContact::kHeel : FootContact::kToe;
}

}  // namespace

double min_toe_clearance_m(const std::vector<FootSample>& swing) {
  CHECK(!swing.empty());
  const auto height = [&](size_t i) { return std::max(0.0, swing[i].toe_clearance_m); };
  const size_t from = std::max<size_t>(1, swing.size() / 4);
  const size_t to = std::min(swing.size() - 1, swing.size() - swing.size() / 4);
  std::optional<double> lowest;
  for (size_t i = from; i < to; ++i)
    if (height(i) <= height(i - 1) && height(i) <= height(i + 1))
      lowest = std::min(height(i), lowest.value_or(height(i)));
  if (lowest) return *lowest;
  return std::max(0.0, std::max_element(swing.begin(), swing.end(), is_faster)->toe_clearance_m);
}

FootfallFinder::FootfallFinder(double mass_kg)
    : threshold_n_(std::max(kLoaded_n, kLoaded_weights * mass_kg * kGravity_m_s2)),
      carrying_n_(kCarrying_weights * mass_kg * kGravity_m_s2) {}

void FootfallFinder::observe(const FootSample& now) {
  trace_.push_back(now);
  if (stands(now)) {
    stood_ = now.time;
    is_open_ = true;
  } else if (is_open_ && now.time - *stood_ > kShortestSwing) {
    settle(false);
    is_open_ = false;
  }
}

void FootfallFinder::finish() {
  if (!trace_.empty()) settle(true);
}

template <class Is>
std::vector<FootfallFinder::Run> FootfallFinder::runs(Is is) const {
  std::vector<Run> found;
  for (size_t i = 0; i < trace_.size(); ++i) {
    if (!is(trace_[i])) continue;
    if (found.empty() || found.back().last + 1 != i) found.push_back({i, i});
    found.back().last = i;
  }
  return found;
}

void FootfallFinder::bridge(std::vector<Run>& runs, Time gap) const {
  std::vector<Run> bridged;
  for (const Run& run : runs) {
    if (bridged.empty() || trace_[run.first].time - trace_[bridged.back().last].time >= gap)
      bridged.push_back(run);
    bridged.back().last = run.last;
  }
  runs = std::move(bridged);
}

// What the trial cut off may have been longer.
void FootfallFinder::drop_shorter(std::vector<Run>& runs, Time shortest, bool at_end) const {
  std::erase_if(runs, [&](const Run& run) {
    const bool is_cut =
        (run.first == 0 && footfalls_.empty()) || (at_end && run.last + 1 == trace_.size());
    return !is_cut && trace_[run.last].time - trace_[run.first].time < shortest;
  });
}

std::vector<FootfallFinder::Run> FootfallFinder::find_stances(bool at_end) const {
  std::vector<Run> stances = runs([&](const FootSample& s) { return stands(s); });
  bridge(stances, kChatter);
  drop_shorter(stances, kChatter, at_end);
  bridge(stances, kShortestSwing);
  drop_shorter(stances, kShortestStance, at_end);
  std::vector<Run> loaded = runs([&](const FootSample& s) { return is_loaded(s); });
  bridge(loaded, kChatter);
  for (Run& stance : stances)
    for (const Run& run : loaded) {
      const auto time = [&](size_t i) { return trace_[i].time; };
      if (run.first < stance.first && stance.first <= run.last &&
          time(stance.first) - time(run.first) <= kLanding)
        stance.first = run.first;
      if (run.first <= stance.last && stance.last < run.last &&
          time(run.last) - time(stance.last) <= kLanding)
        stance.last = run.last;
    }
  return stances;
}

void FootfallFinder::settle(bool at_end) {
  size_t done = 0;  // samples
  for (const Run& stance : find_stances(at_end)) {
    const bool begins = stance.first > 0 || !footfalls_.empty();
    Footfall footfall = measure(stance, begins, !at_end || stance.last + 1 < trace_.size());
    if (stance.first > done) {
      footfall.swing = measure_swing({done, stance.first - 1});
      add_drags({done, stance.first - 1});
    }
    footfalls_.push_back(footfall);
    done = stance.last + 1;
  }
  if (at_end && done < trace_.size()) add_drags({done, trace_.size() - 1});
  trace_.erase(trace_.begin(), trace_.begin() + static_cast<std::ptrdiff_t>(done));
}

void FootfallFinder::add_drags(Run swing) {
  std::vector<Run> touching = runs([&](const FootSample& s) {
    return s.time >= trace_[swing.first].time && s.time <= trace_[swing.last].time &&
           s.heel_n + s.front_n >= kTouching_n && (s.slip_m_s >= kPlanted_m_s || is_loaded(s));
  });
  bridge(touching, kChatter);
  for (const Run& run : touching) {
    if (trace_[run.last].time - trace_[run.first].time < kChatter) continue;
    const bool caught = std::any_of(trace_.begin() + static_cast<std::ptrdiff_t>(run.first),
                                    trace_.begin() + static_cast<std::ptrdiff_t>(run.last) + 1,
                                    [&](const FootSample& s) { return is_still(s); });
    drags_.push_back({trace_[run.first].time, trace_[run.last].time, caught});
  }
}

Footfall FootfallFinder::measure(Run stance, bool begins, bool ends) const {
  const auto during = [&](Run run) { return run.first <= stance.last && run.last >= stance.first; };
  const auto touching = [&](double FootSample::*force) {
    std::vector<Run> found = runs([&](const FootSample& s) { return s.*force >= kTouching_n; });
    bridge(found, kChatter);
    std::erase_if(found, [&](const Run& run) {
      return !during(run) || trace_[run.last].time - trace_[run.first].time < kChatter;
    });
    return found;
  };
  const std::vector<Run> heel = touching(&FootSample::heel_n);
  const std::vector<Run> front = touching(&FootSample::front_n);
  const auto beginning = [&](const std::vector<Run>& of) -> std::optional<Time> {
    if (of.empty()) return {};
    return trace_[std::max(of.front().first, stance.first)].time;
  };
  Footfall footfall;
  footfall.first = trace_[stance.first].time;
  footfall.last = trace_[stance.last].time;
  footfall.contact = contact_kind(beginning(heel), beginning(front));
  if (begins) {
    footfall.ic = footfall.first;
    if (!heel.empty() && !front.empty())
      footfall.ff = std::max(*beginning(heel), *beginning(front));
  }
  if (ends) footfall.fc = footfall.last;
  // The heel rises for good while the front still carries.
  if (ends && !heel.empty() && !front.empty() && heel.back().last < front.back().last &&
      heel.back().last < stance.last)
    footfall.ho = trace_[heel.back().last + 1].time;
  const auto landed =
      std::find_if(trace_.begin() + static_cast<std::ptrdiff_t>(stance.first),
                   trace_.begin() + static_cast<std::ptrdiff_t>(stance.last),
                   [&](const FootSample& s) { return s.time >= footfall.first + kShortestStance; });
  footfall.place_m = landed->place_m;
  footfall.ankle_at_ic_deg = trace_[stance.first].ankle_dorsiflexion_rad / kDegree;
  return footfall;
}

Swing FootfallFinder::measure_swing(Run swing) const {
  const std::vector<FootSample> samples(
      trace_.begin() + static_cast<std::ptrdiff_t>(swing.first),
      trace_.begin() + static_cast<std::ptrdiff_t>(swing.last) + 1);
  const auto extreme = [&](double FootSample::*angle, auto pick, size_t from) {
    double found = samples[from].*angle;
    for (size_t i = from; i < samples.size(); ++i) found = pick(found, samples[i].*angle);
    return found / kDegree;
  };
  const auto max = [](double a, double b) { return std::max(a, b); };
  const auto min = [](double a, double b) { return std::min(a, b); };
  return {min_toe_clearance_m(samples),
          extreme(&FootSample::ankle_dorsiflexion_rad, min, samples.size() / 2),
          extreme(&FootSample::hip_flexion_rad, max, 0),
          extreme(&FootSample::knee_flexion_rad, max, 0)};
}

}  // namespace steppage
