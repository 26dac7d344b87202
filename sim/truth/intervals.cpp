#include "truth/intervals.hpp"

#include <algorithm>

namespace steppage {

std::vector<Interval> activity_intervals(const std::string& activity,
                                         const std::vector<RepCue>& cues, Time start, Time end) {
  std::vector<Interval> intervals = {{start, end, Side::kUnknown, "activity", activity}};
  Time done = start;
  for (const RepCue& cue : cues) {
    if (cue.start > done) intervals.push_back({done, cue.start, Side::kUnknown, "rest", ""});
    intervals.push_back({cue.start, cue.end, cue.side, "exercise", cue.exercise});
    done = std::max(done, cue.end);
  }
  if (end > done) intervals.push_back({done, end, Side::kUnknown, "rest", ""});
  return intervals;
}

}  // namespace steppage
