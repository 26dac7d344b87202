#include "physics/reach.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "laboratory.hpp"

namespace steppage {
namespace {

// Upper arm and forearm to the grip, of the reference man: two sides of a triangle.
constexpr double kUpperArm_m = 0.291, kForearm_m = 0.34;

struct Man {
  Man() : body(build_body(reference_man(1))), model(body.compile()) {}
  Eigen::Vector3d shoulder() const { return place(model, {}, {"right_upper_arm"}); }
  BodySpec body;
  Model model;
};

TEST(Reach, BendsTheElbowByTheLawOfCosines) {
  const Man man;
  const double upper = (place(man.model, {}, {"right_forearm"}) - man.shoulder()).norm();
  const double fore = upper * kForearm_m / kUpperArm_m;  // near enough: one scale for both
  const double far = 0.8 * (upper + fore);
  const Eigen::Vector3d ahead = man.shoulder() + far * Eigen::Vector3d(0.8, 0, -0.6);
  const Reached reached = reach_with_hand(man.model, {}, Side::kRight,
                                          {"pelvis", ahead - place(man.model, {}, {"pelvis"})});
  EXPECT_LT(reached.distance_m, 0.001);
  const double cosine = (upper * upper + fore * fore - far * far) / (2 * upper * fore);
  EXPECT_NEAR(reached.posture.joint_angle_rad.at("right_elbow_flexion"), M_PI - std::acos(cosine),
              0.05);
}

TEST(Reach, SaysHowFarAPointIsThatNoArmReaches) {
  const Man man;
  const Eigen::Vector3d away = man.shoulder() + Eigen::Vector3d(1, 0, 0);
  const Reached reached = reach_with_hand(man.model, {}, Side::kRight,
                                          {"pelvis", away - place(man.model, {}, {"pelvis"})});
  const double arm = (man.body.site("right_grip", {}) - man.shoulder()).norm();  // hanging straight
  EXPECT_NEAR(reached.distance_m, 1 - arm, 0.005);
}

TEST(Reach, StaysWithinTheRangeOfTheJoints) {
  const Man man;
  const mjModel& m = man.model.engine();
  for (const Eigen::Vector3d& to :
       {Eigen::Vector3d(-0.4, 0.3, 0), Eigen::Vector3d(0.1, 0.5, 0.2),
        Eigen::Vector3d(0, -0.2, 0.5), Eigen::Vector3d(-0.5, 0, -0.1)}) {
    const Reached reached =
        reach_with_hand(man.model, {}, Side::kRight,
                        {"pelvis", man.shoulder() + to - place(man.model, {}, {"pelvis"})});
    for (const auto& [joint, angle] : reached.posture.joint_angle_rad) {
      const int id = id_of(&m, mjOBJ_JOINT, joint);
      EXPECT_GE(angle, m.jnt_range[2 * id]) << joint;
      EXPECT_LE(angle, m.jnt_range[2 * id + 1]) << joint;
    }
  }
}

TEST(Reach, LeavesAFreeAxisAtRest) {
  const Man man;
  const BodyPoint foot{"right_foot"};
  const Posture bent{{}, {1, 0, 0, 0}, {{"right_hip_flexion", 0.3}, {"right_knee_flexion", 0.5}}};
  const Eigen::Vector3d hanging = place(man.model, bent, foot);
  const Aim lifted{foot, hanging + Eigen::Vector3d(5, 5, 0.1), {0, 0, 1}};
  const Reached reached =
      reach(man.model, bent, {"right_hip_flexion", "right_knee_flexion", "right_hip_adduction"},
            {&lifted, 1});
  EXPECT_LT(reached.distance_m, 1e-4);
  EXPECT_NEAR(place(man.model, reached.posture, foot).z(), hanging.z() + 0.1, 1e-4);
}

}  // namespace
}  // namespace steppage
