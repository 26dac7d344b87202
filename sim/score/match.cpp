#include "score/match.hpp"

#include <algorithm>
#include <cmath>

namespace steppage {
namespace {

enum class Step { kNone, kSkipTruth, kSkipDetection, kPair };

/// Best pairing of the true things so far with the detections so far.
struct Best {
  int pairs = 0;
  double cost = 0;
  Step step = Step::kNone;
};

bool is_better(const Best& a, const Best& b) {
  return a.pairs != b.pairs ? a.pairs > b.pairs : a.cost < b.cost;
}

/// One true thing's row of the dynamic programme: its cells are for the detections before
/// `first`, before `first + 1`, ... before `last`. Later detections cannot change the answer, and
/// earlier ones are never asked for, because candidates only move forward.
struct Row {
  size_t first = 0;
  std::vector<Best> cells = {Best{}};

  const Best& before(size_t detection) const {
    return cells[std::min(detection - first, cells.size() - 1)];
  }
};

Row next_row(const Row& above, size_t truth, const Candidates& candidates,
             const std::function<std::optional<double>(IndexPair)>& cost) {
  Row row{candidates.first, {}};
  for (size_t end = candidates.first; end <= candidates.last; ++end) {
    Best best = above.before(end);
    best.step = Step::kSkipTruth;
    if (end > candidates.first) {
      Best skipped = row.cells.back();
      skipped.step = Step::kSkipDetection;
      if (is_better(skipped, best)) best = skipped;
      if (const std::optional<double> added = cost({truth, end - 1})) {
        const Best& before = above.before(end - 1);
        const Best paired{before.pairs + 1, before.cost + *added, Step::kPair};
        if (is_better(paired, best)) best = paired;
      }
    }
    row.cells.push_back(best);
  }
  return row;
}

std::vector<IndexPair> read_back(std::span<const Row> rows) {
  std::vector<IndexPair> pairs;
  size_t truth = rows.size() - 1;  // row 0 stands before the first true thing
  size_t end = rows.back().first + rows.back().cells.size() - 1;
  while (truth > 0) {
    const Row& row = rows[truth];
    end = std::min(end, row.first + row.cells.size() - 1);
    const Step step = row.before(end).step;
    if (step == Step::kPair) pairs.push_back({truth - 1, end - 1});
    if (step != Step::kSkipTruth) --end;
    if (step != Step::kSkipDetection) --truth;
  }
  std::reverse(pairs.begin(), pairs.end());
  return pairs;
}

std::vector<IndexPair> match_optimal(std::span<const Time> truth, std::span<const Time> detections,
                                     Time tolerance) {
  std::vector<Candidates> candidates;
  for (const Time t : truth) {
    const auto first = std::lower_bound(detections.begin(), detections.end(), t - tolerance);
    const auto last = std::upper_bound(detections.begin(), detections.end(), t + tolerance);
    candidates.push_back({static_cast<size_t>(first - detections.begin()),
                          static_cast<size_t>(last - detections.begin())});
  }
  return match_in_order(candidates, [&](IndexPair pair) -> std::optional<double> {
    return std::abs(static_cast<double>((detections[pair.detection] - truth[pair.truth]).count()));
  });
}

/// Index of the first of `times` that is nearest to t; `times` is not empty.
size_t nearest(std::span<const Time> times, Time t) {
  const auto closer = [t](Time a, Time b) {
    return std::chrono::abs(a - t) < std::chrono::abs(b - t);
  };
  return static_cast<size_t>(std::min_element(times.begin(), times.end(), closer) - times.begin());
}

std::vector<IndexPair> match_mutual_nearest(std::span<const Time> truth,
                                            std::span<const Time> detections, Time tolerance) {
  std::vector<IndexPair> pairs;
  if (detections.empty()) return pairs;
  for (size_t i = 0; i < truth.size(); ++i) {
    const size_t j = nearest(detections, truth[i]);
    // Mutuality is tested before the tolerance, as in mobgap.
    if (nearest(truth, detections[j]) == i &&
        std::chrono::abs(detections[j] - truth[i]) <= tolerance)
      pairs.push_back({i, j});
  }
  return pairs;
}

}  // namespace

std::vector<IndexPair> match_in_order(std::span<const Candidates> candidates,
                                      const std::function<std::optional<double>(IndexPair)>& cost) {
  std::vector<Row> rows(1);
  rows.reserve(candidates.size() + 1);
  for (size_t truth = 0; truth < candidates.size(); ++truth)
    rows.push_back(next_row(rows.back(), truth, candidates[truth], cost));
  return read_back(rows);
}

std::vector<IndexPair> match(std::span<const Time> truth, std::span<const Time> detections,
                             Time tolerance, Matching matching) {
  return matching == Matching::kOptimal ? match_optimal(truth, detections, tolerance)
                                        : match_mutual_nearest(truth, detections, tolerance);
}

}  // namespace steppage
