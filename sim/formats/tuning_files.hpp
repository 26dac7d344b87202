// What `steppage tune` writes: the gains that it found, and where its search stands.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "study/tuning.hpp"

namespace steppage {

using NamedNumbers = std::vector<std::pair<std::string, double>>;
using NamedTexts = std::vector<std::pair<std::string, std::string>>;

/// A file of gains.
struct TunedGains {
  std::string activity;
  NamedNumbers gains;   // those of the least cost
  NamedNumbers middle;  // where the search stands: no luck picked it, so it often has more reserve
  double cost = 0;
  uint64_t seed = 1;
  int64_t generations = 0, evaluations = 0;
  NamedTexts provenance;
};

std::string gains_text(const TunedGains& tuned);
/// Gains to start from: those of such a file, of which one written by hand need not have more, or
/// the whole pool of a saved search that bred. Throws InputError.
std::vector<NamedNumbers> read_starts(const std::string& path);

/// What `steppage steady` writes.
struct LearnedFeedback {
  struct Law {
    NamedNumbers usual_left, usual_right;
    using Changes = std::vector<std::pair<std::string, NamedNumbers>>;
    Changes left, right;
  };
  std::string activity;
  Law landing;
  std::optional<Law> passing;
  NamedNumbers steadiness;
  NamedTexts provenance;
};

std::string feedback_text(const LearnedFeedback& learned);

/// A search that can go on.
struct SavedSearch {
  std::vector<std::string> scenarios_json;  // drawn
  Judging judging;
  std::vector<std::string> gains;
  std::variant<BreedingState, CmaEsState> state;
};

/// Numbers are written so that the same bits are read.
std::string search_text(const SavedSearch& search);
/// Throws InputError also when the file is not of a search that begins like `fresh`: the kind of
/// search, the scenario, the gains, and all that the search was asked for.
SavedSearch read_search(const std::string& path, const SavedSearch& fresh);

}  // namespace steppage
