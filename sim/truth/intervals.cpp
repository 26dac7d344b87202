#include "truth/intervals.hpp"

#include <algorithm>

namespace steppage {

std::vector<Interval> activity_intervals(const std::string& activity,
                                         const std::vector<RepCue>& cues, Time duration) {
  std::vector<Interval> intervals = {{Time{0}, duration, Side::kUnknown, "activity", activity}};
  Time done{0};
  for (const RepCue& cue : cues) {
    if (cue.start > done) intervals.push_back({done, cue.start, Side::kUnknown, "rest", ""});
    intervals.push_back({cue.start, cue.end, cue.side, "exercise", cue.exercise});
    done = std::max(done, cue.end);
  }
  if (duration > done) intervals.push_back({done, duration, Side::kUnknown, "rest", ""});
  return intervals;
}

}  // namespace steppage
