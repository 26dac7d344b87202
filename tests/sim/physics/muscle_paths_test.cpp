// Moment arms over the range of motion: signs from anatomy, and no wrap that snaps.
#include <gtest/gtest.h>
#include <mujoco/mujoco.h>

#include <cmath>
#include <map>

#include "patient/body.hpp"

namespace steppage {
namespace {

struct Body {
  Model model = build_body({}).compile();
  const mjModel* m = &model.engine();
  std::unique_ptr<mjData, void (*)(mjData*)> data{mj_makeData(m), mj_deleteData};

  int tendon(const std::string& name) const { return mj_name2id(m, mjOBJ_TENDON, name.c_str()); }
  // Path lengths (m) of all tendons with one joint at `angle`.
  std::vector<double> lengths(int joint, double angle) const {
    mj_resetData(m, data.get());
    data->qpos[m->jnt_qposadr[joint]] = angle;
    mj_kinematics(m, data.get());
    mj_comPos(m, data.get());
    mj_tendon(m, data.get());
    return {data->ten_length, data->ten_length + m->ntendon};
  }
  // -dL/dq: positive drives the joint positive.
  double arm_m(const std::string& muscle, const std::string& joint_name, double angle) const {
    constexpr double kStep = 1e-5;
    const int joint = mj_name2id(m, mjOBJ_JOINT, joint_name.c_str());
    const auto index = static_cast<size_t>(tendon(muscle));
    return -(lengths(joint, angle + kStep)[index] - lengths(joint, angle - kStep)[index]) /
           (2 * kStep);
  }
};

struct Action {
  const char* muscle;
  const char* joint;
  double sign;
};

TEST(MusclePaths, PullEachJointTheWayAnatomySays) {
  const Body body;
  const Action actions[] = {{"GMAX", "hip_flexion", -1},       {"HAM", "hip_flexion", -1},
                            {"HFL_1", "hip_flexion", 1},       {"HFL_2", "hip_flexion", 1},
                            {"RF", "hip_flexion", 1},          {"HAB_1", "hip_adduction", -1},
                            {"HAD", "hip_adduction", 1},       {"HAB_2", "hip_adduction", -1},
                            {"HAB_1", "hip_rotation", 1},      {"HAB_2", "hip_rotation", -1},
                            {"FDL", "toe_extension", -1},      {"EDL", "toe_extension", 1},
                            {"HAM", "knee_flexion", 1},        {"BFSH", "knee_flexion", 1},
                            {"GAS", "knee_flexion", 1},        {"RF", "knee_flexion", -1},
                            {"VAS", "knee_flexion", -1},       {"GAS", "ankle_dorsiflexion", -1},
                            {"SOL", "ankle_dorsiflexion", -1}, {"TA", "ankle_dorsiflexion", 1},
                            {"EDL", "ankle_dorsiflexion", 1},  {"TP", "ankle_dorsiflexion", -1},
                            {"PER", "ankle_dorsiflexion", -1}, {"TP", "subtalar_inversion", 1},
                            {"TA", "subtalar_inversion", 1},   {"PER", "subtalar_inversion", -1},
                            {"EDL", "subtalar_inversion", -1}};
  for (const Action& action : actions)
    for (const std::string side : {"left_", "right_"})
      for (const double angle : {0.0, 0.2})
        EXPECT_GT(action.sign * body.arm_m(side + action.muscle, side + action.joint, angle), 0.004)
            << side << action.muscle << " at " << action.joint << " " << angle;
}

// Length and its slope agree from degree to degree: a wrap that snapped would break it by
// millimetres.
TEST(MusclePaths, NeverJumpOverTheWholeRangeOfAnyJoint) {
  const Body body;
  const double step = 0.5 * M_PI / 180;
  for (int joint = 1; joint < body.m->njnt; ++joint) {
    const double low = body.m->jnt_range[2 * joint], high = body.m->jnt_range[2 * joint + 1];
    std::vector<std::vector<double>> lengths;
    for (double angle = low; angle <= high; angle += step)
      lengths.push_back(body.lengths(joint, angle));
    for (size_t i = 2; i + 1 < lengths.size(); ++i)
      for (size_t t = 0; t < lengths[i].size(); ++t) {
        const double here = lengths[i][t] - lengths[i - 1][t];
        const double around = (lengths[i + 1][t] - lengths[i - 2][t]) / 3;
        EXPECT_LT(std::fabs(here - around), 1e-4)
            << mj_id2name(body.m, mjOBJ_TENDON, static_cast<int>(t)) << " over "
            << mj_id2name(body.m, mjOBJ_JOINT, joint) << " at "
            << (low + static_cast<double>(i) * step) * 180 / M_PI << " deg";
      }
  }
}

}  // namespace
}  // namespace steppage
