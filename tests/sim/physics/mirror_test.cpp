// Left and right are the same: a mirrored patient who does the mirrored thing moves mirrored.
#include <gtest/gtest.h>

#include <cmath>

#include "control/postures.hpp"
#include "laboratory.hpp"
#include "physics/physics.hpp"

namespace steppage {
namespace {

std::string mirrored(const std::string& name) {
  if (name.starts_with("left_")) return "right_" + name.substr(5);
  return name.starts_with("right_") ? "left_" + name.substr(6) : name;
}

// Turns about the forward and the upward axis change their sign.
double sign(const std::string& joint) {
  return joint == "lumbar_bending" || joint == "lumbar_rotation" ? -1 : 1;
}

// One leg has weak muscles: as given, or seen in a mirror.
Model uneven_patient(bool in_mirror, Posture (*place)(BodySpec&), Posture& posture) {
  BodySpec body = build_body({});
  body.scale_strength(in_mirror ? "left_TA" : "right_TA", 0.4);
  for (const std::string site : {"pelvis", "sternum", "left_shank", "right_shank", "left_foot",
                                 "right_foot", "left_wrist", "right_wrist"})
    body.add_imu(site, {});
  posture = place(body);
  return body.compile();
}

// Every muscle its own sinusoid.
Drive swaying(const Physics& physics, Drive drive, int step, bool in_mirror) {
  const std::vector<std::string>& muscles = physics.model().layout().muscles;
  for (size_t i = 0; i < muscles.size(); ++i) {
    const auto index =
        static_cast<double>(find_index(muscles, in_mirror ? mirrored(muscles[i]) : muscles[i]));
    drive.muscles[i].voluntary =
        0.2 + 0.2 * std::sin(0.001 * step * (4 + 0.5 * index) + 1.3 * index);
  }
  return drive;
}

struct Difference {
  double angle_rad = 0, accel_m_s2 = 0, gyro_rad_s = 0;
};

void compare(const Layout& layout, const Instant& a, const Instant& b, Difference& largest) {
  const auto grow = [](double& value, double by) { value = std::max(value, std::fabs(by)); };
  for (size_t i = 0; i < layout.joints.size(); ++i) {
    const auto other = static_cast<size_t>(find_index(layout.joints, mirrored(layout.joints[i])));
    grow(largest.angle_rad,
         a.joint_angle_rad[i] - sign(layout.joints[i]) * b.joint_angle_rad[other]);
  }
  for (size_t i = 0; i < layout.imu_sites.size(); ++i) {
    const auto other =
        static_cast<size_t>(find_index(layout.imu_sites, mirrored(layout.imu_sites[i])));
    const Eigen::Vector3d vector(1, -1, 1), pseudo_vector(-1, 1, -1);
    grow(largest.accel_m_s2,
         (a.imus[i].accel_m_s2 - vector.cwiseProduct(b.imus[other].accel_m_s2)).norm());
    grow(largest.gyro_rad_s,
         (a.imus[i].gyro_rad_s - pseudo_vector.cwiseProduct(b.imus[other].gyro_rad_s)).norm());
  }
}

Difference mirror_difference(Posture (*place)(BodySpec&), const char* what) {
  Posture posture, mirror_posture;
  const Model model = uneven_patient(false, place, posture);
  const Model mirror_model = uneven_patient(true, place, mirror_posture);
  Physics physics(model, posture), mirror(mirror_model, mirror_posture);
  const Drive idle = physics.idle(), mirror_idle = mirror.idle();
  Difference largest;
  double moved = 0;
  for (int i = 0; i < 1000; ++i) {
    const Instant& a = physics.step(swaying(physics, idle, i, false));
    const Instant& b = mirror.step(swaying(mirror, mirror_idle, i, true));
    compare(model.layout(), a, b, largest);
    for (const double rate : a.joint_rate_rad_s) moved = std::max(moved, std::fabs(rate));
  }
  std::printf("%s mirrored: %.1e rad, %.1e m/s2, %.1e rad/s apart\n", what, largest.angle_rad,
              largest.accel_m_s2, largest.gyro_rad_s);
  EXPECT_GT(moved, 1) << "nothing moved";
  EXPECT_FALSE(physics.diverged() || mirror.diverged());
  return largest;
}

TEST(Mirror, ShowsTheSameSeatedTrial) {
  const Difference largest =
      mirror_difference([](BodySpec& body) { return sit_on_chair(body); }, "seated");
  EXPECT_LT(largest.angle_rad, 1e-9);
  EXPECT_LT(largest.accel_m_s2, 1e-9);
  EXPECT_LT(largest.gyro_rad_s, 1e-9);
}

TEST(Mirror, ShowsTheSameStandingTrial) {
  const Difference largest =
      mirror_difference([](BodySpec& body) { return stand_on_floor(body); }, "standing");
  EXPECT_LT(largest.angle_rad, 1e-9);
  EXPECT_LT(largest.accel_m_s2, 1e-9);
  EXPECT_LT(largest.gyro_rad_s, 1e-9);
}

}  // namespace
}  // namespace steppage
