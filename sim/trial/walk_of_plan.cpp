#include "trial/walk_of_plan.hpp"

#include "trial/build.hpp"

namespace steppage {

WalkSettings walk_of(const Plan& plan) {
  Document scenario = Document::parse("walk", plan.drawn);
  Reader activity = scenario.root().object("activity");
  return read_walk_settings(activity);
}

Gait gait_of(const Plan& plan) {
  const WalkSettings walk = walk_of(plan);
  return walk.gait_of(build_scene(plan).body.compile())(walk.speed_m_s);
}

}  // namespace steppage
