// A plain number out of a number or a range of a scenario.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/random.hpp"
#include "scenario/reader.hpp"
#include "scenario/strict_json.hpp"

namespace steppage {

struct NumberLimits {
  Range range;
  bool whole = false;
  bool allows(double value) const;
};

/// Told where below the number a problem is ("/uniform/1", or nothing) and what it is.
using Complain = std::function<void(const std::string& below, std::string what)>;

/// `source` itself, or a draw from {"uniform": [a, b]} (b included when whole),
/// {"normal": [mean, sd]} (drawn again until inside, at most 1000 times) or {"choice": [...]}.
/// Nothing after a complaint.
std::optional<double> draw(const Json& source, const NumberLimits& limits, Random random,
                           const Complain& complain);

}  // namespace steppage
