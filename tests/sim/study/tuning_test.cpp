#include "study/tuning.hpp"

#include <gtest/gtest.h>

#include "functions.hpp"

namespace steppage {
namespace {

struct Stopped {};

Tuning trial_tuning() {
  Tuning tuning;
  tuning.gains = {{"a", 0, 0.5, -2, 2}, {"b", 1, 0.1, 0, 2}, {"c", 0.3, 0.2, 0, 1}};
  tuning.cost = [](const Eigen::VectorXd& x, size_t /*run*/,
                   const std::function<void()>& checkpoint) {
    checkpoint();
    return rosenbrock(x);
  };
  return tuning;
}

CmaEs searched(int64_t generations, int jobs) {
  const Tuning tuning = trial_tuning();
  CmaEs cma = start_search(tuning.gains, 1, 0, 5);
  search(
      cma, tuning, generations, jobs, [] {}, [] {});
  return cma;
}

TEST(Search, BeginsAtTheGainsStartWithTheirStepsTimesSigma) {
  const CmaEs cma = start_search(trial_tuning().gains, 2, 9, 5);
  EXPECT_EQ(cma.mean(), (Eigen::VectorXd{{0, 1, 0.3}}));
  EXPECT_EQ(cma.state().step, (Eigen::VectorXd{{1, 0.2, 0.4}}));
  EXPECT_EQ(cma.ask().size(), 9);
}

TEST(Search, IsTheSameOnAnyNumberOfThreads) {
  EXPECT_EQ(searched(20, 1).state(), searched(20, 6).state());
}

TEST(Search, TriesTheCandidatesOfAGenerationInTheSameRunsAndThoseOfTheNextInOthers) {
  Tuning tuning = trial_tuning();
  tuning.runs = 2;
  std::vector<size_t> tried;
  tuning.cost = [&](const Eigen::VectorXd& x, size_t run, const std::function<void()>&) {
    tried.push_back(run);
    return rosenbrock(x);
  };
  CmaEs cma = start_search(tuning.gains, 1, 4, 5);
  search(
      cma, tuning, 2, 1, [] {}, [] {});
  EXPECT_EQ(tried, (std::vector<size_t>{0, 1, 0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3, 2, 3}));
}

TEST(Search, FindsTheLeastCost) { EXPECT_LT(searched(300, 2).best()->cost, 1e-12); }

// Given up in the midst of a generation and taken up again: the generation is made once more.
TEST(Search, StoppedAndTakenUpAgainIsTheUnbrokenOne) {
  const Tuning tuning = trial_tuning();
  CmaEs cma = start_search(tuning.gains, 1, 0, 5);
  int calls = 0;
  const auto stop_at_40 = [&calls] {
    if (++calls == 40) throw Stopped();
  };
  EXPECT_THROW(search(cma, tuning, 20, 1, stop_at_40, [] {}), Stopped);
  EXPECT_EQ(cma.state().generation, 39 / 7);
  search(
      cma, tuning, 20, 1, [] {}, [] {});
  EXPECT_EQ(cma.state(), searched(20, 1).state());
}

TEST(Search, TellsOfEachGenerationAndMakesNoneTooMany) {
  const Tuning tuning = trial_tuning();
  CmaEs cma = start_search(tuning.gains, 1, 0, 5);
  int told = 0;
  search(
      cma, tuning, 7, 1, [] {}, [&told] { ++told; });
  search(
      cma, tuning, 7, 1, [] {}, [&told] { ++told; });
  EXPECT_EQ(told, 7);
}

}  // namespace
}  // namespace steppage
