#include "formats/tuning_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "formats/files.hpp"
#include "sim/formats/example_trial.hpp"
#include "sim/formats/scratch_directory.hpp"

namespace steppage {
namespace {

// A search under way, with numbers that have no short decimal form.
SavedSearch example_search(int generations) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  CmaEs cma(Eigen::VectorXd{{0.1, 1.0 / 3, -2e-300}}, Eigen::VectorXd{{0.7, 1e-7, 3}},
            {.seed = 6,
             .low = Eigen::VectorXd{{-kInfinity, 0, -1}},
             .high = Eigen::VectorXd{{kInfinity, 1, kInfinity}}});
  for (int i = 0; i < generations; ++i) {
    std::vector<double> costs;
    for (const Eigen::VectorXd& x : cma.ask()) costs.push_back(x.squaredNorm());
    cma.tell(costs);
  }
  return {{R"({"name": "walk", "seed": 6})"},
          {.seeds = 2, .curves = 0.3},
          {"a", "b", "c"},
          cma.state()};
}

// Another, of two starts; nothing beyond a third of the box can be judged.
SavedSearch example_breeding(int generations) {
  Breeding breeding({Eigen::VectorXd{{0.1, 1.0 / 3, 0.2}}, Eigen::VectorXd{{0.9, 0.5, 0.5}}},
                    Eigen::VectorXd{{0.7, 1e-7, 3}},
                    {.population = 4,
                     .seed = 6,
                     .low = Eigen::VectorXd{{-1, 0, -1}},
                     .high = Eigen::VectorXd{{3, 1, 1e300}}},
                    0.1);
  for (int i = 0; i < generations; ++i) {
    std::vector<double> costs;
    for (const Eigen::VectorXd& x : breeding.ask())
      costs.push_back(x[0] > 1 ? std::numeric_limits<double>::quiet_NaN() : x.squaredNorm());
    breeding.tell(costs);
  }
  return {{R"({"name": "walk", "seed": 6})"}, {.in_turn = true}, {"a", "b", "c"}, breeding.state()};
}

TEST(SearchFile, IsReadToTheLastBit) {
  const ScratchDirectory scratch;
  for (const auto example : {example_search, example_breeding})
    for (const int generations : {0, 1, 57}) {
      const SavedSearch search = example(generations);
      scratch.write("g.search", search_text(search));
      const SavedSearch again = read_search(scratch / "g.search", example(0));
      EXPECT_EQ(again.state, search.state) << generations;
      EXPECT_EQ(search_text(again), search_text(search)) << generations;
    }
}

std::string refusal(const std::string& instead_of, const std::string& by,
                    SavedSearch (*example)(int) = example_search) {
  const ScratchDirectory scratch;
  std::string text = search_text(example(5));
  text.replace(text.find(instead_of), instead_of.size(), by);
  scratch.write("g.search", text);
  const std::string message = message_of([&] { read_search(scratch / "g.search", example(0)); });
  return message.substr((scratch / "g.search").size());
}

TEST(SearchFile, OfAnotherSearchIsRefused) {
  const std::string otherwise = " is not that of this command; the search was begun otherwise";
  EXPECT_EQ(refusal("\"walk\"", "\"run\""), ":/scenarios" + otherwise);
  EXPECT_EQ(refusal("\"b\"", "\"beta\""), ":/gains" + otherwise);
  EXPECT_EQ(refusal("\"curves\": 0.3", "\"curves\": 1"), ":/curves" + otherwise);
  EXPECT_EQ(refusal("\"population\": 7", "\"population\": 8"), ":/population" + otherwise);
  EXPECT_EQ(refusal("0.3333333333333333,", "0.333333333333333,"), ":/start" + otherwise);
  EXPECT_EQ(refusal("\"cma_es\"", "\"breeding\""), ":/search" + otherwise);
  EXPECT_EQ(refusal("0.9,", "0.8,", example_breeding), ":/start" + otherwise);
}

TEST(SearchFile, ThatIsDamagedIsRefused) {
  EXPECT_EQ(refusal("\"mean\": [", "\"mean\": [1,"), ":/mean has 4 numbers, expected 3");
  EXPECT_EQ(refusal("\"sigma\"", "\"sigmo\""), ":/sigma is missing");
  EXPECT_THAT(refusal("\"axes\": [", "\"axes\": [null,"),
              testing::AllOf(testing::StartsWith(":/axes is [null,"),
                             testing::EndsWith(", expected an array of numbers")));
  EXPECT_EQ(refusal("{", "{\"shoes\": 1,"), ":/shoes is not a known key");
}

TEST(SearchFile, OfBreedingThatIsDamagedIsRefused) {
  EXPECT_THAT(refusal("\"costs\": [", "\"costs\": [1,", example_breeding),
              testing::StartsWith(":/costs has "));
  EXPECT_THAT(refusal("\"judged\": [", "\"judged\": [0,", example_breeding),
              testing::StartsWith(":/pool has "));
  EXPECT_EQ(refusal("\"judged\": [", "\"judged\": [-1,", example_breeding),
            ":/judged is not how often each was judged");
  EXPECT_EQ(refusal("\"evaluations\"", "\"evaluation\"", example_breeding),
            ":/evaluations is missing");
}

TEST(GainsFile, GivesBackTheGainsInTheirOrder) {
  const ScratchDirectory scratch;
  const NamedNumbers gains = {{"stance_knee", 1.0 / 3}, {"ankle", -2e-9}};
  scratch.write("g.json",
                gains_text({"walk", gains, {{"b", 2}}, 0.1, 4, 10, 70, {{"command", "steppage"}}}));
  EXPECT_EQ(read_starts(scratch / "g.json"), std::vector<NamedNumbers>{gains});
}

TEST(GainsFile, OfASavedSearchThatBredIsItsWholePool) {
  const ScratchDirectory scratch;
  const SavedSearch search = example_breeding(5);
  scratch.write("g.search", search_text(search));
  const std::vector<Member>& pool = std::get<BreedingState>(search.state).pool;
  const std::vector<NamedNumbers> starts = read_starts(scratch / "g.search");
  ASSERT_EQ(starts.size(), pool.size());
  EXPECT_GT(pool.size(), 4);
  for (size_t i = 0; i < pool.size(); ++i)
    EXPECT_EQ(starts[i],
              (NamedNumbers{{"a", pool[i].x[0]}, {"b", pool[i].x[1]}, {"c", pool[i].x[2]}}));
}

}  // namespace
}  // namespace steppage
