#include "laboratory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/check.hpp"

namespace steppage {

PatientSettings reference_man(double strength) { return {Sex::kMale, 30, 75.16, 1.80, strength}; }

EngineModel altered_body(const PatientSettings& patient,
                         const std::function<void(mjSpec*)>& change) {
  const std::string mjcf = build_body(patient).mjcf();
  std::array<char, 1000> error{};
  mjSpec* spec = mj_parseXMLString(mjcf.c_str(), nullptr, error.data(), error.size());
  if (!spec) std::fprintf(stderr, "%s\n", error.data());
  CHECK(spec != nullptr);
  change(spec);
  EngineModel model(mj_compile(spec, nullptr));
  if (!model) std::fprintf(stderr, "%s\n", mjs_getError(spec));
  CHECK(model != nullptr);
  mj_deleteSpec(spec);
  return model;
}

void remove_arm_servos(mjSpec* spec) {
  std::vector<mjsElement*> servos;
  for (mjsElement* e = mjs_firstElement(spec, mjOBJ_ACTUATOR); e; e = mjs_nextElement(spec, e))
    if (!mjs_asActuator(e)->plugin.active) servos.push_back(e);
  for (mjsElement* servo : servos) mjs_delete(spec, servo);
}

double isometric_force_n(const MuscleParameters& muscle, double activation, double path_m) {
  double low = 0.2, high = 4, tendon = 0;
  for (int k = 0; k < 100; ++k) {
    const double length = (low + high) / 2, x = length - 1;
    const double passive = x <= 0 ? 0 : std::expm1(4 * std::min(x, 0.6) / 0.6) / std::expm1(4.0);
    const double fibre = activation * std::exp(-x * x / 0.45) + muscle.passive_scale * passive;
    const double strain = (path_m - length * muscle.optimal_fibre_m - muscle.tendon_slack_m) /
                          (muscle.tendon_slack_m * muscle.tendon_strain);
    tendon = strain <= 0 ? 0 : strain < 1 ? strain * strain : 2 * strain - 1;
    (fibre > tendon ? high : low) = length;
  }
  return muscle.max_force_n * tendon;
}

int id_of(const mjModel* m, mjtObj type, const std::string& name) {
  const int id = mj_name2id(m, type, name.c_str());
  EXPECT_GE(id, 0) << name;
  return id;
}

void co_contract(const mjModel* m, mjData* d, double activation) {
  for (int i = 0; i < m->nactuator; ++i) {
    if (m->actuator_trntype[i] != mjTRN_TENDON) continue;  // an arm's servo
    d->ctrl[m->actuator_ctrladr[i]] = activation;
    const int last = m->actuator_actadr[i] + m->actuator_actnum[i] - 1;
    d->act[last] = activation;
  }
}

}  // namespace steppage
