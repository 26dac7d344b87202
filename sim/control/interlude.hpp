// What patients do between exercises: movement that a counter of repetitions must not count.
#pragma once

#include "control/performing.hpp"

namespace steppage {

/// Nothing is counted, everything is labelled; ends a moment after the last episode.
class Interlude : public Activity {
 public:
  std::vector<RepCue> cues(uint64_t /*seed*/) const final { return {}; }
  Time duration(uint64_t seed) const final { return episodes(seed).back().end + kTrail; }

 protected:
  static constexpr double kLead_s = 2;  // is still first

 private:
  static constexpr Time kTrail{2'000'000};  // and last
};

/// An episode, as truth labels it.
inline Interval episode(Time start, Time end, std::string what, Side side = Side::kUnknown) {
  return {start, end, side, "episode", std::move(what)};
}

}  // namespace steppage
