#include "trial/build.hpp"

#include "patient/body.hpp"

namespace steppage {

Scene build_scene(const Plan& plan, const Activity& part) {
  Scene scene{build_body(plan.patient), {}};
  for (const auto& impairment : plan.impairments) impairment->reshape(scene.body);
  scene.start = part.prepare(scene.body);
  scene.body.keep_free(scene.start);
  for (const ImuSettings& imu : plan.imus) scene.body.add_imu(imu.site, imu.mount);
  return scene;
}

Scene build_scene(const Plan& plan) { return build_scene(plan, *plan.activity); }

}  // namespace steppage
