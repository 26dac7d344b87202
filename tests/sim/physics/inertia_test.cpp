// Masses and inertias of the compiled body.
#include <gtest/gtest.h>

#include "laboratory.hpp"

namespace steppage {
namespace {

// A rigid body's moments obey the triangle inequality, whatever its shape.
TEST(Body, HasInertiasThatARigidBodyCanHave) {
  for (const PatientSettings& patient :
       {PatientSettings{}, PatientSettings{Sex::kMale, 25, 150, 2.05},
        PatientSettings{Sex::kFemale, 80, 40, 1.45}}) {
    const Model model = build_body(patient).compile();
    const mjModel& m = model.engine();
    for (int i = 1; i < m.nbody; ++i) {
      const mjtNum* moment = m.body_inertia + 3 * i;
      for (int axis = 0; axis < 3; ++axis) {
        EXPECT_GT(moment[axis], 0) << mj_id2name(&m, mjOBJ_BODY, i);
        EXPECT_LT(moment[axis], moment[(axis + 1) % 3] + moment[(axis + 2) % 3] + 1e-12)
            << mj_id2name(&m, mjOBJ_BODY, i);
      }
    }
  }
}

TEST(Body, GivesASegmentTheMassThatTheScenarioGives) {
  PatientSettings patient;
  patient.segment_mass_kg["thigh"] = 12;
  const Model model = build_body(patient).compile();
  const mjModel* m = &model.engine();
  EXPECT_NEAR(m->body_mass[id_of(m, mjOBJ_BODY, "left_thigh")], 12, 1e-9);
  EXPECT_NEAR(m->body_mass[id_of(m, mjOBJ_BODY, "right_thigh")], 12, 1e-9);
}

}  // namespace
}  // namespace steppage
