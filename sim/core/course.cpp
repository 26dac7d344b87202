#include "core/course.hpp"

#include <algorithm>

namespace steppage {

Motion minimum_jerk(double from, double to, Time start, Time end, Time now) {
  if (now <= start) return {from, 0, 0};
  if (now >= end) return {to, 0, 0};
  const double duration = to_seconds(end - start);
  const double s = to_seconds(now - start) / duration;
  const double range = to - from;
  return {from + range * s * s * s * (10 + s * (-15 + 6 * s)),
          range * 30 * s * s * (1 + s * (-2 + s)) / duration,
          range * 60 * s * (1 + s * (-3 + 2 * s)) / (duration * duration)};
}

Motion out_and_back(const RoundTrip& trip, double from, double to, Time now) {
  return now < trip.back ? minimum_jerk(from, to, trip.out, trip.there, now)
                         : minimum_jerk(to, from, trip.back, trip.home, now);
}

Motion out_and_back(const RepCue& cue, double rest, double target, Time now) {
  const double there = rest + cue.reach * (target - rest);
  if (now >= cue.down) return minimum_jerk(there, rest, cue.down, cue.end, now);
  const double beyond = there + cue.overshoot * (there - rest);
  if (now >= cue.top)
    return minimum_jerk(beyond, there, cue.top, std::min(cue.top + kSwingBack, cue.down), now);
  if (cue.pause == Time{0}) return minimum_jerk(rest, beyond, cue.start, cue.top, now);
  const double halfway = (rest + beyond) / 2;
  const Time half = (cue.top - cue.start - cue.pause) / 2;
  return now < cue.top - half ? minimum_jerk(rest, halfway, cue.start, cue.start + half, now)
                              : minimum_jerk(halfway, beyond, cue.top - half, cue.top, now);
}

}  // namespace steppage
