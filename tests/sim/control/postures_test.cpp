#include "control/postures.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "control/posture_holding.hpp"
#include "patient/body.hpp"
#include "physics/physics.hpp"
#include "physics/reach.hpp"

namespace steppage {
namespace {

constexpr double kDegree = M_PI / 180;

const std::vector<PatientSettings> kEverySize = {{},
                                                 {Sex::kMale, 30, 150, 2.0},
                                                 {Sex::kMale, 30, 85, 2.05},
                                                 {Sex::kFemale, 80, 80, 1.45},
                                                 {Sex::kFemale, 30, 40, 1.5},
                                                 {Sex::kMale, 60, 70, 1.7, 1, 40},
                                                 {Sex::kFemale, 60, 70, 1.6, 1, -40}};

std::string named(const PatientSettings& patient) {
  return std::to_string(patient.height_m) + " m, " + std::to_string(patient.mass_kg) + " kg, " +
         std::to_string(patient.leg_length_difference_mm) + " mm";
}

// A sphere's or capsule's lowest point above the floor, feet and toes.
double above_floor(const BodySpec& body, const Posture& posture, const std::string& segment,
                   const std::string& ball) {
  const Shape shape = body.shape();
  const Eigen::Vector3d centre = shape.geom_m.at(ball) - shape.body_m.at(segment);
  return place(body.compile(), posture, {segment, centre}).z() - shape.radius_m.at(ball);
}

struct Line {
  Eigen::Vector3d from, to;
};

// The axis of a segment's flesh.
Line axis(const BodySpec& body, const Posture& posture, const std::string& segment) {
  const Shape shape = body.shape();
  const Model model = body.compile();
  const Eigen::Vector3d middle = shape.geom_m.at(segment + "_flesh") - shape.body_m.at(segment);
  const Eigen::Vector3d half(0, 0, shape.half_length_m.at(segment + "_flesh"));
  return {place(model, posture, {segment, middle + half}),
          place(model, posture, {segment, middle - half})};
}

// The shortest way between two lines, by trying all places on both.
Eigen::Vector3d between(const Line& a, const Line& b) {
  constexpr int kPlaces = 500;
  Eigen::Vector3d shortest = Eigen::Vector3d::Constant(INFINITY);
  for (int i = 0; i <= kPlaces; ++i)
    for (int k = 0; k <= kPlaces; ++k) {
      const Eigen::Vector3d way =
          b.from + (b.to - b.from) * k / kPlaces - (a.from + (a.to - a.from) * i / kPlaces);
      if (way.squaredNorm() < shortest.squaredNorm()) shortest = way;
    }
  return shortest;
}

// A second of the seated patient keeping the posture.
Instant kept(const BodySpec& body, const Posture& start, const PostureHold& hold) {
  const Model model = body.compile();
  Physics physics(model, start);
  Drive drive = physics.idle();
  const auto keeping = keep_posture({60, hold, nullptr, ""})->start(model, start, 1);
  for (int i = 0; i < 1000; ++i) {
    const Instant& now = physics.step(drive);
    if (i % 5 == 0) keeping->drive(physics, now, drive);
  }
  return physics.step(drive);
}

TEST(Seat, CarriesTheShorterOfUnequalLegsAndLeavesBothFeetOnTheFloor) {
  for (const PatientSettings& patient : kEverySize) {
    BodySpec body = build_body(patient);
    const Posture posture = sit_on_chair(body);
    for (const std::string side : {"left_", "right_"}) {
      EXPECT_NEAR(above_floor(body, posture, side + "foot", side + "heel"), 0, 1e-6)
          << named(patient);
      EXPECT_NEAR(posture.joint_angle_rad.at(side + "hip_flexion"),
                  posture.joint_angle_rad.at(side + "knee_flexion"), 1e-9);
    }
    const double seat = body.shape().geom_m.at("chair/seat").z() + 0.025 * 1.2;
    for (const std::string side : {"left_", "right_"})
      EXPECT_GT(axis(body, posture, side + "thigh").to.z(), seat) << named(patient);
  }
}

TEST(CrossedLeg, LiesAcrossTheOtherThighWithItsFootFreeBeyond) {
  for (const PatientSettings& patient : kEverySize)
    for (const Side side : {Side::kLeft, Side::kRight}) {
      BodySpec body = build_body(patient);
      const Posture posture = sit_with_ankle_on_knee(body, side);
      const std::string leg = std::string(name(side)) + "_",
                        other = std::string(name(opposite(side))) + "_";
      const Eigen::Vector3d way =
          between(axis(body, posture, other + "thigh"), axis(body, posture, leg + "shank"));
      const Shape shape = body.shape();
      const double touching =
          shape.radius_m.at(leg + "shank_flesh") + shape.radius_m.at(other + "thigh_flesh");
      EXPECT_NEAR(way.norm(), touching, 0.003) << named(patient);
      EXPECT_GT(way.z(), 0.8 * touching) << named(patient);  // on top
      const double outward = side == Side::kLeft ? 1 : -1;
      const Model model = body.compile();
      EXPECT_LT(outward * place(model, posture, {leg + "foot"}).y(),
                outward * place(model, posture, {other + "thigh"}).y() - 0.02)
          << named(patient);
    }
}

TEST(CrossedLeg, StaysThereWhenThePostureIsKept) {
  BodySpec body = build_body({});
  const Posture start = sit_with_ankle_on_knee(body, Side::kRight);
  const Instant now = kept(body, start, {{60, 36, 225}, 1, 100, 200, 0, 0});
  const Model model = body.compile();
  const auto hip = static_cast<size_t>(find_index(model.layout().joints, "right_hip_flexion"));
  EXPECT_NEAR(now.joint_angle_rad[hip], start.joint_angle_rad.at("right_hip_flexion"),
              12 * kDegree);
  EXPECT_LT(now.ground_reaction_n.right.norm(), 1e-9);
}

TEST(CrossedLeg, IsHeldAtItsForefootByTheOtherHand) {
  for (const PatientSettings& patient : kEverySize) {
    BodySpec body = build_body(patient);
    Posture posture = sit_with_ankle_on_knee(body, Side::kRight);
    hold_forefoot(body, posture, Side::kLeft, Side::kRight);
    EXPECT_LT((body.site("left_grip", posture) - body.site("left_grasp_point", posture)).norm(),
              0.005)
        << named(patient);
  }
}

TEST(FootOnFoot, HasItsHeelOnTheFloorAndItsBallOnTheToesBelow) {
  for (const PatientSettings& patient : kEverySize) {
    BodySpec body = build_body(patient);
    const Posture posture = sit_with_foot_on_foot(body, Side::kRight);
    const std::string who = named(patient);
    for (const std::string ball : {"heel", "metatarsal_1", "metatarsal_5"})
      EXPECT_NEAR(above_floor(body, posture, "left_foot", "left_" + ball), 0, 0.001) << who;
    EXPECT_NEAR(above_floor(body, posture, "right_foot", "right_heel"), 0, 0.001) << who;
    EXPECT_GT(above_floor(body, posture, "right_foot", "right_metatarsal_1"), 0.02) << who;
    EXPECT_GT(above_floor(body, posture, "right_toes", "right_toe_4"), 0.005) << who;
    EXPECT_NEAR(posture.joint_angle_rad.at("right_ankle_dorsiflexion"), 0, 6 * kDegree) << who;
    EXPECT_NEAR(posture.joint_angle_rad.at("right_knee_flexion"), 73 * kDegree, 9 * kDegree) << who;
  }
}

TEST(TableTop, HoldsTheShanksLevelAndTheFeetInTheAir) {
  for (const PatientSettings& patient : kEverySize) {
    BodySpec body = build_body(patient);
    const Posture posture = lie_in_table_top(body);
    const Model model = body.compile();
    for (const std::string side : {"left_", "right_"}) {
      const Eigen::Vector3d knee = place(model, posture, {side + "shank"}),
                            ankle = place(model, posture, {side + "foot"});
      EXPECT_NEAR(ankle.z(), knee.z(), 1e-6);
      EXPECT_GT(ankle.z(), posture.pelvis_position_m.z() + 0.25) << named(patient);
    }
  }
}

TEST(HuggedKnees, AreHeldByBothHandsOfPeopleOfEverySize) {
  for (const PatientSettings& patient : kEverySize) {
    BodySpec body = build_body(patient);
    const Posture start = lie_with_knees_hugged(body);
    for (const std::string side : {"left_", "right_"})
      EXPECT_LT((body.site(side + "grip", start) - body.site(side + "grasp_point", start)).norm(),
                0.005)
          << named(patient);
    const Instant now = kept(body, start, {{60, 36, 60}, 1, 1, 0, 0, 0});
    EXPECT_EQ(now.held, (PerSide<Held>{Held::kOwnBody, Held::kOwnBody})) << named(patient);
  }
}

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

TEST(EveryPosture, IsNotPushedAwayByWhatItRestsOn) {
  Posture (*const postures[])(BodySpec&) = {
      [](BodySpec& body) { return sit_with_ankle_on_knee(body, Side::kLeft); },
      [](BodySpec& body) { return sit_with_foot_on_foot(body, Side::kLeft); }, lie_on_table,
      lie_in_table_top, lie_with_knees_hugged};
  for (const PatientSettings& patient : kEverySize)
    for (size_t i = 0; i < std::size(postures); ++i) {
      BodySpec body = build_body(patient);
      const Posture start = postures[i](body);
      const Model model = body.compile();
      Physics physics(model, start);
      const Balance& balance = physics.step(physics.idle()).balance;
      EXPECT_LT(balance.contact_force_n.z(), 2 * 9.81 * balance.mass_kg)
          << i << ": " << named(patient);
    }
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

// The greatest force of the floor on who drops onto it from 1 cm, body weights, and how deep the
// heel then goes (m).
std::pair<double, double> landing(bool shod) {
  BodySpec body = build_body({});
  if (shod) body.put_on_shoes();
  Posture posture = stand_on_floor(body);
  posture.pelvis_position_m.z() += 0.01;
  const Model model = body.compile();
  Physics physics(model, posture);
  const Drive idle = physics.idle();
  double most_n = 0, deepest_m = 0;
  for (Time t{0}; t <= from_seconds(0.15); t += model.timestep()) {
    const Instant& now = physics.step(idle);
    most_n = std::max(most_n, now.ground_reaction_n.left.z() + now.ground_reaction_n.right.z());
    for (const SolePoint& point : now.soles.right)
      if (point.is_heel) deepest_m = std::max(deepest_m, -point.place_m.z());
  }
  return {most_n / (model.mass_kg() * 9.81), deepest_m};
}

TEST(Shoes, TakeMuchOfAnImpactByGivingWayASoleAtMost) {
  const auto [bare, bare_m] = landing(false);
  const auto [shod, shod_m] = landing(true);
  EXPECT_LT(shod, 0.8 * bare);
  EXPECT_GT(shod_m, bare_m);
  EXPECT_LT(shod_m, 0.012);  // pad and sole together are thicker
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
