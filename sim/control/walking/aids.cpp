#include "control/walking/aids.hpp"

namespace steppage {
namespace {

void read_held(Reader& activity, WalkingAids& aids) {
  const std::string aid = activity.text("aid", {"none", "cane", "walker"}, "none");
  if (aid == "cane") {
    Cane& cane = aids.cane.emplace();
    cane.side =
        activity.text("aid_side", {"left", "right"}, "left") == "left" ? Side::kLeft : Side::kRight;
    cane.max_load = activity.number("aid_load", {0.02, 0.2}, 0.1);
  } else if (aid == "walker") {
    aids.walker = {activity.number("aid_load", {0, 0.5}, 0.2)};
  }
  if (!aids.cane && activity.has("aid_side")) activity.problem("aid_side", "is of no cane");
  if (aid == "none" && activity.has("aid_load")) activity.problem("aid_load", "is of no aid");
}

}  // namespace

WalkingAids read_walking_aids(Reader& activity) {
  WalkingAids aids;
  aids.body_weight_support = activity.number("body_weight_support", {0, 0.5}, 0);
  aids.orthoses = read_orthoses(activity);
  read_held(activity, aids);
  return aids;
}

void put_on(const WalkingAids& aids, BodySpec& body) {
  for (const Orthosis& orthosis : aids.orthoses) put_on(orthosis, body);
  if (aids.cane) take_in_hand(*aids.cane, body);
  if (aids.body_weight_support > 0) body.support_weight(aids.body_weight_support);
}

void start_with(const WalkingAids& aids, BodySpec& body, Posture& posture) {
  if (aids.cane) hold_ready(*aids.cane, posture);
  if (aids.walker) take_hold_of_walker(body, posture);
}

std::unique_ptr<Performance> lean_on(const WalkingAids& aids, const Model& model,
                                     const Posture& posture, std::unique_ptr<Performance> walking) {
  if (aids.cane) walking = lean_on_cane(model, *aids.cane, std::move(walking));
  if (aids.walker) walking = lean_on_walker(model, *aids.walker, posture, std::move(walking));
  return walking;
}

}  // namespace steppage
