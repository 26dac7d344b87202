#include "laboratory.hpp"

#include <gtest/gtest.h>

#include <array>

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

int id_of(const mjModel* m, mjtObj type, const std::string& name) {
  const int id = mj_name2id(m, type, name.c_str());
  EXPECT_GE(id, 0) << name;
  return id;
}

void co_contract(const mjModel* m, mjData* d, double activation) {
  for (int i = 0; i < m->nactuator; ++i) {
    if (m->actuator_plugin[i] < 0) continue;  // an arm's servo
    d->ctrl[m->actuator_ctrladr[i]] = activation;
    const int last = m->actuator_actadr[i] + m->actuator_actnum[i] - 1;
    d->act[last] = activation;
  }
}

}  // namespace steppage
