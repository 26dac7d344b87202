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

double lowest(const BodySpec& body, const Posture& posture, const std::string& site) {
  return body.site(site, posture).z();
}

TEST(Standing, PutsBothFeetOnTheFloorEvenWithUnequalLegs) {
  for (const double difference_mm : {0.0, 30.0, -30.0}) {
    PatientSettings patient;
    patient.leg_length_difference_mm = difference_mm;
    const BodySpec body = build_body(patient);
    const Posture posture = stand_on_floor(body);
    EXPECT_NEAR(lowest(body, posture, "left_foot"), lowest(body, posture, "right_foot"), 0.001)
        << difference_mm;
    EXPECT_EQ(difference_mm > 0, posture.joint_angle_rad.at("lumbar_bending") > 0);
  }
}

TEST(Lying, HasTheHeadBehindAndTheFaceUp) {
  BodySpec body = build_body({});
  const Posture posture = lie_on_table(body);
  const Eigen::Vector3d pelvis = posture.pelvis_position_m;
  EXPECT_LT(body.site("sternum", posture).x(), pelvis.x() - 0.3);
  EXPECT_GT(body.site("sternum", posture).z(), pelvis.z() + 0.03);
  EXPECT_GT(body.site("right_foot", posture).x(), pelvis.x() + 0.7);
}

TEST(Support, IsWhereTheHandIs) {
  BodySpec body = build_body({});
  Posture posture = stand_on_floor(body);
  const Eigen::Vector3d hanging = body.site("right_grip", posture);
  hold_support(body, posture, Side::kRight);
  const Eigen::Vector3d hand = body.site("right_grip", posture);
  EXPECT_GT(hand.x(), hanging.x() + 0.2);
  EXPECT_GT(hand.z(), 0.8);  // a counter
  EXPECT_LT((body.site("right_grasp_point", posture) - hand).norm(), 1e-9);
}

}  // namespace
}  // namespace steppage
