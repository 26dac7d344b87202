#include "core/course.hpp"

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

Motion out_and_back(const RepCue& cue, double rest, double target, Time now) {
  return now < cue.down ? minimum_jerk(rest, target, cue.start, cue.top, now)
                        : minimum_jerk(target, rest, cue.down, cue.end, now);
}

}  // namespace steppage
