#include "study/parallel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

namespace steppage {
namespace {

void sleep_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

class Evaluate : public testing::TestWithParam<int> {};

TEST_P(Evaluate, KeepsTheOrderWhoeverIsReadyFirst) {
  const auto work = [](size_t i) {
    sleep_ms(i % 3 == 0 ? 3 : 0);
    return 1.0 / static_cast<double>(i + 1);
  };
  const std::vector<double> results = evaluate(20, GetParam(), work);
  for (size_t i = 0; i < 20; ++i) EXPECT_EQ(results[i], 1.0 / static_cast<double>(i + 1));
}

TEST_P(Evaluate, UsesNoMoreThreadsThanItMay) {
  std::mutex mutex;
  std::set<std::thread::id> threads;
  evaluate(20, GetParam(), [&](size_t) {
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
    return 0.0;
  });
  EXPECT_LE(threads.size(), static_cast<size_t>(GetParam()));
}

TEST_P(Evaluate, ThrowsTheFirstFailureInOrderAfterTheOthersHaveEnded) {
  std::atomic<int> under_way = 0;
  const auto work = [&under_way](size_t i) {
    ++under_way;
    sleep_ms(i == 3 ? 20 : 1);  // a later one fails before the first does
    --under_way;
    if (i >= 3) throw std::runtime_error(std::to_string(i));
    return 0.0;
  };
  EXPECT_THAT([&] { evaluate(20, GetParam(), work); },
              testing::ThrowsMessage<std::runtime_error>("3"));
  EXPECT_EQ(under_way, 0);
}

TEST_P(Evaluate, BeginsNothingMoreAfterAFailure) {
  std::atomic<int> begun = 0;
  EXPECT_ANY_THROW(evaluate(1000, GetParam(), [&begun](size_t) -> double {
    ++begun;
    sleep_ms(1);
    throw std::runtime_error("no");
  }));
  EXPECT_LE(begun, GetParam());
}

TEST_P(Evaluate, OfNothingIsNothing) {
  EXPECT_TRUE(evaluate(0, GetParam(), [](size_t) { return 0.0; }).empty());
}

INSTANTIATE_TEST_SUITE_P(Threads, Evaluate, testing::Values(1, 2, 7, 64));

TEST(EvaluateOnThreads, WorksAtTheSameTime) {
  std::atomic<int> waiting = 0;
  evaluate(2, 2, [&waiting](size_t) {
    ++waiting;
    while (waiting < 2) sleep_ms(1);  // each waits for the other
    return 0.0;
  });
  EXPECT_EQ(waiting, 2);
}

}  // namespace
}  // namespace steppage
