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
  return {{R"({"name": "walk", "seed": 6})"}, 2, {"a", "b", "c"}, cma.state()};
}

TEST(SearchFile, IsReadToTheLastBit) {
  const ScratchDirectory scratch;
  for (const int generations : {0, 1, 57}) {
    const SavedSearch search = example_search(generations);
    scratch.write("g.search", search_text(search));
    const SavedSearch again = read_search(scratch / "g.search", example_search(0));
    EXPECT_EQ(again.state, search.state) << generations;
    EXPECT_EQ(search_text(again), search_text(search)) << generations;
  }
}

std::string refusal(const std::string& instead_of, const std::string& by) {
  const ScratchDirectory scratch;
  std::string text = search_text(example_search(5));
  text.replace(text.find(instead_of), instead_of.size(), by);
  scratch.write("g.search", text);
  const std::string message =
      message_of([&] { read_search(scratch / "g.search", example_search(0)); });
  return message.substr((scratch / "g.search").size());
}

TEST(SearchFile, OfAnotherSearchIsRefused) {
  const std::string otherwise = " is not that of this command; the search was begun otherwise";
  EXPECT_EQ(refusal("\"walk\"", "\"run\""), ":/scenarios" + otherwise);
  EXPECT_EQ(refusal("\"b\"", "\"beta\""), ":/gains" + otherwise);
  EXPECT_EQ(refusal("\"population\": 7", "\"population\": 8"), ":/population" + otherwise);
  EXPECT_EQ(refusal("0.3333333333333333,", "0.333333333333333,"), ":/start" + otherwise);
}

TEST(SearchFile, ThatIsDamagedIsRefused) {
  EXPECT_EQ(refusal("\"mean\": [", "\"mean\": [1,"), ":/mean has 4 numbers, expected 3");
  EXPECT_EQ(refusal("\"sigma\"", "\"sigmo\""), ":/sigma is missing");
  EXPECT_THAT(refusal("\"axes\": [", "\"axes\": [null,"),
              testing::AllOf(testing::StartsWith(":/axes is [null,"),
                             testing::EndsWith(", expected an array of numbers")));
  EXPECT_EQ(refusal("{", "{\"shoes\": 1,"), ":/shoes is not a known key");
}

TEST(GainsFile, GivesBackTheGainsInTheirOrder) {
  const ScratchDirectory scratch;
  const NamedNumbers gains = {{"stance_knee", 1.0 / 3}, {"ankle", -2e-9}};
  scratch.write("g.json",
                gains_text({"walk", gains, {{"b", 2}}, 0.1, 4, 10, 70, {{"command", "steppage"}}}));
  EXPECT_EQ(read_gains(scratch / "g.json"), gains);
}

}  // namespace
}  // namespace steppage
