// Hands that hold the world or the patient's own body.
#include <gtest/gtest.h>

#include <algorithm>

#include "control/postures.hpp"
#include "patient/body.hpp"
#include "physics/physics.hpp"
#include "physics/reach.hpp"

namespace steppage {
namespace {

// Supine and limp, a hand hooked around each thigh.
struct Hug {
  explicit Hug(const PatientSettings& patient = {})
      : body(build_body(patient)),
        start(lie_with_knees_hugged(body)),
        model(body.compile()),
        physics(model, start),
        drive(physics.idle()) {}
  const Instant& run(int steps) {
    for (int i = 1; i < steps; ++i) physics.step(drive);
    return physics.step(drive);
  }
  BodySpec body;
  Posture start;
  Model model;
  Physics physics;
  Drive drive;
};

// Limp in the air, the arms hanging; the right hand can hold a point of the trunk that is `away_m`
// in front of it.
struct Offer {
  Offer(double away_m, double limit_n) : body(build_body({})), start(stand_on_floor(body)) {
    start.pelvis_position_m.z() += 2;
    const Eigen::Vector3d ahead(away_m, 0, 0);
    body.add_grasp(Side::kRight, "trunk",
                   body.site("right_grip", start) + ahead - place(body.compile(), start, {"trunk"}),
                   limit_n);
    model = std::make_unique<Model>(body.compile());
    physics = std::make_unique<Physics>(*model, start);
    drive = physics->idle();
  }
  double most_n(int steps) {
    double most = 0;
    for (int i = 0; i < steps; ++i)
      most = std::max(most, physics->step(drive).grasp_force_n.right.norm());
    return most;
  }
  const Instant& step() { return physics->step(drive); }

  BodySpec body;
  Posture start;
  std::unique_ptr<Model> model;
  std::unique_ptr<Physics> physics;
  Drive drive;
};

TEST(OwnGrasp, KeepsTheKneesOfALimpPatientAtTheChest) {
  Hug hug;
  const Instant& now = hug.run(2000);
  EXPECT_EQ(now.held, (PerSide<Held>{Held::kOwnBody, Held::kOwnBody}));
  EXPECT_GT(now.assisted_n.left, 10);
  const auto hip = static_cast<size_t>(find_index(hug.model.layout().joints, "left_hip_flexion"));
  EXPECT_GT(now.joint_angle_rad[hip], 95 * M_PI / 180);
}

TEST(OwnGrasp, OfAHandThatOpensExertsNothing) {
  Hug hug;
  hug.run(500);
  hug.drive.hold.left = false;
  const Instant& now = hug.run(1000);
  EXPECT_EQ(now.held, (PerSide<Held>{Held::kNothing, Held::kOwnBody}));
  EXPECT_EQ(now.grasp_force_n.left.norm(), 0);
  EXPECT_EQ(now.assisted_n.left, 0);
}

// A force between parts of the body changes neither its momentum nor that about the centre of mass.
TEST(OwnGrasp, MovesNoMomentum) {
  constexpr int kWindow = 10;
  Hug hug;
  Balance before = hug.run(1000).balance;
  Eigen::Vector3d force = Eigen::Vector3d::Zero(), moment = force;
  double most_n = 0, most_nm = 0, grasp_n = 0;
  for (int i = 1; i <= 1000; ++i) {
    const Instant& now = hug.physics.step(hug.drive);
    const Eigen::Vector3d weight(0, 0, -9.81 * before.mass_kg);
    force += (now.balance.linear_momentum - before.linear_momentum) / 0.001 - weight -
             before.contact_force_n;
    moment +=
        (now.balance.angular_momentum - before.angular_momentum) / 0.001 - before.contact_moment_nm;
    before = now.balance;
    grasp_n = std::max(grasp_n, now.grasp_force_n.left.norm());
    if (i % kWindow != 0) continue;
    most_n = std::max(most_n, force.norm() / kWindow);
    most_nm = std::max(most_nm, moment.norm() / kWindow);
    force.setZero();
    moment.setZero();
  }
  EXPECT_GT(grasp_n, 10);
  EXPECT_LT(most_n, 1);
  EXPECT_LT(most_nm, 1);
}

TEST(Hand, TakesHoldOfWhatIsNearWithoutAJerk) {
  Offer near(0.015, 80);
  near.drive.hold.right = false;
  EXPECT_EQ(near.most_n(50), 0);
  near.drive.hold.right = true;
  const double most_n = near.most_n(200);
  EXPECT_EQ(near.step().held.right, Held::kOwnBody);
  EXPECT_LT(most_n, 40);  // half of what slips
  EXPECT_GT(most_n, 1);
}

TEST(Hand, DoesNotTakeHoldOfWhatIsFar) {
  Offer far(0.06, 80);
  EXPECT_EQ(far.most_n(250), 0);
  EXPECT_EQ(far.step().held.right, Held::kNothing);
}

TEST(Hand, SlipsAboveItsLimitAndHoldsAgainOnlyAfterItOpened) {
  Offer weak(0.015, 5);
  EXPECT_GT(weak.most_n(1), 5);
  EXPECT_EQ(weak.most_n(50), 0);
  weak.drive.hold.right = false;
  weak.step();
  weak.drive.hold.right = true;
  EXPECT_EQ(weak.step().held.right, Held::kOwnBody);
}

TEST(Hand, DoesTheSameAgainAfterTheRunWasRestored) {
  Hug hug;
  const auto run = [&] {
    for (int i = 0; i < 600; ++i) {
      hug.drive.hold.left = i < 50 || i >= 70;  // opens, and closes again where it is
      hug.drive.hold.right = i >= 300;          // stays open until the leg is gone
      hug.physics.step(hug.drive);
    }
  };
  hug.run(100);
  const SavedPhysics saved = hug.physics.save();
  run();
  const SavedPhysics once = hug.physics.save();
  hug.physics.restore(saved);
  run();
  EXPECT_EQ(hug.physics.save(), once);
}

TEST(Hand, RestoredToBeforeItSlippedSlipsAgain) {
  Offer weak(0.015, 5);
  const SavedPhysics saved = weak.physics->save();
  const double once_n = weak.most_n(20);
  weak.physics->restore(saved);
  EXPECT_EQ(weak.most_n(20), once_n);
}

TEST(Support, IsTheWorldAndNoAssistance) {
  BodySpec body = build_body({});
  Posture start = stand_on_floor(body);
  hold_support(body, start, Side::kRight);
  const Model model = body.compile();
  Physics physics(model, start);
  const Drive limp = physics.idle();
  for (int i = 0; i < 50; ++i) physics.step(limp);
  const Instant& now = physics.step(limp);
  EXPECT_EQ(now.held, (PerSide<Held>{Held::kNothing, Held::kWorld}));
  EXPECT_GT(now.grasp_force_n.right.norm(), 1);
  EXPECT_EQ(now.assisted_n, (PerSide<double>{0, 0}));
}

}  // namespace
}  // namespace steppage
