// Ranges where a number is allowed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "sim/scenario/reading.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kSeeds = 2000;

std::string with_mass(const std::string& mass) {
  return R"({"schema": 1, "patient": {"mass_kg": )" + mass + "}}";
}

void read_mass(Reader root) { root.object("patient").number("mass_kg", {20, 200}, 68); }

void read_count(Reader root) { root.object("patient").integer("mass_kg", {20, 200}, 68); }

double mass(const std::string& text, uint64_t seed) {
  Document document = Document::parse("walk.json", with_mass(text), {}, seed);
  const double value = document.root().object("patient").number("mass_kg", {20, 200}, 68);
  document.throw_if_problems();
  return value;
}

int64_t count(const std::string& text, uint64_t seed) {
  Document document = Document::parse("walk.json", with_mass(text), {}, seed);
  const int64_t value = document.root().object("patient").integer("mass_kg", {20, 200}, 68);
  document.throw_if_problems();
  return value;
}

TEST(Draw, UniformFillsItsRangeEvenly) {
  double sum = 0;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const double value = mass(R"({"uniform": [50, 90]})", seed);
    ASSERT_GE(value, 50);
    ASSERT_LT(value, 90);
    sum += value;
  }
  EXPECT_NEAR(sum / kSeeds, 70, 5 * 40 / std::sqrt(12.0 * kSeeds));
}

TEST(Draw, NormalHasItsMeanAndSpread) {
  double sum = 0, squares = 0;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const double z = (mass(R"({"normal": [100, 10]})", seed) - 100) / 10;
    sum += z;
    squares += z * z;
  }
  EXPECT_NEAR(sum / kSeeds, 0, 5 / std::sqrt(kSeeds));
  EXPECT_NEAR(squares / kSeeds, 1, 5 * std::sqrt(2.0 / kSeeds));
}

TEST(Draw, NormalIsDrawnAgainUntilInside) {
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const double value = mass(R"({"normal": [20, 100]})", seed);
    ASSERT_GE(value, 20);
    ASSERT_LE(value, 200);
  }
}

TEST(Draw, ChoiceTakesEachOfItsNumbers) {
  std::set<double> seen;
  for (uint64_t seed = 0; seed < 100; ++seed)
    seen.insert(mass(R"({"choice": [50, 60.5, 70]})", seed));
  EXPECT_THAT(seen, ElementsAre(50, 60.5, 70));
}

TEST(Draw, WholeNumbersReachBothEndsOfUniform) {
  std::set<int64_t> seen;
  for (uint64_t seed = 0; seed < 100; ++seed) seen.insert(count(R"({"uniform": [30, 32]})", seed));
  EXPECT_THAT(seen, ElementsAre(30, 31, 32));
  for (uint64_t seed = 0; seed < 100; ++seed) seen.insert(count(R"({"normal": [31, 0.4]})", seed));
  EXPECT_THAT(seen, ElementsAre(30, 31, 32));
}

TEST(Draw, TheStoredScenarioHasPlainNumbersAndReadsTheSame) {
  for (const char* text : {R"({"uniform": [50, 90]})", R"({"normal": [70, 8]})"}) {
    Document first = Document::parse("walk.json", with_mass(text), {}, 17);
    read_mass(first.root());
    EXPECT_THAT(first.drawn(), testing::Not(testing::HasSubstr("uniform")));
    Document again = Document::parse("stored.json", first.drawn());
    EXPECT_EQ(again.root().object("patient").number("mass_kg", {20, 200}), mass(text, 17));
    EXPECT_EQ(again.drawn(), first.drawn());
  }
}

TEST(Draw, DependsOnTheSeedAndThePointerOnly) {
  const std::string range = R"({"uniform": [0, 1]})";
  const auto read = [&](const std::string& more, uint64_t seed, const char* key) {
    Document document = Document::parse(
        "walk.json", R"({"schema": 1, "a": )" + range + R"(, "b": )" + range + more + "}", {},
        seed);
    return document.root().number(key, {0, 1});
  };
  EXPECT_EQ(read("", 1, "a"), read(R"(, "c": )" + range, 1, "a"));
  EXPECT_NE(read("", 1, "a"), read("", 2, "a"));
  EXPECT_NE(read("", 1, "a"), read("", 1, "b"));
}

struct RangeRow {
  const char* text;
  const char* message;
};

class WrongRange : public testing::TestWithParam<RangeRow> {};

TEST_P(WrongRange, IsReportedWithItsPointer) {
  EXPECT_THAT(problems(with_mass(GetParam().text), read_mass), ElementsAre(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Draw, WrongRange,
    testing::Values(
        RangeRow{R"({"uniform": [50, 300]})",
                 "walk.json:/patient/mass_kg/uniform/1 is 300, outside 20 to 200"},
        RangeRow{R"({"uniform": [90, 50]})",
                 "walk.json:/patient/mass_kg/uniform is [90,50], its low end above its high end"},
        RangeRow{R"({"uniform": [90]})",
                 "walk.json:/patient/mass_kg/uniform is [90], not [low, high]"},
        RangeRow{R"({"uniform": ["50", 90]})",
                 "walk.json:/patient/mass_kg/uniform/0 is \"50\", not a number"},
        RangeRow{R"({"normal": [10, 5]})",
                 "walk.json:/patient/mass_kg/normal/0 is 10, outside 20 to 200"},
        RangeRow{R"({"normal": [50, -5]})", "walk.json:/patient/mass_kg/normal/1 is -5, below 0"},
        RangeRow{R"({"normal": 50})",
                 "walk.json:/patient/mass_kg/normal is 50, not [mean, standard deviation]"},
        RangeRow{R"({"normal": [200, 1e12]})",
                 "walk.json:/patient/mass_kg/normal is [200,1000000000000.0], and none of 1000 "
                 "draws was inside 20 to 200"},
        RangeRow{R"({"choice": []})",
                 "walk.json:/patient/mass_kg/choice is [], not a list of numbers"},
        RangeRow{R"({"choice": [50, 7]})",
                 "walk.json:/patient/mass_kg/choice/1 is 7, outside 20 to 200"},
        RangeRow{R"({"gauss": [50, 7]})",
                 "walk.json:/patient/mass_kg is {\"gauss\":[50,7]}, not a number, {\"uniform\": "
                 "[low, high]}, {\"normal\": [mean, sd]} or {\"choice\": [...]}"},
        RangeRow{R"({"uniform": [50, 60], "choice": [1]})",
                 "walk.json:/patient/mass_kg is {\"uniform\":[50,60],\"choice\":[1]}, not a "
                 "number, {\"uniform\": [low, high]}, {\"normal\": [mean, sd]} or {\"choice\": "
                 "[...]}"}));

TEST(Draw, RefusesFractionsInTheRangeOfAWholeNumber) {
  EXPECT_THAT(problems(with_mass(R"({"uniform": [30, 40.5]})"), read_count),
              ElementsAre("walk.json:/patient/mass_kg/uniform/1 is 40.5, not a whole number"));
  EXPECT_THAT(problems(with_mass(R"({"choice": [30, 31]})"), read_count), IsEmpty());
}

}  // namespace
}  // namespace steppage
