#include "study/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

#include "core/check.hpp"

namespace steppage {

std::vector<double> evaluate(size_t count, int jobs, const std::function<double(size_t)>& work) {
  CHECK(jobs > 0);
  std::vector<double> results(count);
  std::vector<std::exception_ptr> failures(count);
  std::atomic<size_t> next = 0;
  std::atomic<bool> has_failed = false;
  const auto work_on = [&] {
    while (!has_failed) {
      const size_t i = next++;
      if (i >= count) return;
      // Who was given a number does the work even if a later one has failed meanwhile: so the
      // first failure in order is always among those seen.
      try {
        results[i] = work(i);
      } catch (...) {
        failures[i] = std::current_exception();
        has_failed = true;
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (size_t i = 0; i < std::min(count, static_cast<size_t>(jobs)); ++i)
      threads.emplace_back(work_on);
  }
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
  return results;
}

}  // namespace steppage
