// Repetitions as a therapist asks for them: how many, which side, how fast, how far.
#pragma once

#include <string>
#include <vector>

#include "core/course.hpp"
#include "scenario/reader.hpp"

namespace steppage {

struct Tempo {
  double up_s = 1.2;
  double hold_s = 1.0;
  double down_s = 1.5;
  double rest_s = 1.0;
  bool operator==(const Tempo&) const = default;
};

struct Repetitions {
  int per_side = 10;
  std::string sides = "alternate";  // alternate, left, right, both (at the same time)
  Side first_side = Side::kRight;
  Tempo tempo;
  double tempo_variability = 0.05;  // standard deviation of each duration over its mean
  bool operator==(const Repetitions&) const = default;
};

/// `sides` may be asked for; what is not said is the first of them, at the usual tempo.
Repetitions read_repetitions(Reader& reader, const Tempo& usual,
                             const std::vector<std::string>& sides);

/// When each repetition is asked for: the first after `lead_s`, durations drawn from the seed. Of
/// both sides at the same time: one cue a side, with equal times.
std::vector<RepCue> plan_repetitions(const Repetitions& repetitions, const std::string& exercise,
                                     uint64_t seed, double lead_s);

}  // namespace steppage
