#include "control/walking/surroundings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "control/interlude.hpp"
#include "control/walking/walking.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr Range kAlong_m = {0.5, 5000};  // beyond the feet that the walk begins with

std::vector<SlipperyPatch> read_slips(Reader& activity) {
  std::vector<SlipperyPatch> patches;
  for (Reader& reader : activity.objects("slips")) {
    SlipperyPatch patch;
    patch.at_m = reader.number("at_m", kAlong_m);
    patch.length_m = reader.number("length_m", {0.05, 100}, 0.4);
    patch.friction = reader.number("friction", {0.01, 0.9}, 0.1);
    if (!patches.empty() && patch.at_m < patches.back().at_m + patches.back().length_m)
      reader.problem("at_m", "is before the patch before it has ended");
    reader.finish();
    patches.push_back(patch);
  }
  return patches;
}

std::vector<Ridge> read_obstacles(Reader& activity) {
  std::vector<Ridge> ridges;
  for (Reader& reader : activity.objects("obstacles")) {
    Ridge ridge;
    ridge.at_m = reader.number("at_m", kAlong_m);
    ridge.height_m = reader.number("height_mm", {1, 50}, 8) / 1000;
    ridge.length_m = reader.number("length_mm", {5, 1000}, 30) / 1000;
    reader.finish();
    ridges.push_back(ridge);
  }
  return ridges;
}

std::vector<Push> read_pushes(Reader& activity) {
  std::vector<Push> pushes;
  for (Reader& reader : activity.objects("pushes")) {
    Push push;
    push.start = from_seconds(reader.number("at_s", {0, 3600}));
    const double impulse_ns = reader.number("impulse_ns", {0, 200});
    const double direction_rad = kDegree * reader.number("direction_deg", {-360, 360}, 0);
    push.end = push.start + from_seconds(reader.number("duration_s", {0.02, 2}, 0.2));
    push.impulse_ns =
        impulse_ns * Eigen::Vector2d(std::cos(direction_rad), std::sin(direction_rad));
    reader.finish();
    pushes.push_back(push);
  }
  return pushes;
}

}  // namespace

void Surroundings::surround(BodySpec& body, Posture& posture, double speed_m_s) const {
  if (treadmill) {
    const Eigen::Vector2d belt_m_s(-speed_m_s, 0);
    body.move_floor(belt_m_s);
    posture.pelvis_velocity_m_s.head<2>() += belt_m_s;
  }
  if (floor == Floor{}) return;
  body.lay_floor(floor);
  if (floor.slope_rad == 0 && floor.cross_slope_rad == 0) return;
  const Model model = body.compile();
  Physics physics(model, posture);
  const Instant& now = physics.step(physics.idle());
  double lowest_m = std::numeric_limits<double>::infinity();
  for (const Side side : {Side::kLeft, Side::kRight})
    for (const SolePoint& point : now.soles[side]) lowest_m = std::min(lowest_m, point.clearance_m);
  posture.pelvis_position_m[2] -= lowest_m + kSinking_m;
}

std::vector<Interval> Surroundings::episodes(Time end) const {
  std::vector<Interval> episodes;
  for (const Push& push : pushes)
    if (push.start < end) episodes.push_back(episode(push.start, std::min(push.end, end), "push"));
  return episodes;
}

Surroundings read_surroundings(Reader& activity, bool is_steady) {
  Surroundings surroundings;
  const std::string surface = activity.text("surface", {"level", "soft_mat", "treadmill"}, "level");
  surroundings.floor.is_soft = surface == "soft_mat";
  surroundings.treadmill = surface == "treadmill";
  surroundings.floor.slope_rad = kDegree * activity.number("slope_deg", {-5, 5}, 0);
  surroundings.floor.cross_slope_rad = kDegree * activity.number("cross_slope_deg", {-5, 5}, 0);
  surroundings.floor.patches = read_slips(activity);
  surroundings.floor.ridges = read_obstacles(activity);
  surroundings.pushes = read_pushes(activity);
  if (surroundings.treadmill && !is_steady)
    activity.problem("surface",
                     "is treadmill, whose belt runs straight at one speed from the start: without "
                     "turns, speed_changes, stop_at_s and start standing");
  if (surroundings.treadmill &&
      !(surroundings.floor.patches.empty() && surroundings.floor.ridges.empty()))
    activity.problem("surface", "is treadmill, on which nothing lies: without slips and obstacles");
  return surroundings;
}

}  // namespace steppage
