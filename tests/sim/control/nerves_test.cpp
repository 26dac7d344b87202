// What the nerves of a walking patient report, on bodies that are placed by hand.
#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <array>
#include <cmath>

#include "control/activities.hpp"
#include "control/postures.hpp"
#include "control/walking/sensed.hpp"
#include "patient/body.hpp"
#include "physics/describe.hpp"
#include "scenario/document.hpp"

namespace steppage {
namespace {

constexpr double kDegree = M_PI / 180;

// The moment at which the body is in that posture.
Instant placed(const Model& model, const Posture& posture) {
  Physics physics(model, posture);
  return physics.step(physics.idle());
}

// In the air, so that nothing but the posture counts.
Posture in_the_air() {
  Posture posture;
  posture.pelvis_position_m = {0, 0, 2};
  return posture;
}

Posture turned(const Eigen::Quaterniond& turn) {
  Posture posture = in_the_air();
  posture.pelvis_quaternion = {turn.w(), turn.x(), turn.y(), turn.z()};
  return posture;
}

Eigen::Quaterniond turn(double angle_rad, const Eigen::Vector3d& axis) {
  return Eigen::Quaterniond(Eigen::AngleAxisd(angle_rad, axis));
}

class NervesTest : public testing::Test {
 protected:
  Sensed sense(const Posture& posture, const Path& path = {}) const {
    return nerves_.sense(placed(model_, posture), path);
  }

  const BodySpec body_ = build_body({});
  const Model model_ = body_.compile();
  const Nerves nerves_{model_};
  const double second_ = std::sqrt(nerves_.leg_length_m() / 9.81);
};

TEST_F(NervesTest, ALegIsAsLongAsThighAndShankOfTheTableAndTheHeightOfTheAnkle) {
  const Segments segments = steppage::segments(Sex::kFemale, 68, 1.65);
  const Shape shape = body_.shape();
  const double ankle_m = shape.body_m.at("right_foot").z() - shape.geom_m.at("right_heel").z() +
                         shape.radius_m.at("right_heel");
  EXPECT_GT(ankle_m, 0.06);
  EXPECT_LT(ankle_m, 0.09);
  EXPECT_NEAR(leg_length_m(model_),
              segments.at("thigh").length_m + segments.at("shank").length_m + ankle_m, 1e-6);
  EXPECT_EQ(nerves_.leg_length_m(), leg_length_m(model_));
}

TEST_F(NervesTest, ReportTheAnglesOfJointsAndTheirRatesInTheTimeThatALegNeedsToSwing) {
  const std::map<std::string, Turning SensedLeg::*> joints = {
      {"hip_flexion", &SensedLeg::hip_flexion},
      {"hip_adduction", &SensedLeg::hip_adduction},
      {"hip_rotation", &SensedLeg::hip_rotation},
      {"knee_flexion", &SensedLeg::knee_flexion},
      {"ankle_dorsiflexion", &SensedLeg::ankle_dorsiflexion},
      {"subtalar_inversion", &SensedLeg::subtalar_inversion}};
  for (const Side side : {Side::kLeft, Side::kRight})
    for (const auto& [joint, sensed] : joints) {
      const std::string full = std::string(name(side)) + "_" + joint;
      SCOPED_TRACE(full);
      Posture posture = in_the_air();
      posture.joint_angle_rad[full] = 0.1;
      posture.joint_rate_rad_s[full] = 2;
      const Sensed report = sense(posture);
      EXPECT_NEAR((report.legs[side].*sensed).angle, 0.1, 1e-9);
      EXPECT_NEAR((report.legs[side].*sensed).rate, 2 * second_, 1e-9);
      EXPECT_NEAR((report.legs[opposite(side)].*sensed).angle, 0, 1e-9);
    }
}

TEST_F(NervesTest, TellPitchLeanAndHeadingOfAPelvisApart) {
  const double heading = 0.5, pitch = 0.2, lean = 0.1;
  const Sensed report =
      sense(turned(turn(heading, Eigen::Vector3d::UnitZ()) * turn(pitch, Eigen::Vector3d::UnitY()) *
                   turn(-lean, Eigen::Vector3d::UnitX())));
  EXPECT_NEAR(report.heading, heading, 1e-9);           // x forward to y left
  EXPECT_NEAR(report.pelvis_pitch.angle, pitch, 1e-9);  // z up to x forward
  EXPECT_NEAR(report.pelvis_lean.angle, lean, 1e-9);    // z up to y left
}

TEST_F(NervesTest, AddTheLumbarJointToThePelvisForTheTrunk) {
  Posture posture = turned(turn(0.2, Eigen::Vector3d::UnitY()));
  posture.joint_angle_rad["lumbar_flexion"] = 0.15;
  EXPECT_NEAR(sense(posture).trunk_pitch.angle, 0.35, 1e-9);
  posture = turned(turn(-0.2, Eigen::Vector3d::UnitX()));
  posture.joint_angle_rad["lumbar_bending"] = 0.15;
  EXPECT_NEAR(sense(posture).trunk_lean.angle, 0.35, 1e-9);
}

TEST_F(NervesTest, TellHeadingAndDistanceFromThePathThatIsWalked) {
  Posture posture = turned(turn(170 * kDegree, Eigen::Vector3d::UnitZ()));
  posture.pelvis_position_m = {3, 4, 2};
  const Instant now = placed(model_, posture);
  const Path backwards = {{0, 1}, -170 * kDegree};
  const Sensed report = nerves_.sense(now, backwards);
  EXPECT_NEAR(report.heading, -20 * kDegree, 1e-9);
  const Eigen::Vector2d left(std::cos(-80 * kDegree), std::sin(-80 * kDegree));  // of the path
  EXPECT_NEAR(report.off_path,
              (now.balance.com_m.head<2>() - backwards.start_m).dot(left) / nerves_.leg_length_m(),
              1e-9);
  EXPECT_LT(report.off_path, 0);  // y is 4 and the path runs towards -x: to the right of it
}

TEST_F(NervesTest, TellSpeedAlongTheHeadingInTheSpeedOfAnInvertedPendulum) {
  Posture posture = turned(turn(M_PI / 2, Eigen::Vector3d::UnitZ()));
  posture.pelvis_velocity_m_s = {-0.3, 1.2, 0};
  const Sensed report = sense(posture);
  const double unit = std::sqrt(9.81 * nerves_.leg_length_m());
  EXPECT_NEAR(report.speed, 1.2 / unit, 1e-9);
  EXPECT_NEAR(report.speed_left, 0.3 / unit, 1e-9);
}

TEST_F(NervesTest, TellHowFarTheBodyIsInFrontOfAFootAndBesideIt) {
  const Instant now = placed(model_, in_the_air());
  const Sensed report = nerves_.sense(now, {});
  const double hip_m = body_.shape().body_m.at("left_thigh").y();
  for (const Side side : {Side::kLeft, Side::kRight}) {
    double foot_x = 0;
    for (const SolePoint& point : now.soles[side]) foot_x += point.place_m.x();
    foot_x /= static_cast<double>(now.soles[side].size());
    EXPECT_NEAR(report.legs[side].ahead * nerves_.leg_length_m(), now.balance.com_m.x() - foot_x,
                1e-9);
    // A foot that hangs below its hip has the body on the inside.
    EXPECT_NEAR(report.legs[side].beside * nerves_.leg_length_m(), -hip_m, 0.02);
  }
  Posture spread = in_the_air();
  spread.joint_angle_rad["left_hip_flexion"] = 0.4;
  EXPECT_LT(sense(spread).legs.left.ahead, report.legs.left.ahead - 0.2);
}

TEST_F(NervesTest, FeelBothLegsTogetherCarryTheBodyInQuietStanding) {
  Document document =
      Document::parse("test.json", R"({"schema": 1, "activity": {"kind": "stand"}})");
  Reader reader = document.root().object("activity");
  const std::unique_ptr<Activity> stand = read_activity(reader);
  BodySpec body = build_body({});
  const Posture posture = stand->prepare(body);
  const Model model = body.compile();
  const Nerves nerves(model);
  Physics physics(model, posture);
  const auto performance = stand->start(model, posture, 1);
  Drive drive = physics.idle();
  for (Time t{0}; t <= from_seconds(2); t += model.timestep()) {
    const Instant& now = physics.step(drive);
    if (now.time % kControlPeriod != Time{0}) continue;
    performance->drive(physics, now, drive);
    if (now.time < from_seconds(1.5)) continue;
    const Sensed report = nerves.sense(now, {});
    EXPECT_NEAR(report.legs.left.load + report.legs.right.load, 1, 0.02);
    EXPECT_NEAR(report.legs.left.load, 0.5, 0.1);
  }
}

TEST(Nerves, KnowHowStrongTheLegsAreForTheWeightThatTheyCarry) {
  const double own = Nerves(build_body({}).compile()).strength();
  EXPECT_NEAR(own, 1.09, 2e-3);
  PatientSettings strong;
  strong.strength = 1.5;
  EXPECT_NEAR(Nerves(build_body(strong).compile()).strength(), 1.5 * own, 1e-3);
}

TEST(Nerves, ReportForcesInThoseOfPeopleOfStrengthOneAtThisWeight) {
  const double own = Nerves(build_body({}).compile()).strength();
  // Twice as strong, at the same share of the own maximum: twice the force on the same weight.
  PatientSettings strong;
  strong.strength = 2;
  std::array<SensedLeg, 2> legs;
  for (const bool is_strong : {false, true}) {
    const Model model = build_body(is_strong ? strong : PatientSettings{}).compile();
    Instant now = placed(model, in_the_air());
    for (const MuscleDescription& muscle : describe(model, {}).muscles)
      now.muscles[static_cast<size_t>(find_index(model.layout().muscles, muscle.name))].force_n =
          0.3 * muscle.max_force_n;
    legs[is_strong] = Nerves(model).sense(now, {}).legs.left;
  }
  for (size_t i = 0; i < kLegMuscles.size(); ++i) {
    EXPECT_NEAR(legs[0].force[i], 0.3 * own, 1e-3) << kLegMuscles[i];
    EXPECT_NEAR(legs[1].force[i], 0.6 * own, 2e-3) << kLegMuscles[i];
  }
}

// Everything to the other side: left for right, and what turns about x or z the other way.
Posture mirrored(const Posture& posture) {
  const auto swapped = [](const std::map<std::string, double>& joints) {
    std::map<std::string, double> mirror;
    for (const auto& [joint, value] : joints) {
      const bool left = joint.starts_with("left_"), right = joint.starts_with("right_");
      const std::string other = left    ? "right_" + joint.substr(5)
                                : right ? "left_" + joint.substr(6)
                                        : joint;
      const bool sideways = joint == "lumbar_bending" || joint == "lumbar_rotation";
      mirror[other] = sideways ? -value : value;
    }
    return mirror;
  };
  Posture mirror = posture;
  mirror.pelvis_position_m.y() *= -1;
  mirror.pelvis_velocity_m_s.y() *= -1;
  mirror.pelvis_quaternion[1] *= -1;
  mirror.pelvis_quaternion[3] *= -1;
  mirror.joint_angle_rad = swapped(posture.joint_angle_rad);
  mirror.joint_rate_rad_s = swapped(posture.joint_rate_rad_s);
  return mirror;
}

void expect_near(const Turning& a, const Turning& b, double sign = 1) {
  EXPECT_NEAR(a.angle, sign * b.angle, 1e-7);
  EXPECT_NEAR(a.rate, sign * b.rate, 1e-7);
}

TEST_F(NervesTest, ReportTheMirrorImageOfAMirroredPosture) {
  // One foot touches the floor.
  Posture posture =
      turned(turn(0.3, Eigen::Vector3d::UnitZ()) * turn(0.1, Eigen::Vector3d::UnitY()) *
             turn(-0.05, Eigen::Vector3d::UnitX()));
  posture.pelvis_position_m = {1, 0.2, leg_length_m(model_) - 0.02};
  posture.pelvis_velocity_m_s = {1, 0.2, 0};
  posture.joint_angle_rad = {{"left_hip_flexion", 0.4},          {"left_knee_flexion", 1.5},
                             {"left_hip_adduction", -0.1},       {"left_hip_rotation", 0.1},
                             {"right_hip_flexion", -0.1},        {"right_ankle_dorsiflexion", 0.1},
                             {"right_subtalar_inversion", 0.05}, {"lumbar_flexion", 0.1},
                             {"lumbar_bending", 0.07},           {"lumbar_rotation", -0.06}};
  posture.joint_rate_rad_s = {{"left_hip_flexion", 3},
                              {"right_knee_flexion", 1},
                              {"lumbar_bending", 0.5},
                              {"lumbar_rotation", 0.4}};
  const Sensed seen = sense(posture), mirror = sense(mirrored(posture));
  EXPECT_GT(seen.legs.right.load, 0.1);
  EXPECT_EQ(seen.legs.left.load, 0);
  expect_near(mirror.pelvis_pitch, seen.pelvis_pitch);
  expect_near(mirror.trunk_pitch, seen.trunk_pitch);
  expect_near(mirror.pelvis_lean, seen.pelvis_lean, -1);
  expect_near(mirror.trunk_lean, seen.trunk_lean, -1);
  expect_near(mirror.lumbar_flexion, seen.lumbar_flexion);
  expect_near(mirror.lumbar_bending, seen.lumbar_bending, -1);
  expect_near(mirror.lumbar_rotation, seen.lumbar_rotation, -1);
  EXPECT_NEAR(mirror.heading, -seen.heading, 1e-9);
  EXPECT_NEAR(mirror.off_path, -seen.off_path, 1e-9);
  EXPECT_NEAR(mirror.speed, seen.speed, 1e-9);
  EXPECT_NEAR(mirror.speed_left, -seen.speed_left, 1e-9);
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const SensedLeg &a = mirror.legs[side], &b = seen.legs[opposite(side)];
    expect_near(a.hip_flexion, b.hip_flexion);
    expect_near(a.hip_adduction, b.hip_adduction);
    expect_near(a.hip_rotation, b.hip_rotation);
    expect_near(a.knee_flexion, b.knee_flexion);
    expect_near(a.ankle_dorsiflexion, b.ankle_dorsiflexion);
    expect_near(a.subtalar_inversion, b.subtalar_inversion);
    EXPECT_NEAR(a.load, b.load, 1e-6);
    EXPECT_NEAR(a.ahead, b.ahead, 1e-9);
    EXPECT_NEAR(a.beside, b.beside, 1e-9);
    for (size_t i = 0; i < kLegMuscles.size(); ++i)
      EXPECT_NEAR(a.force[i], b.force[i], 1e-6) << kLegMuscles[i];
  }
}

}  // namespace
}  // namespace steppage
