// Nothing joins the patient and the world but contacts.
#include <gtest/gtest.h>

#include <set>

#include "control/postures.hpp"
#include "laboratory.hpp"
#include "physics/physics.hpp"

namespace steppage {
namespace {

Model seated_patient() {
  BodySpec body = build_body({});
  sit_on_chair(body);
  return body.compile();
}

TEST(HiddenHand, LeavesTheRootFree) {
  const Model model = seated_patient();
  const mjModel& m = model.engine();
  const int root = id_of(&m, mjOBJ_JOINT, "root");
  EXPECT_EQ(m.jnt_type[root], mjJNT_FREE);
  EXPECT_EQ(m.jnt_stiffness[root], 0);
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(m.dof_damping[m.jnt_dofadr[root] + i], 0);
    EXPECT_EQ(m.dof_armature[m.jnt_dofadr[root] + i], 0);
    EXPECT_EQ(m.dof_frictionloss[m.jnt_dofadr[root] + i], 0);
  }
}

TEST(HiddenHand, HasNothingToPullWithButTheMusclesOfThePatient) {
  const Model model = seated_patient();
  const mjModel& m = model.engine();
  EXPECT_EQ(m.neq, 0);
  EXPECT_EQ(m.nmocap, 0);
  for (int i = 0; i < m.nbody; ++i) EXPECT_EQ(m.body_gravcomp[i], 0);
  int muscles = 0;
  for (int i = 0; i < m.nactuator; ++i) {
    if (m.actuator_plugin[i] >= 0) {
      EXPECT_EQ(m.actuator_trntype[i], mjTRN_TENDON);
      ++muscles;
    } else {  // arms may be moved by torque, within human limits
      EXPECT_EQ(m.actuator_trntype[i], mjTRN_JOINT);
      const std::string joint = mj_id2name(&m, mjOBJ_JOINT, m.actuator_trnid[2 * i]);
      EXPECT_TRUE(joint.find("shoulder") != joint.npos || joint.find("elbow") != joint.npos);
      EXPECT_TRUE(m.actuator_forcelimited[i]);
      EXPECT_LE(m.actuator_forcerange[2 * i + 1], 70);
    }
  }
  EXPECT_EQ(muscles, 40);
  for (int i = 0; i < m.ntendon; ++i) {
    EXPECT_EQ(m.tendon_stiffness[i], 0);
    EXPECT_EQ(m.tendon_damping[i], 0);
  }
  for (int i = 0; i < m.nwrap; ++i) {
    const int body = m.wrap_type[i] == mjWRAP_SITE ? m.site_bodyid[m.wrap_objid[i]]
                                                   : m.geom_bodyid[m.wrap_objid[i]];
    EXPECT_EQ(m.body_rootid[body], id_of(&m, mjOBJ_BODY, "pelvis"));
  }
}

TEST(HiddenHand, AppliesNoForceThroughTheBackDoor) {
  const Model model = seated_patient();
  const mjModel* m = &model.engine();
  Physics physics(model, Posture{{0, 0, 0.6}, {1, 0, 0, 0}, {}});
  Drive drive = physics.idle();
  for (MuscleDrive& muscle : drive.muscles) muscle.voluntary = 0.2;
  for (int i = 0; i < 100; ++i) physics.step(drive);
  EngineData d(mj_makeData(m));
  mj_setState(m, d.get(), physics.save().state.data(), mjSTATE_INTEGRATION);
  for (int i = 0; i < m->nv; ++i) EXPECT_EQ(d->qfrc_applied[i], 0);
  for (int i = 0; i < 6 * m->nbody; ++i) EXPECT_EQ(d->xfrc_applied[i], 0);
}

TEST(Physics, PointsOfASoleCarryTogetherWhatTheFloorPushesTheFootWith) {
  BodySpec body = build_body({});
  const Model model = body.compile();
  Physics physics(model, Posture{{0, 0, 0.95}, {1, 0, 0, 0}, {}});
  const Drive drive = physics.idle();
  double most_n = 0;
  for (int i = 0; i < 600; ++i) {
    const Instant& now = physics.step(drive);
    for (const Side side : {Side::kLeft, Side::kRight}) {
      double sum_n = 0;
      int heels = 0;
      for (const SolePoint& point : now.soles[side]) {
        sum_n += point.load_n;
        heels += point.is_heel;
      }
      ASSERT_EQ(heels, 1);
      ASSERT_NEAR(sum_n, now.ground_reaction_n[side].z(), 1e-6);
      most_n = std::max(most_n, sum_n);
    }
  }
  EXPECT_GT(most_n, 100) << "it did not land on its feet";
}

TEST(Physics, ReplaysBitForBitFromASavedState) {
  const Model model = seated_patient();
  Physics physics(model, Posture{{0, 0, 0.95}, {1, 0, 0, 0}, {}});
  const auto drive = [&](int i) {
    Drive moving = physics.idle();
    for (MuscleDrive& muscle : moving.muscles) muscle.voluntary = 0.5 + 0.4 * std::sin(0.01 * i);
    return moving;
  };
  for (int i = 0; i < 300; ++i) physics.step(drive(i));
  const SavedPhysics saved = physics.save();
  for (int i = 300; i < 600; ++i) physics.step(drive(i));
  const SavedPhysics once = physics.save();
  physics.restore(saved);
  for (int i = 300; i < 600; ++i) physics.step(drive(i));
  EXPECT_EQ(physics.save(), once);
  EXPECT_FALSE(physics.diverged()) << physics.divergence();
}

TEST(Physics, CallsARunThatLeftTheNumbersDiverged) {
  const Model model = seated_patient();
  Physics physics(model, Posture{{0, 0, 1e9}, {1, 0, 0, 0}, {}});
  Drive drive = physics.idle();
  for (int i = 0; i < 50 && !physics.diverged(); ++i) {
    drive.muscles[0].voluntary = NAN;
    physics.step(drive);
  }
  EXPECT_TRUE(physics.diverged());
  EXPECT_NE(physics.divergence(), "");
}

}  // namespace
}  // namespace steppage
