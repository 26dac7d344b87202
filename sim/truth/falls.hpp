// How a walker loses balance, and whether it comes back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/instant.hpp"
#include "core/trial.hpp"
#include "truth/disturbances.hpp"

namespace steppage {

/// Balance is lost where the pelvis is below this share of its height at the beginning, or the
/// trunk leans further than that.
inline constexpr double kLowPelvis = 0.85;
inline constexpr double kTilted_rad = 0.7853981633974483;  // 45 deg
/// An excursion of the extrapolated centre of mass that goes so much further than usual is a near
/// fall. How long it lasts says nothing: in some gaits those of several steps run together.
inline constexpr double kNearFall_m = 0.05;
/// What upset a walker did so no longer before.
inline constexpr Time kUpsetting{2'000'000};

/// Watches the extrapolated centre of mass (Hof 2005; the pendulum is as long as the pelvis is high
/// at the beginning) against the base of support: the hull of the loaded points of both soles, or
/// the last one of who is in the air. Whoever walks leaves it in each single support and is caught
/// by the next step; what is usual is the median of the last kUsual such excursions.
///
/// A fall begins (onset) when the excursion began in which the pelvis got low or the trunk tilted,
/// but not before its cause; it ends with the first contact of the body with the floor (impact).
/// Its cause is the last disturbance that began before the excursion, kUpsetting ahead at most; or
/// the first one after; or "balance".
class FallObserver {
 public:
  static constexpr size_t kUsual = 8, kFewest = 4;
  explicit FallObserver(Time timestep) : disturbances_(timestep) {}
  void observe(const Instant& now);
  /// The body touched the floor. Nothing that is observed afterwards matters.
  void fell(Time impact);
  /// "fall" and "near_fall" (detail: cause), "slip" and "trip", by start.
  std::vector<Interval> finish() const;

 private:
  /// Outside the base of support.
  struct Excursion {
    Time start{}, end{};
    double most_m = 0;
  };
  double outside_m(const Instant& now);
  bool is_near_fall(const std::vector<Excursion>& usual, const Excursion& excursion) const;
  const Disturbance* cause(Time lost, Time end) const;

  DisturbanceFinder disturbances_;
  double standing_m_ = 0;              // height of the pelvis
  std::vector<Eigen::Vector2d> base_;  // points
  std::vector<Excursion> excursions_;
  std::optional<Time> low_;  // since when the pelvis is low or the trunk tilted
  std::optional<Time> impact_;
};

}  // namespace steppage
