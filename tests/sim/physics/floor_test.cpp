// A floor that is not level, hard, dry and even; and pushes.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <set>

#include "control/walking/sensed.hpp"
#include "core/push.hpp"
#include "laboratory.hpp"
#include "physics/physics.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180, kDepth_m = 0.002;

Model on(const Floor& floor) {
  BodySpec body = build_body({});
  body.put_on_shoes();
  body.lay_floor(floor);
  return body.compile();
}

// Upright, the soles as deep in a floor of that height.
Posture upright(const Model& model, double x_m, double floor_m = 0) {
  return {{x_m, 0, leg_length_m(model) + floor_m - kDepth_m}, {1, 0, 0, 0}, {}};
}

Instant first_moment(const Model& model, const Posture& posture) {
  Physics physics(model, posture);
  return physics.step(physics.idle());
}

TEST(Patch, CarriesWhatIsOverItAndTheFloorAllElse) {
  Floor floor;
  floor.patches = {{1, 0.3, 0.1}};
  const Model model = on(floor);
  const mjModel* m = &model.engine();
  const int patch = id_of(m, mjOBJ_GEOM, "floor_patch_1");
  int on_patch = 0, on_floor = 0;
  for (const double x_m : {0.5, 0.95, 1.1, 1.25, 1.5}) {
    EngineData d(mj_makeData(m));
    const std::vector<double> qpos = model.positions(upright(model, x_m));
    std::copy(qpos.begin(), qpos.end(), d->qpos);
    mj_forward(m, d.get());
    std::set<int> touching;
    for (int i = 0; i < d->ncon; ++i) {
      const int plane = d->contact[i].geom[0], own = d->contact[i].geom[1];
      EXPECT_TRUE(touching.insert(own).second) << "touches two planes";
      const double place_m = d->geom_xpos[3 * own];
      EXPECT_EQ(plane == patch, place_m >= 1 && place_m <= 1.3) << place_m;
      EXPECT_EQ(d->contact[i].friction[0], plane == patch ? 0.1 : 0.9);
      ++(plane == patch ? on_patch : on_floor);
    }
  }
  EXPECT_GT(on_patch, 10);
  EXPECT_GT(on_floor, 10);
}

TEST(Obstacle, IsFloorToTheFootThatStandsOnIt) {
  Floor floor;
  floor.ridges = {{0.5, 1, 0.03}};
  const Model model = on(floor);
  const Instant below = first_moment(model, upright(model, 0));
  const Instant above = first_moment(model, upright(model, 1, 0.03));
  EXPECT_FALSE(above.has_fallen);
  for (const Side side : {Side::kLeft, Side::kRight}) {
    EXPECT_GT(below.ground_reaction_n[side].z(), 10);
    EXPECT_LT((above.ground_reaction_n[side] - below.ground_reaction_n[side]).norm(), 1e-3);
    double moment = 0;  // of the vertical loads, N m
    for (const SolePoint& point : above.soles[side]) moment += point.load_n * point.place_m.x();
    EXPECT_NEAR(above.centre_of_pressure_m[side].x(), moment / above.ground_reaction_n[side].z(),
                1e-3);
    for (size_t i = 0; i < above.soles[side].size(); ++i) {
      const SolePoint &high = above.soles[side][i], &low = below.soles[side][i];
      EXPECT_NEAR(high.load_n, low.load_n, 1e-3);
      EXPECT_NEAR(high.clearance_m, low.clearance_m, 1e-9);
    }
  }
  EXPECT_LT((above.balance.contact_force_n - below.balance.contact_force_n).norm(), 1e-3);
}

TEST(Slope, LeavesAFootAsMuchClearanceAsItsDistanceFromTheTiltedPlane) {
  Floor floor;
  floor.slope_rad = 4 * kDegree;
  const Model model = on(floor);
  Posture posture = upright(model, 1.5, 0.2);
  const Instant now = first_moment(model, posture);
  for (const SolePoint& point : now.soles.right) {
    const double radius = model.engine().geom_size[3 * point.geom];
    const double expected = -std::sin(4 * kDegree) * point.place_m.x() +
                            std::cos(4 * kDegree) * (point.place_m.z() + radius) - radius;
    EXPECT_NEAR(point.clearance_m, expected, 1e-9);
  }
  EXPECT_NEAR(now.pelvis_height_m, posture.pelvis_position_m[2] - 1.5 * std::tan(4 * kDegree),
              1e-9);
}

TEST(CrossSlope, IsHigherOnTheLeft) {
  Floor floor;
  floor.cross_slope_rad = 3 * kDegree;
  const Model model = on(floor);
  const Instant now = first_moment(model, upright(model, 0));
  EXPECT_GT(now.ground_reaction_n.left.z(), 10);
  EXPECT_EQ(now.ground_reaction_n.right.z(), 0);
}

TEST(Mat, LetsAFootSinkDeeperThanAHardFloorDoes) {
  const auto depth_m = [](bool is_soft) {
    Floor floor;
    floor.is_soft = is_soft;
    const Model model = on(floor);
    Posture landing = upright(model, 0);
    landing.pelvis_velocity_m_s = {0, 0, -0.5};
    Physics physics(model, landing);
    double lowest_m = 0;
    for (int i = 0; i < 60; ++i)
      for (const SolePoint& point : physics.step(physics.idle()).soles.right)
        lowest_m = std::min(lowest_m, point.clearance_m);
    return -lowest_m;
  };
  EXPECT_GT(depth_m(true), 1.3 * depth_m(false));
}

TEST(Push, ChangesTheMomentumOfWhoFliesByItsImpulseAndTheBalanceKnows) {
  const Model model = on({});
  Physics physics(model, Posture{{0, 0, 3}, {1, 0, 0, 0}, {}});
  const std::vector<Push> pushes = {{Time{50'000}, Time{150'000}, {12, -16}}};
  Balance first, before;
  double force_n = 0, moment_nm = 0;  // unexplained
  for (Time time{0}; time < Time{200'000}; time += model.timestep()) {
    physics.push_trunk(mean_force_n(pushes, time, time + model.timestep()));
    const Balance now = physics.step(physics.idle()).balance;
    if (time == Time{0}) first = before = now;
    if (time > Time{0}) {
      const double step_s = to_seconds(model.timestep());
      const Eigen::Vector3d weight(0, 0, -9.81 * now.mass_kg);
      const Eigen::Vector3d gained = (now.linear_momentum - before.linear_momentum) / step_s,
                            spun = (now.angular_momentum - before.angular_momentum) / step_s;
      force_n = std::max(force_n, (gained - before.contact_force_n - weight).norm());
      moment_nm = std::max(moment_nm, (spun - before.contact_moment_nm).norm());
    }
    before = now;
  }
  EXPECT_NEAR(before.linear_momentum.x() - first.linear_momentum.x(), 12, 0.01);
  EXPECT_NEAR(before.linear_momentum.y() - first.linear_momentum.y(), -16, 0.01);
  EXPECT_LT(force_n, 1);  // of 314
  EXPECT_LT(moment_nm, 1);
}

}  // namespace
}  // namespace steppage
