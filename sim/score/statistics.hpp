// Summaries of a list of numbers; empty where the list has too few.
#pragma once

#include <optional>
#include <vector>

namespace steppage {

std::optional<double> mean(const std::vector<double>& values);

/// Of a sample: divided by n - 1, so it needs two values.
std::optional<double> standard_deviation(const std::vector<double>& values);

/// `share` from 0 to 1; linear between order statistics, as NumPy's default.
std::optional<double> quantile(std::vector<double> values, double share);

}  // namespace steppage
