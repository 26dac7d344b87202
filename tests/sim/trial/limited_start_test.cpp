// How patients start whose joints do not go as far as the activity usually starts.
#include <gtest/gtest.h>

#include <algorithm>
#include <numbers>

#include "control/activities.hpp"
#include "physics/reach.hpp"
#include "trial/build.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

Scene scene(const std::string& preset, const std::string& side, const std::string& kind) {
  Document document =
      Document::parse("test.json", R"({"schema": 1, "patient": {"impairments": [
      {"preset": ")" + preset + R"(", "severity": "severe", "side": ")" +
                                       side + R"("}]}, "activity": {"kind": ")" + kind + "\"}}");
  return build_scene(read_plan(document));
}

struct Limit {
  std::string preset, joint;
  double least_deg, most_deg;
};
// Stops at 30 deg, at 20 deg and at -15 deg of extension; tissue gives by the weight of a shank.
const Limit kLimits[] = {{"limited_knee_extension", "knee_flexion", 28.5, 180},
                         {"limited_knee_flexion", "knee_flexion", -180, 30.5},
                         {"limited_hip_extension", "hip_flexion", 13.5, 180}};

TEST(LimitedPatient, StartsEveryActivityWithinTheLimit) {
  for (const Limit& limit : kLimits)
    for (const ActivityKind& kind : activities()) {
      const Scene started = scene(limit.preset, "right", std::string(kind.name));
      const double angle_deg = started.start.angle_rad("right_" + limit.joint) / kDegree;
      EXPECT_GE(angle_deg, limit.least_deg) << limit.preset << ' ' << kind.name;
      EXPECT_LE(angle_deg, limit.most_deg) << limit.preset << ' ' << kind.name;
    }
}

// Height of a foot's lowest point above the floor.
double foot_m(const Scene& started, const std::string& leg) {
  const Shape shape = started.body.shape();
  const Model model = started.body.compile();
  double lowest = 1;
  for (const std::string part : {"heel", "metatarsal_1", "metatarsal_5", "toe_1"}) {
    const std::string body = leg + (part.starts_with("toe") ? "toes" : "foot");
    const Eigen::Vector3d point = shape.geom_m.at(leg + part) - shape.body_m.at(body);
    lowest = std::min(
        lowest, place(model, started.start, {body, point}).z() - shape.radius_m.at(leg + part));
  }
  return lowest;
}

TEST(LimitedPatient, StandsOnBothFeet) {
  for (const Limit& limit : kLimits)
    for (const std::string leg : {"left_", "right_"})
      EXPECT_NEAR(foot_m(scene(limit.preset, "right", "stand"), leg), 0, 0.005)
          << limit.preset << ' ' << leg;
}

TEST(LimitedPatient, IsUnderWayOnOneFootWithTheOtherAboveTheFloor) {
  for (const Limit& limit : kLimits)
    for (const std::string side : {"left", "right"}) {
      const Scene started = scene(limit.preset, side, "walk");
      EXPECT_NEAR(foot_m(started, "right_"), 0, 0.015) << limit.preset << ' ' << side;
      EXPECT_GT(foot_m(started, "left_"), -0.002) << limit.preset << ' ' << side;
    }
}

}  // namespace
}  // namespace steppage
