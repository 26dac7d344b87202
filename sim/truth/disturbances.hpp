// What upsets a walker: pushes, feet that slip, toes that are caught.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/instant.hpp"

namespace steppage {

/// A foot that slides further than this in one contact with a slippery patch slips: shorter slides
/// go unnoticed (Leamon & Li 1990).
inline constexpr double kSlip_m = 0.03;
/// A swinging foot trips when its front, and not its heel, is held back by more than this for
/// longer than that. In mid-swing a foot is more than so many times as fast as the body; when it
/// lands, it is not.
inline constexpr double kTrip_n = 30;
inline constexpr Time kTrip{20'000};
inline constexpr double kMidSwing = 1.5;

struct Disturbance {
  Time start{}, end{};
  Side side = Side::kUnknown;
  std::string kind;  // "push", "slip", "trip"
};

class DisturbanceFinder {
 public:
  explicit DisturbanceFinder(Time timestep);
  void observe(const Instant& now);
  /// In order of the moments when they were certain.
  const std::vector<Disturbance>& found() const { return found_; }

 private:
  /// A thing that lasts: since when, and which of the found ones it became.
  struct Lasting {
    std::optional<Time> since;
    std::optional<size_t> is;
    double way_m = 0;
  };
  struct Foot {
    std::vector<SolePoint> before;
    Lasting slide, hold;
  };
  void watch(Lasting& lasting, bool lasts, bool counts, const Disturbance& now);
  void observe_foot(const Instant& now, Side side);

  double step_s_;
  Lasting push_;
  PerSide<Foot> feet_;
  std::vector<Disturbance> found_;
};

}  // namespace steppage
