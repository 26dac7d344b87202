// One-to-one matching of true and detected things.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/time.hpp"

namespace steppage {

enum class Matching {
  kOptimal,       // in order of time: fewest unmatched, then least sum of |dt|
  kMutualNearest  // each the other's nearest, ties to the first: what mobgap and gaitmap do
};

inline constexpr std::array<std::string_view, 2> kMatchingNames = {"optimal", "mutual_nn"};

inline constexpr std::string_view name(Matching matching) {
  return kMatchingNames[static_cast<size_t>(matching)];
}

/// Indices of a true thing and of the detection that belongs to it.
struct IndexPair {
  size_t truth = 0;
  size_t detection = 0;
  bool operator==(const IndexPair&) const = default;
};

/// Pairs no further apart than `tolerance` (inclusive), by rising truth index. Both lists ascend.
std::vector<IndexPair> match(std::span<const Time> truth, std::span<const Time> detections,
                             Time tolerance, Matching matching);

/// Detections [first, last) that one true thing may be paired with.
struct Candidates {
  size_t first = 0;
  size_t last = 0;
};

/// The order-preserving pairing with most pairs, and among those the one of least total cost.
/// `candidates` has one entry for each true thing; neither `first` nor `last` ever falls. `cost`
/// of a pair is empty where the pair is not allowed.
std::vector<IndexPair> match_in_order(std::span<const Candidates> candidates,
                                      const std::function<std::optional<double>(IndexPair)>& cost);

}  // namespace steppage
