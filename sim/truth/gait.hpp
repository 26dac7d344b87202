// Gait truth: events, phases and strides of a walking patient.
#pragma once

#include <string>
#include <vector>

#include "core/instant.hpp"
#include "core/trial.hpp"
#include "truth/footfalls.hpp"

namespace steppage {

struct GaitTruth {
  std::vector<TruthEvent> events;   // by time
  std::vector<Interval> intervals;  // "stance", "swing", "drag", by start; detail of a drag that
                                    // stopped the foot: "caught"
  std::vector<Stride> strides;      // by initial contact
};

/// Height of the lowest point of the heel, and of all before it, above the floor.
double heel_clearance_m(const std::vector<SolePoint>& sole);
double toe_clearance_m(const std::vector<SolePoint>& sole);

/// Watches both feet. Step width is how far one foot stands beside the line between the other's
/// placements before and after it (Huxham 2006). Places and speeds are those on the floor, which
/// may be a belt that moves.
class GaitObserver {
 public:
  GaitObserver(const Layout& layout, Time timestep);
  void observe(const Instant& now);
  /// What is known if the trial ends here.
  GaitTruth finish() const;

 private:
  struct Foot {
    size_t hip, knee, ankle;  // index of joints
    std::optional<FootfallFinder> finder;
    std::vector<SolePoint> before;
  };
  FootSample sample(const Instant& now, Side side) const;

  double step_s_;
  Eigen::Vector2d floor_velocity_m_s_;
  PerSide<Foot> feet_;
};

}  // namespace steppage
