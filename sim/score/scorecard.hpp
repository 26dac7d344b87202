// What a trial is worth: measurements, and whether they may be believed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "score/metrics.hpp"

namespace steppage {

struct Scorecard {
  std::string name;      // of the trial
  std::string detector;  // that was judged
  bool valid = false;    // an invalid trial passes nothing, whatever its numbers
  std::string reason;    // why not; empty when valid
  Matching matching = Matching::kOptimal;
  std::vector<Measurement> measurements;
  bool operator==(const Scorecard&) const = default;
};

/// Invalid when the run did not complete (but for a fall that is scored), or when nothing
/// measurable truly happened: no event of kMeasuredKinds, no repetition with a movement, no such
/// fall.
Scorecard score(const Trial& trial, const CompareSettings& settings = {});

/// That of the run with the detector, with what it gained beside the other two. The gain is not
/// measurable unless all three are valid.
Scorecard score_arms(const Arms& arms, const CompareSettings& settings = {});

/// The first line of that name, side and tolerance, or null.
const Measurement* find(std::span<const Measurement> measurements, std::string_view name,
                        std::string_view side = "both", std::optional<int> tolerance_ms = {},
                        bool aligned = false);

/// Several recordings, summarised in two ways that need not agree: a short recording weighs as
/// much as a long one in the first, an event as much as an event in the second.
struct PooledScorecard {
  int recordings = 0;                           // valid ones, on which the numbers rest
  std::vector<std::string> invalid;             // names of those left out
  std::vector<Measurement> mean_per_recording;  // count: recordings with a value
  std::vector<Measurement> pooled;              // as if one recording
  bool operator==(const PooledScorecard&) const = default;
};

PooledScorecard pool(std::span<const Trial> trials, const CompareSettings& settings = {});

}  // namespace steppage
