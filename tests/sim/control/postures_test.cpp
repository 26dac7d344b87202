#include "control/postures.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "patient/body.hpp"

namespace steppage {
namespace {

TEST(Seat, PutsFlatFeetOnTheFloorUnderVerticalShanks) {
  for (const PatientSettings& patient :
       {PatientSettings{}, PatientSettings{Sex::kMale, 30, 110, 2.0},
        PatientSettings{Sex::kFemale, 80, 45, 1.5}}) {
    BodySpec body = build_body(patient);
    const Shape shape = body.shape();
    const Posture posture = sit_on_chair(body);
    const double hip = posture.joint_angle_rad.at("right_hip_flexion");
    EXPECT_NEAR(hip - posture.joint_angle_rad.at("right_knee_flexion"), 0, 1e-12);
    EXPECT_GT(hip, 80 * M_PI / 180);
    const double thigh = shape.body_m.at("right_thigh").z() - shape.body_m.at("right_shank").z();
    const double knee = posture.pelvis_position_m.z() - thigh * std::cos(hip);
    const double sole = shape.body_m.at("right_shank").z() - shape.geom_m.at("right_heel").z() +
                        shape.radius_m.at("right_heel");
    EXPECT_NEAR(knee, sole, 0.01);  // the seat gives way by less than a centimetre
  }
}

}  // namespace
}  // namespace steppage
