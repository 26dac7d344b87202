// Legs that touch each other.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <cmath>

#include "control/postures.hpp"
#include "laboratory.hpp"
#include "physics/physics.hpp"

namespace steppage {
namespace {

const std::string kAnkle = "right_ankle_dorsiflexion";

// Seated, the right foot on the left one, every joint locked but the right ankle, which a machine
// has turned down by some tenths of a degree.
Instant pressed(BodySpec body, const Posture& posture,
                const std::function<void(const Model&)>& look) {
  constexpr double kDown_rad = 0.003;
  body.mount_on_dynamometer(posture, kAnkle);
  const Model model = body.compile();
  look(model);
  Physics physics(model, posture);
  const Drive limp = physics.idle();
  const double angle = posture.joint_angle_rad.at(kAnkle) - kDown_rad;
  for (int i = 0; i < 1000; ++i) {
    physics.turn_dynamometer(angle, 0);
    physics.step(limp);
  }
  physics.turn_dynamometer(angle, 0);
  return physics.step(limp);
}

// How far from the ankle's axis the ball of the right foot touches.
double lever_m(const Model& model, const Posture& posture) {
  const mjModel* m = &model.engine();
  EngineData d(mj_makeData(m));
  const std::vector<double> qpos = model.positions(posture);
  std::copy(qpos.begin(), qpos.end(), d->qpos);
  mj_kinematics(m, d.get());
  const int joint = id_of(m, mjOBJ_JOINT, kAnkle);
  const int ball = id_of(m, mjOBJ_GEOM, "right_metatarsal_1");
  const Eigen::Map<Eigen::Vector3d> centre(d->geom_xpos + 3 * ball), anchor(d->xanchor + 3 * joint),
      axis(d->xaxis + 3 * joint);
  const Eigen::Vector3d touched = centre - m->geom_size[3 * ball] * Eigen::Vector3d::UnitZ();
  return axis.dot((touched - anchor).cross(Eigen::Vector3d::UnitZ()));
}

TEST(FootOnFoot, PressesWithTheTorqueOfItsAnkleOverTheLever) {
  BodySpec touching = build_body({}), apart = build_body({});
  const Posture posture = sit_with_foot_on_foot(touching, Side::kRight);
  sit_on_chair(apart);  // the same chair, and feet that pass through each other
  double lever = 0;
  const Instant with = pressed(std::move(touching), posture,
                               [&](const Model& model) { lever = lever_m(model, posture); });
  const Instant without = pressed(std::move(apart), posture, [](const Model&) {});
  EXPECT_EQ(without.assisted_n, (PerSide<double>{0, 0}));
  const double expected_n = (without.dynamometer_torque_nm - with.dynamometer_torque_nm) / lever;
  EXPECT_GT(expected_n, 5);
  EXPECT_NEAR(with.assisted_n.right / expected_n, 1, 0.2);  // friction of the heel takes its share
  EXPECT_EQ(with.assisted_n.left, 0) << "the lower foot is loaded, not helped";
}

TEST(FootOnFoot, IsLiftedByTheFootBelow) {
  for (const Side upper : {Side::kLeft, Side::kRight}) {
    BodySpec body = build_body({});
    const Posture posture = sit_with_foot_on_foot(body, upper);
    const Model model = body.compile();
    Physics physics(model, posture);
    Drive drive = physics.idle();
    const std::string below(name(opposite(upper))), above(name(upper));
    for (const std::string muscle : {"_TA", "_EDL"})
      drive.muscles[static_cast<size_t>(find_index(model.layout().muscles, below + muscle))]
          .voluntary = 1;
    const auto ankle =
        static_cast<size_t>(find_index(model.layout().joints, above + "_ankle_dorsiflexion"));
    double most_n = 0, highest = -1;
    for (int i = 0; i < 300; ++i) {
      const Instant& now = physics.step(drive);
      most_n = std::max(most_n, now.assisted_n[upper]);
      highest = std::max(highest, now.joint_angle_rad[ankle]);
    }
    EXPECT_GT(most_n, 2) << above;
    EXPECT_GT(highest, posture.joint_angle_rad.at(above + "_ankle_dorsiflexion") + 0.05) << above;
  }
}

// Touching legs push each other alike and opposite: nothing of it reaches the balance.
TEST(CrossedLeg, LeavesTheBalanceOfMomentumToTheWorld) {
  constexpr int kWindow = 10;
  BodySpec body = build_body({});
  const Posture posture = sit_with_ankle_on_knee(body, Side::kRight);
  const Model model = body.compile();
  Physics physics(model, posture);
  const Drive limp = physics.idle();
  Balance before = physics.step(limp).balance;
  Eigen::Vector3d force = Eigen::Vector3d::Zero(), moment = force;
  double most_n = 0, most_nm = 0;
  for (int i = 1; i <= 200; ++i) {
    const Instant& now = physics.step(limp);
    EXPECT_FALSE(now.has_fallen);
    const Eigen::Vector3d weight(0, 0, -9.81 * before.mass_kg);
    force += (now.balance.linear_momentum - before.linear_momentum) / 0.001 - weight -
             before.contact_force_n;
    moment +=
        (now.balance.angular_momentum - before.angular_momentum) / 0.001 - before.contact_moment_nm;
    before = now.balance;
    if (i % kWindow != 0) continue;
    most_n = std::max(most_n, force.norm() / kWindow);
    most_nm = std::max(most_nm, moment.norm() / kWindow);
    force.setZero();
    moment.setZero();
  }
  EXPECT_LT(most_n, 1);
  EXPECT_LT(most_nm, 1);
}

}  // namespace
}  // namespace steppage
