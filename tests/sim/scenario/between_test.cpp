#include "scenario/between.hpp"

#include <gtest/gtest.h>

namespace steppage {
namespace {

constexpr const char* kMild =
    R"({"schema":1,"rows":[{"kind":"weakness","muscles":["TA"],"drive":0.5},{"kind":"spasticity","mas":"1"}]})";
constexpr const char* kSevere =
    R"({"schema":1,"rows":[{"kind":"tone","level":0.1},{"kind":"weakness","muscles":["TA"],"drive":0.25},{"kind":"spasticity","mas":"3"}]})";

std::string on_the_way(double share) { return between(kMild, kSevere, share, {"kind", "muscles"}); }

TEST(Between, IsEitherEndAtItsEnds) {
  EXPECT_EQ(on_the_way(0), kMild);
  EXPECT_EQ(on_the_way(1), kSevere);
}

TEST(Between, MovesNumbersAndTakesAllElseFromTheNearer) {
  EXPECT_EQ(
      on_the_way(0.25),
      R"({"schema":1,"rows":[{"kind":"weakness","muscles":["TA"],"drive":0.4375},{"kind":"spasticity","mas":"1"}]})");
  EXPECT_EQ(
      on_the_way(0.75),
      R"({"schema":1,"rows":[{"kind":"tone","level":0.1},{"kind":"weakness","muscles":["TA"],"drive":0.3125},{"kind":"spasticity","mas":"3"}]})");
}

TEST(Between, DoesNotMixRowsOfDifferentThings) {
  const std::string left = R"([{"side":"left","x":1}])", right = R"([{"side":"right","x":2}])";
  EXPECT_EQ(between(left, right, 0.4, {"side"}), left);
}

}  // namespace
}  // namespace steppage
