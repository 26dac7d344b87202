// Independent work on several threads.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace steppage {

/// work(0) to work(count - 1), each on one of `jobs` threads, begun in that order. The answer does
/// not depend on the number of threads. When one throws, those under way are waited for, no other
/// is begun, and the exception of the first in order is thrown again.
std::vector<double> evaluate(size_t count, int jobs, const std::function<double(size_t)>& work);

}  // namespace steppage
