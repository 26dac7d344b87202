#include "core/portable_math.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace steppage {
namespace {

void expect_close(double x) {
  const double expected = std::log(x);
  EXPECT_NEAR(portable_log(x), expected, 1e-14 * std::abs(expected)) << x;
}

TEST(PortableLog, AgreesWithTheLibraryOverAllMagnitudes) {
  for (double x = 1e-307; x < 1e307; x *= 1.37) expect_close(x);
}

TEST(PortableLog, AgreesWithTheLibraryAroundOneAndAroundRootTwo) {
  for (const double centre : {1.0, std::sqrt(2.0), std::sqrt(0.5)})
    for (double offset = 1e-15; offset < 0.3; offset *= 1.7) {
      expect_close(centre * (1 + offset));
      expect_close(centre * (1 - offset));
    }
}

TEST(PortableLog, AgreesWithTheLibraryAtTheEndsOfTheDoubles) {
  expect_close(std::numeric_limits<double>::denorm_min());
  expect_close(std::numeric_limits<double>::min());
  expect_close(std::numeric_limits<double>::max());
}

TEST(PortableLog, OfOneIsExactlyZero) { EXPECT_EQ(portable_log(1), 0); }

TEST(PortableLogDeathTest, RefusesNumbersThatHaveNoLogarithm) {
  EXPECT_EXIT(portable_log(0), testing::ExitedWithCode(3), "a bug: x > 0 does not hold");
  EXPECT_EXIT(portable_log(-1), testing::ExitedWithCode(3), "a bug: x > 0 does not hold");
}

TEST(PortableExp, AgreesWithTheLibraryOverAllMagnitudes) {
  for (double x = -708; x < 709; x += 0.0371)
    EXPECT_NEAR(portable_exp(x) / std::exp(x), 1, 1e-14) << x;
  for (double x = 1e-300; x < 1; x *= 1.7) EXPECT_NEAR(portable_exp(-x) / std::exp(-x), 1, 1e-15);
}

TEST(PortableExp, IsOneAtZeroAndLeavesTheDoublesAtBothEnds) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(portable_exp(0), 1);
  EXPECT_EQ(portable_exp(710), kInfinity);
  EXPECT_EQ(portable_exp(kInfinity), kInfinity);
  EXPECT_EQ(portable_exp(-746), 0);
  EXPECT_EQ(portable_exp(-kInfinity), 0);
}

}  // namespace
}  // namespace steppage
