#include "study/tuning.hpp"

#include <gtest/gtest.h>

#include <set>

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

template <class Method>
Method begun();
template <>
CmaEs begun() {
  return start_cma_es(trial_tuning().gains, 1, 0, 5);
}
template <>
Breeding begun() {
  const Tuning tuning = trial_tuning();
  return start_breeding(tuning, {start_of(tuning.gains)}, 1, 7, 5);
}

template <class Method = CmaEs>
Method searched(int64_t generations, int jobs) {
  Method method = begun<Method>();
  search(
      method, trial_tuning(), generations, jobs, [] {}, [] {});
  return method;
}

TEST(Search, BeginsAtTheGainsStartWithTheirStepsTimesSigma) {
  const CmaEs cma = start_cma_es(trial_tuning().gains, 2, 9, 5);
  EXPECT_EQ(cma.mean(), (Eigen::VectorXd{{0, 1, 0.3}}));
  EXPECT_EQ(cma.state().step, (Eigen::VectorXd{{1, 0.2, 0.4}}));
  EXPECT_EQ(cma.ask().size(), 9);
}

TEST(Search, BreedsFromAllStartsWithStepsTimesSigma) {
  const std::vector<Eigen::VectorXd> starts = {Eigen::VectorXd{{0, 1, 0.3}},
                                               Eigen::VectorXd{{1, 0, 0.5}}};
  Tuning tuning = trial_tuning();
  tuning.luck = 4;
  const Breeding breeding = start_breeding(tuning, starts, 2, 9, 5);
  EXPECT_EQ(breeding.state().starts, starts);
  EXPECT_EQ(breeding.state().step, (Eigen::VectorXd{{1, 0.2, 0.4}}));
  EXPECT_EQ(breeding.state().low, (Eigen::VectorXd{{-2, 0, 0}}));
  EXPECT_EQ(breeding.state().population, 9);
  EXPECT_EQ(breeding.state().luck, 4);
}

TEST(Search, IsTheSameOnAnyNumberOfThreads) {
  EXPECT_EQ(searched(20, 1).state(), searched(20, 6).state());
  EXPECT_EQ(searched<Breeding>(20, 1).state(), searched<Breeding>(20, 6).state());
}

TEST(Search, TriesTheCandidatesOfAGenerationInTheSameRunsAndThoseOfTheNextInOthers) {
  Tuning tuning = trial_tuning();
  tuning.runs = 2;
  std::vector<size_t> tried;
  tuning.cost = [&](const Eigen::VectorXd& x, size_t run, const std::function<void()>&) {
    tried.push_back(run);
    return rosenbrock(x);
  };
  CmaEs cma = start_cma_es(tuning.gains, 1, 4, 5);
  search(
      cma, tuning, 2, 1, [] {}, [] {});
  EXPECT_EQ(tried, (std::vector<size_t>{0, 1, 0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3, 2, 3}));
}

TEST(Search, BreedsOnOtherRunsInEachGeneration) {
  Tuning tuning = trial_tuning();
  tuning.runs = 3;
  std::vector<std::set<size_t>> tried(1);
  tuning.cost = [&](const Eigen::VectorXd& x, size_t run, const std::function<void()>&) {
    tried.back().insert(run);
    return rosenbrock(x);
  };
  Breeding breeding = begun<Breeding>();
  search(
      breeding, tuning, 10, 1, [] {}, [&] { tried.emplace_back(); });
  for (size_t i = 0; i < 10; ++i)
    EXPECT_EQ(tried[i], (std::set<size_t>{3 * i, 3 * i + 1, 3 * i + 2})) << i;
}

TEST(Search, FindsTheLeastCost) { EXPECT_LT(searched(300, 2).best()->cost, 1e-12); }

// Given up in the midst of a generation and taken up again: the generation is made once more.
template <class Method>
void expect_same_after_stop() {
  const Tuning tuning = trial_tuning();
  Method method = begun<Method>();
  int calls = 0;
  const auto stop_at_40 = [&calls] {
    if (++calls == 40) throw Stopped();
  };
  EXPECT_THROW(search(method, tuning, 20, 1, stop_at_40, [] {}), Stopped);
  EXPECT_GT(method.generation(), 2);
  search(
      method, tuning, 20, 1, [] {}, [] {});
  EXPECT_EQ(method.state(), searched<Method>(20, 1).state());
}

TEST(Search, StoppedAndTakenUpAgainIsTheUnbrokenOne) {
  expect_same_after_stop<CmaEs>();
  expect_same_after_stop<Breeding>();
}

TEST(Search, TellsOfEachGenerationAndMakesNoneTooMany) {
  const Tuning tuning = trial_tuning();
  CmaEs cma = start_cma_es(tuning.gains, 1, 0, 5);
  int told = 0;
  search(
      cma, tuning, 7, 1, [] {}, [&told] { ++told; });
  search(
      cma, tuning, 7, 1, [] {}, [&told] { ++told; });
  EXPECT_EQ(told, 7);
}

}  // namespace
}  // namespace steppage
