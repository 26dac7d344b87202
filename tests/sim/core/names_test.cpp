#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/input_error.hpp"
#include "core/instant.hpp"

namespace steppage {
namespace {

const std::vector<std::string> kKeys = {"mass_kg", "height_m", "age_y", "sex"};

TEST(Closest, FindsTheKeyBehindSwappedMissingAndAddedLetters) {
  EXPECT_EQ(closest("hieght_m", kKeys), "height_m");
  EXPECT_EQ(closest("mass", kKeys), "");
  EXPECT_EQ(closest("mass_k", kKeys), "mass_kg");
  EXPECT_EQ(closest("heightt_m", kKeys), "height_m");
  EXPECT_EQ(closest("muscl", {"muscles"}), "muscles");
}

TEST(Closest, SuggestsNothingForAWordThatIsNotNear) {
  EXPECT_EQ(closest("stimulator", kKeys), "");
  EXPECT_EQ(closest("", kKeys), "");
  EXPECT_EQ(closest("mass_kg", {}), "");
}

TEST(Closest, PrefersTheNearestOfSeveralNames) {
  EXPECT_EQ(closest("left_shnak", {"left_thigh", "left_shank", "right_shank"}), "left_shank");
}

TEST(FindIndex, GivesThePlaceOfANameOrMinusOne) {
  EXPECT_EQ(find_index(kKeys, "mass_kg"), 0);
  EXPECT_EQ(find_index(kKeys, "sex"), 3);
  EXPECT_EQ(find_index(kKeys, "mass"), -1);
  EXPECT_EQ(find_index({}, "mass"), -1);
}

TEST(InputErrors, SayEveryProblemOnALineOfItsOwn) {
  const InputError error(std::vector<Problem>{{"a.json:/x", "is 1"}, {"a.json:/y", "is 2"}});
  EXPECT_STREQ(error.what(), "a.json:/x is 1\na.json:/y is 2");
  EXPECT_EQ(error.problems().size(), 2u);
}

}  // namespace
}  // namespace steppage
