// The middle of numbers.
#pragma once

#include <vector>

namespace steppage {

/// Of an even number of values the upper of the two in the middle. There must be one.
double median(std::vector<double> values);

}  // namespace steppage
