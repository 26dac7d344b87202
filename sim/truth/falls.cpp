#include "truth/falls.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/gravity.hpp"
#include "core/median.hpp"
#include "truth/footfalls.hpp"

namespace steppage {
namespace {

// Distance of a place from the convex hull of points, within 0.4 %; not positive inside.
double distance_m(const std::vector<Eigen::Vector2d>& points, const Eigen::Vector2d& place) {
  constexpr int kDirections = 36;
  double most = -std::numeric_limits<double>::infinity();
  for (int i = 0; i < kDirections; ++i) {
    const double angle = 2 * std::numbers::pi * i / kDirections;
    const Eigen::Vector2d direction(std::cos(angle), std::sin(angle));
    double nearest = std::numeric_limits<double>::infinity();
    for (const Eigen::Vector2d& point : points)
      nearest = std::min(nearest, direction.dot(place - point));
    most = std::max(most, nearest);
  }
  return most;
}

}  // namespace

double FallObserver::outside_m(const Instant& now) {
  std::vector<Eigen::Vector2d> loaded;
  for (const Side side : {Side::kLeft, Side::kRight})
    for (const SolePoint& point : now.soles[side])
      if (point.load_n > 0) loaded.emplace_back(point.place_m.head<2>());
  if (!loaded.empty()) base_ = std::move(loaded);
  if (base_.empty()) return 0;
  const double rate = std::sqrt(kGravity_m_s2 / standing_m_);
  const Eigen::Vector2d velocity = now.balance.linear_momentum.head<2>() / now.balance.mass_kg;
  return distance_m(base_, now.balance.com_m.head<2>() + velocity / rate);
}

void FallObserver::observe(const Instant& now) {
  if (impact_) return;
  disturbances_.observe(now);
  if (standing_m_ == 0) standing_m_ = now.pelvis_height_m;
  const double outside = outside_m(now);
  if (outside > 0) {
    if (excursions_.empty() || now.time - excursions_.back().end > kChatter)
      excursions_.push_back({now.time, now.time, outside});
    Excursion& excursion = excursions_.back();
    excursion.end = now.time;
    excursion.most_m = std::max(excursion.most_m, outside);
  }
  const bool is_low =
      now.pelvis_height_m < kLowPelvis * standing_m_ || now.trunk_tilt_rad > kTilted_rad;
  if (!is_low)
    low_.reset();
  else if (!low_)
    low_ = now.time;
}

void FallObserver::fell(Time impact) {
  if (!impact_) impact_ = impact;
}

const Disturbance* FallObserver::cause(Time lost, Time end) const {
  const Disturbance* cause = nullptr;
  for (const Disturbance& disturbance : disturbances_.found()) {
    if (disturbance.end < lost - kUpsetting || disturbance.start >= end) continue;
    const auto is_better = [&] {
      if (disturbance.start > lost) return cause->start > lost && disturbance.start < cause->start;
      return cause->start > lost || disturbance.start > cause->start;
    };
    if (!cause || is_better()) cause = &disturbance;
  }
  return cause;
}

bool FallObserver::is_near_fall(const std::vector<Excursion>& usual,
                                const Excursion& excursion) const {
  if (usual.size() < kFewest) return false;
  std::vector<double> ways_m;
  for (size_t i = usual.size() - std::min(usual.size(), kUsual); i < usual.size(); ++i)
    ways_m.push_back(usual[i].most_m);
  return excursion.most_m > median(ways_m) + kNearFall_m;
}

std::vector<Interval> FallObserver::finish() const {
  std::vector<Interval> intervals;
  for (const Disturbance& disturbance : disturbances_.found())
    if (disturbance.kind != "push")  // an episode that was asked for
      intervals.push_back(
          {disturbance.start, disturbance.end, disturbance.side, disturbance.kind, ""});
  const auto add = [&](Time lost, Time end, const char* label) {
    const Disturbance* why = cause(lost, end);
    if (label == std::string_view("fall") && why) lost = std::max(lost, why->start);
    intervals.push_back(
        {lost, end, why ? why->side : Side::kUnknown, label, why ? why->kind : "balance"});
  };
  std::optional<Time> lost;
  if (impact_) lost = low_.value_or(*impact_);
  std::vector<Excursion> usual;
  for (const Excursion& excursion : excursions_) {
    if (lost && excursion.start <= *lost && *lost <= excursion.end) {
      lost = excursion.start;
      break;
    }
    if (is_near_fall(usual, excursion))
      add(excursion.start, excursion.end, "near_fall");
    else
      usual.push_back(excursion);
  }
  if (lost) add(*lost, *impact_, "fall");
  std::stable_sort(intervals.begin(), intervals.end(),
                   [](const Interval& a, const Interval& b) { return a.start < b.start; });
  return intervals;
}

}  // namespace steppage
