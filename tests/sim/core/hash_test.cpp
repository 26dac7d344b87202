#include "core/hash.hpp"

#include <gtest/gtest.h>

namespace steppage {
namespace {

// Test vectors of RFC 9923's authors for 64-bit FNV-1a.
TEST(Hash, IsThatOfThePublishedVectors) {
  EXPECT_EQ(hash_text(std::string()), "cbf29ce484222325");
  EXPECT_EQ(hash_text(std::string("a")), "af63dc4c8601ec8c");
  EXPECT_EQ(hash_text(std::string("foobar")), "85944171f73967e8");
}

}  // namespace
}  // namespace steppage
