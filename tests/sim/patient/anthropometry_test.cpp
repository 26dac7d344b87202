#include "patient/anthropometry.hpp"

#include <gtest/gtest.h>

namespace steppage {
namespace {

TEST(Anthropometry, SumsToTheBodyMass) {
  for (const Sex sex : {Sex::kFemale, Sex::kMale}) {
    double sum = 0;
    for (const auto& [name, segment] : segments(sex, 68, 1.65)) {
      const bool single = name == "head" || name.ends_with("_trunk");
      sum += segment.mass_kg * (single ? 1 : 2);
    }
    EXPECT_NEAR(sum, 68, 1e-9);
  }
}

TEST(Anthropometry, MatchesDeLevasThighOfAMan) {
  const Segment thigh = segments(Sex::kMale, 73, 1.741).at("thigh");
  EXPECT_NEAR(thigh.mass_kg, 0.1416 * 73, 0.01);  // de Leva 1996, table 4
  EXPECT_NEAR(thigh.length_m, 0.4222, 0.0005);
  EXPECT_NEAR(thigh.com_m, 0.4095 * 0.4222, 0.0005);
  EXPECT_NEAR(thigh.moments_kg_m2.y(), thigh.mass_kg * std::pow(0.329 * 0.4222, 2), 0.002);
}

TEST(Anthropometry, GrowsInProportionToHeightAndMass) {
  const Segment small = segments(Sex::kFemale, 50, 1.5).at("shank");
  const Segment tall = segments(Sex::kFemale, 100, 1.8).at("shank");
  EXPECT_NEAR(tall.length_m / small.length_m, 1.2, 1e-12);
  EXPECT_NEAR(tall.mass_kg / small.mass_kg, 2, 1e-12);
  EXPECT_NEAR(tall.moments_kg_m2.x() / small.moments_kg_m2.x(), 2 * 1.44, 1e-9);
}

}  // namespace
}  // namespace steppage
