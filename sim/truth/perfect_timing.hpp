// Perfect timing of stimulation: what a device would do that knows the foot's contacts.
#pragma once

#include <optional>

#include "core/instant.hpp"
#include "core/trial.hpp"

namespace steppage {

/// On when the heel has risen, but no earlier than this before the final contact that the last
/// stance lets expect; the falling ramp starts so long after initial contact.
inline constexpr Time kPerfectLead{200'000};
inline constexpr Time kPerfectExtension{100'000};

/// Watches one foot, as FootfallFinder does, but without knowing what comes.
class PerfectTiming {
 public:
  explicit PerfectTiming(Side side) : side_(side) {}
  /// Whether to stimulate now. To be called every few milliseconds.
  bool step(const Instant& now);

 private:
  bool stands(const Instant& now);
  void follow_heel(const Instant& now);

  Side side_;
  std::vector<SolePoint> before_;
  Time before_time_{};
  std::optional<Time> loaded_;  // since when
  bool stands_ = false;
  std::optional<Time> ic_, left_;
  std::optional<Time> stance_;  // how long the last one took
  bool heel_was_down_ = false, heel_is_up_ = false;
};

}  // namespace steppage
