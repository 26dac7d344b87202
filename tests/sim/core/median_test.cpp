#include "core/median.hpp"

#include <gtest/gtest.h>

namespace steppage {
namespace {

TEST(Median, IsInTheMiddleAndTheUpperOneOfTwo) {
  EXPECT_EQ(median({7}), 7);
  EXPECT_EQ(median({9, -4, 2}), 2);
  EXPECT_EQ(median({3, 1, 100, 2}), 3);
}

}  // namespace
}  // namespace steppage
