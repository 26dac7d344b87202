// An ankle-foot orthosis on a machine that holds the ankle.
#include "control/walking/orthosis.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "patient/body.hpp"
#include "physics/physics.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
const std::string kAnkle = "right_ankle_dorsiflexion";

struct Held {
  double angle_rad, torque_nm;  // of the machine, positive: dorsiflexion
};

Held hold(BodySpec body, double angle_rad) {
  const Posture hanging{{0, 0, 2}, {1, 0, 0, 0}, {}};
  body.mount_on_dynamometer(hanging, kAnkle);
  const Model model = body.compile();
  Physics physics(model, hanging);
  const Drive silent = physics.idle();
  for (int i = 0; i < 1000; ++i) {
    physics.turn_dynamometer(angle_rad, 0);
    physics.step(silent);
  }
  const Instant& now = physics.step(silent);
  return {now.joint_angle_rad[index_of(model.layout().joints, kAnkle)], now.dynamometer_torque_nm};
}

BodySpec wearer(const Orthosis& orthosis) {
  BodySpec body = build_body({});
  put_on(orthosis, body);
  return body;
}

class OrthosisAt : public testing::TestWithParam<double> {};

// 2 Nm/deg about a neutral angle of -5 deg; the plate in the shoe adds its weight of 1.5 N.
TEST_P(OrthosisAt, ResistsPlantarflexionInProportionAndDorsiflexionNotAtAll) {
  const double stiffness_nm_rad = 2 / kDegree, neutral_rad = -5 * kDegree;
  const Held bare = hold(build_body({}), GetParam() * kDegree);
  const Held worn =
      hold(wearer({Side::kRight, stiffness_nm_rad, neutral_rad}), GetParam() * kDegree);
  const double expected_nm = stiffness_nm_rad * std::max(0.0, neutral_rad - worn.angle_rad);
  EXPECT_NEAR(bare.torque_nm - worn.torque_nm, expected_nm, 0.2);
}

INSTANTIATE_TEST_SUITE_P(Angles, OrthosisAt, testing::Values(-20, -10, -6, 0, 10));

TEST(Orthosis, WeighsFourHundredGramsOnTheLegOfItsSide) {
  const Model bare = build_body({}).compile();
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const Model worn = wearer({side, 100, 0}).compile();
    EXPECT_NEAR(worn.mass_kg() - bare.mass_kg(), 0.4, 1e-9);
    const std::string prefix = std::string(name(side)) + "_orthosis_";
    EXPECT_GE(worn.body_index(prefix + "shank/brace"), 0);
    EXPECT_GE(worn.body_index(prefix + "foot/brace"), 0);
  }
}

}  // namespace
}  // namespace steppage
