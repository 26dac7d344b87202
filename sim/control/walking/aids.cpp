#include "control/walking/aids.hpp"

#include "control/walking/held_aids.hpp"

namespace steppage {
namespace {

Side read_side(Reader& activity) {
  return activity.text("aid_side", {"left", "right"}, "left") == "left" ? Side::kLeft
                                                                        : Side::kRight;
}

void read_held(Reader& activity, WalkingAids& aids) {
  const std::string aid = activity.text("aid", {"none", "cane", "walker", "rail"}, "none");
  if (aid == "cane")
    aids.cane = {read_side(activity), activity.number("aid_load", {0.02, 0.2}, 0.1)};
  if (aid == "walker") aids.walker_load = activity.number("aid_load", {0, 0.5}, 0.2);
  if (aid == "rail") aids.rail = read_side(activity);
  if (activity.has("aid_side") && !aids.cane && !aids.rail)
    activity.problem("aid_side", "is of neither cane nor rail");
  if (activity.has("aid_load") && !aids.cane && !aids.walker_load)
    activity.problem("aid_load", "is of neither cane nor walker");
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
  if (aids.walker_load) take_hold_of_walker(body, posture);
  if (aids.rail) take_hold_of_rail(*aids.rail, body, posture);
}

std::unique_ptr<Performance> lean_on(const WalkingAids& aids, const Model& model,
                                     const Posture& posture, std::unique_ptr<Performance> walking) {
  if (aids.cane) return lean_on_cane(model, *aids.cane, std::move(walking));
  if (aids.walker_load)
    return lean_on_held(model, posture, {{Side::kLeft, Side::kRight}, *aids.walker_load},
                        std::move(walking));
  if (aids.rail) return lean_on_held(model, posture, {{*aids.rail}}, std::move(walking));
  return walking;
}

}  // namespace steppage
