// A detector that answers what a test tells it to.
#pragma once

#include <cstring>
#include <functional>
#include <vector>

#include "stp_detector.h"

namespace steppage {

/// Answers each sample by `answer(sample, calls before this one)`; the count of calls is its state.
/// One at a time: the C interface has no room for more than a function.
class FakeDetector {
 public:
  using Answer = std::function<std::vector<stp_event>(const stp_sample&, uint32_t)>;

  explicit FakeDetector(Answer answer) { answer_ = std::move(answer); }
  ~FakeDetector() { answer_ = nullptr; }
  FakeDetector(const FakeDetector&) = delete;
  FakeDetector& operator=(const FakeDetector&) = delete;

  /// May be edited before a Device is made of it.
  stp_detector c = {STP_ABI_VERSION, sizeof(uint32_t), "fake", "a test's own", init, step};

 private:
  static int32_t init(void* state, const void*, uint32_t) {
    std::memset(state, 0, sizeof(uint32_t));
    return 0;
  }

  static int32_t step(void* state, const stp_sample* sample, stp_event* events, int32_t capacity) {
    uint32_t calls = 0;
    std::memcpy(&calls, state, sizeof calls);
    const std::vector<stp_event> answer = answer_(*sample, calls);
    ++calls;
    std::memcpy(state, &calls, sizeof calls);
    for (size_t i = 0; i < answer.size() && i < static_cast<size_t>(capacity); ++i)
      events[i] = answer[i];
    return static_cast<int32_t>(answer.size());
  }

  static inline Answer answer_;
};

inline stp_event event_at(uint32_t time_us) {
  return {time_us, STP_INITIAL_CONTACT, STP_SIDE_RIGHT, 0, 1.0f};
}

}  // namespace steppage
