// The chosen time stepping on this body: plain Euler at 1 ms, elastic tendons. Recipe and
// thresholds follow the study behind models/README.md, "Numerics".
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numbers>

#include "laboratory.hpp"
#include "physics/muscle_plugin.hpp"
#include "sensors/low_pass.hpp"

namespace steppage {
namespace {

std::string name_of(const mjsJoint* joint) { return mjs_getString(mjs_getName(joint->element)); }

bool is_hinge(const mjsJoint* joint) { return joint->type == mjJNT_HINGE; }

template <class Function>
void for_each_joint(mjSpec* spec, Function function) {
  for (mjsElement* e = mjs_firstElement(spec, mjOBJ_JOINT); e; e = mjs_nextElement(spec, e))
    function(mjs_asJoint(e));
}

// The pelvis can only go up and down (on the ground) or not at all (in the air).
void mount_pelvis(mjSpec* spec, bool on_ground) {
  mjs_delete(spec, mjs_findElement(spec, mjOBJ_JOINT, "root"));
  mjsBody* pelvis = mjs_findBody(spec, "pelvis");
  pelvis->pos[2] = on_ground ? 0.905 : 2;
  if (!on_ground) return;
  mjsJoint* slide = mjs_addJoint(pelvis, nullptr);
  slide->type = mjJNT_SLIDE;
  slide->axis[0] = slide->axis[1] = 0;
  slide->axis[2] = 1;
}

// A straight spring in place of the joint's own.
void set_spring(mjsJoint* joint, double stiffness_nm_rad, double rest_rad) {
  joint->stiffness[0] = stiffness_nm_rad;
  joint->stiffness[1] = joint->stiffness[2] = 0;
  joint->springref = rest_rad;
}

double holding_stiffness(const std::string& joint) {
  if (joint.ends_with("toe_extension")) return 30;
  if (joint.ends_with("dorsiflexion") || joint.ends_with("inversion")) return 1000;
  if (joint.ends_with("knee_flexion")) return 10000;
  return joint.find("hip") != joint.npos ? 20000 : 2000;
}

void hold_joints(mjSpec* spec) {
  for_each_joint(spec, [](mjsJoint* joint) {
    if (is_hinge(joint)) set_spring(joint, holding_stiffness(name_of(joint)), 0);
  });
}

// MuJoCo's own muscle with a rigid tendon in place of ours, on heavy foot joints.
void use_native_muscles(mjSpec* spec) {
  for_each_joint(spec, [](mjsJoint* joint) {
    if (is_hinge(joint)) joint->armature = 0.01;
  });
  for (mjsElement* e = mjs_firstElement(spec, mjOBJ_ACTUATOR); e; e = mjs_nextElement(spec, e)) {
    mjsActuator* muscle = mjs_asActuator(e);
    if (!muscle->plugin.active) continue;  // an arm's servo
    int count = 0;
    const double* user = mjs_getDouble(muscle->userdata, &count);
    const double force = user[0], fibre = user[1], tendon = user[2] * 1.025;
    muscle->plugin.active = 0;
    mjs_setString(muscle->plugin.name, "");
    mjs_setString(muscle->plugin.plugin_name, "");
    muscle->actdim = -1;
    double time_constants[2] = {0.01, 0.04}, range[2] = {0.5, 1.5};
    const char* error =
        mjs_setToMuscle(muscle, time_constants, 0, range, force, 200, 0.3, 1.8, 10, 1, 1.4);
    ASSERT_STREQ(error, "");
    muscle->lengthrange[0] = tendon + 0.5 * fibre;
    muscle->lengthrange[1] = tendon + 1.5 * fibre;
  }
}

// Longest run of steps in which a joint's velocity changes by more than 0.05 rad/s and back again,
// while the contacts stay the same.
int longest_chatter(const mjModel* m, double activation) {
  EngineData d(mj_makeData(m));
  co_contract(m, d.get(), activation);
  for (int i = 0; i < 100; ++i) mj_step(m, d.get());
  for (int v = 0; v < m->nv; ++v) d->qvel[v] += 0.3;
  std::vector<double> before(d->qvel, d->qvel + m->nv), change(static_cast<size_t>(m->nv), 0);
  std::vector<int> run(static_cast<size_t>(m->nv), 0);
  int contacts = d->ncon, longest = 0;
  for (int i = 0; i < 250; ++i) {
    mj_step(m, d.get());
    const bool rattles = d->ncon != contacts;
    contacts = d->ncon;
    for (size_t v = 0; v < run.size(); ++v) {
      const double step = d->qvel[v] - before[v];
      const bool flips =
          step * change[v] < 0 && std::fabs(step) > 0.05 && std::fabs(change[v]) > 0.05;
      run[v] = flips && !rattles ? run[v] + 1 : 0;
      longest = std::max(longest, run[v]);
      change[v] = step;
      before[v] = d->qvel[v];
    }
  }
  EXPECT_EQ(d->warning[mjWARN_BADQACC].number, 0);
  return longest;
}

constexpr int kChatter = 12;  // steps in a row

struct Setting {
  bool on_ground, held;
};
constexpr Setting kSettings[] = {{false, false}, {false, true}, {true, false}, {true, true}};

TEST(Stepping, DoesNotChatterUnderCoContractionAtEitherStrength) {
  for (const double strength : {1.0, 2.2})
    for (const Setting& setting : kSettings) {
      const EngineModel m = altered_body(reference_man(strength), [&](mjSpec* spec) {
        mount_pelvis(spec, setting.on_ground);
        if (setting.held) hold_joints(spec);
      });
      for (const double activation : {0.3, 0.5, 0.7, 1.0})
        EXPECT_LT(longest_chatter(m.get(), activation), kChatter)
            << "strength " << strength << (setting.on_ground ? " ground" : " air")
            << (setting.held ? " held " : " free ") << activation;
    }
}

// The control is at the greater strength: at the published one this body's calf does not chatter on
// rigid tendons either.
TEST(Stepping, WouldChatterWithStrongMusclesOnRigidTendons) {
  const EngineModel m = altered_body(reference_man(2.2), [](mjSpec* spec) {
    mount_pelvis(spec, false);
    hold_joints(spec);
    use_native_muscles(spec);
  });
  EXPECT_GE(longest_chatter(m.get(), 1), kChatter);
}

TEST(Stepping, HoldsTheIsometricForceOfTheClosedForm) {
  const EngineModel m = altered_body(reference_man(1), [](mjSpec* spec) {
    remove_arm_servos(spec);
    std::vector<mjsElement*> hinges;
    for_each_joint(spec, [&](mjsJoint* joint) {
      if (is_hinge(joint)) hinges.push_back(joint->element);
    });
    for (mjsElement* hinge : hinges) mjs_delete(spec, hinge);
    spec->option.gravity[2] = 0;
  });
  for (const double activation : {0.05, 0.3, 1.0}) {
    EngineData d(mj_makeData(m.get()));
    for (int i = 0; i < m->nu; ++i) d->ctrl[i] = activation;
    for (int i = 0; i < 3000; ++i) mj_step(m.get(), d.get());
    for (int i = 0; i < m->nactuator; ++i)
      EXPECT_NEAR(-d->actuator_force[i],
                  isometric_force_n(muscle_of(m.get(), i), activation, d->actuator_length[i]),
                  1e-6 * muscle_of(m.get(), i).max_force_n)
          << mj_id2name(m.get(), mjOBJ_ACTUATOR, i) << " at " << activation;
  }
}

constexpr double kDrop_m = 0.02;  // meets the floor at 0.6 m/s

// A step's posture at heel strike, held by springs and dampers: co-contraction alone would run the
// joints into their stops.
const std::map<std::string, double> kHeelStrike_rad = {{"right_hip_flexion", 0.35},
                                                       {"right_knee_flexion", 0.1},
                                                       {"right_ankle_dorsiflexion", -0.15},
                                                       {"left_hip_flexion", -0.2},
                                                       {"left_knee_flexion", 0.6}};

EngineModel heel_striker(double strength) {
  return altered_body(reference_man(strength), [](mjSpec* spec) {
    for_each_joint(spec, [](mjsJoint* joint) {
      const std::string name = name_of(joint);
      // Toes keep their own spring, arms their servos.
      if (!is_hinge(joint) || name.ends_with("toe_extension") ||
          name.find("shoulder") != name.npos || name.find("elbow") != name.npos)
        return;
      const auto angle = kHeelStrike_rad.find(name);
      const bool foot = name.ends_with("dorsiflexion") || name.ends_with("inversion");
      set_spring(joint, foot ? 150 : 1500, angle == kHeelStrike_rad.end() ? 0 : angle->second);
      joint->damping[0] = foot ? 1 : 30;
    });
    for (const auto& [name, type] :
         {std::pair{"accel", mjSENS_ACCELEROMETER}, std::pair{"velocity", mjSENS_VELOCIMETER}}) {
      mjsSensor* sensor = mjs_addSensor(spec);
      mjs_setName(sensor->element, name);
      sensor->type = type;
      sensor->objtype = mjOBJ_SITE;
      mjs_setString(sensor->objname, "right_foot");
    }
  });
}

// Walks into the floor: 1 m/s forward, from `drop_m` above it.
void place_above_floor(const mjModel* m, mjData* d, double drop_m) {
  d->qvel[0] = 1;
  for (const auto& [name, angle] : kHeelStrike_rad)
    d->qpos[m->jnt_qposadr[id_of(m, mjOBJ_JOINT, name)]] = angle;
  mj_kinematics(m, d);
  const int heel = id_of(m, mjOBJ_GEOM, "right_heel");
  d->qpos[2] += drop_m + m->geom_size[3 * heel] - d->geom_xpos[3 * heel + 2];
}

// What the foot's accelerometer tells about a heel strike. It is compared after a low-pass at 100
// Hz: raw peaks depend on the step.
struct HeelStrike {
  double error_m_s2 = 0;  // of the accelerometer against the change of its velocity, rms
  double peak_m_s2 = 0;
  double width_ms = 0;                          // above half the peak
  std::vector<std::vector<double>> angles_rad;  // of all joints, each millisecond
};

// 0.3 s of release, strike and roll-over at 30 % co-contraction.
HeelStrike strike(mjModel* m, double step_s, double drop_m) {
  m->opt.timestep = step_s;
  EngineData d(mj_makeData(m));
  place_above_floor(m, d.get(), drop_m);
  const int site = id_of(m, mjOBJ_SITE, "right_foot");
  const int accel = m->sensor_adr[id_of(m, mjOBJ_SENSOR, "accel")];
  const int velocity = m->sensor_adr[id_of(m, mjOBJ_SENSOR, "velocity")];

  LowPass sensed(100, 1 / step_s), moved(100, 1 / step_s);
  Eigen::Vector3d last_velocity, last_accel;
  Eigen::Matrix3d last_rotation;
  HeelStrike result;
  std::vector<double> filtered;
  double squares = 0;
  const int per_ms = static_cast<int>(std::lround(0.001 / step_s)), steps = 300 * per_ms;
  for (int i = 0; i < steps; ++i) {
    for (int k = 0; k < m->nactuator; ++k)
      if (m->actuator_plugin[k] >= 0)  // co-contracts while the foot comes down
        d->ctrl[m->actuator_ctrladr[k]] = 0.3 * std::min(1.0, i * step_s / 0.06);
    if (i % per_ms == 0) result.angles_rad.emplace_back(d->qpos + 7, d->qpos + m->nq);
    mj_step(m, d.get());
    using RowMatrix = Eigen::Matrix<double, 3, 3, Eigen::RowMajor>;
    const Eigen::Matrix3d rotation = Eigen::Map<RowMatrix>(d->site_xmat + 9 * site);
    const Eigen::Vector3d now = rotation * Eigen::Map<Eigen::Vector3d>(d->sensordata + velocity);
    if (i > 0) {
      const Eigen::Vector3d change = (now - last_velocity) / step_s + Eigen::Vector3d(0, 0, 9.81);
      const Eigen::Vector3d told = sensed.step(last_accel);
      squares += (told - moved.step(last_rotation.transpose() * change)).squaredNorm();
      filtered.push_back(told.norm());
    }
    last_velocity = now;
    last_rotation = rotation;
    last_accel = Eigen::Map<Eigen::Vector3d>(d->sensordata + accel);
  }
  const auto highest = std::max_element(filtered.begin(), filtered.end());
  const auto low = [&](double value) { return value < *highest / 2; };
  const auto after = std::find_if(highest, filtered.end(), low);
  const auto before = std::find_if(std::reverse_iterator(highest), filtered.rend(), low);
  result.error_m_s2 = std::sqrt(squares / steps);
  result.peak_m_s2 = *highest;
  result.width_ms = static_cast<double>(after - before.base()) / per_ms;
  return result;
}

TEST(Stepping, LetsTheFootsAccelerometerTellItsMotion) {
  for (const double strength : {1.0, 2.2}) {
    const HeelStrike heel = strike(heel_striker(strength).get(), 0.001, kDrop_m);
    std::printf("strength %.1f: accelerometer against motion %.2f m/s2 rms, peak %.0f m/s2\n",
                strength, heel.error_m_s2, heel.peak_m_s2);
    EXPECT_GT(heel.peak_m_s2, 50) << "the heel did not strike";
    EXPECT_LT(heel.error_m_s2, 0.5);
  }
}

enum class Joints { kToes, kAnkleAndSubtalar, kOthers };

Joints group_of(const std::string& joint) {
  if (joint.ends_with("toe_extension")) return Joints::kToes;
  const bool foot = joint.ends_with("dorsiflexion") || joint.ends_with("inversion");
  return foot ? Joints::kAnkleAndSubtalar : Joints::kOthers;
}

double angle_difference_deg(const mjModel* m, const HeelStrike& a, const HeelStrike& b,
                            Joints joints) {
  double largest = 0;
  for (int joint = 1; joint < m->njnt; ++joint) {
    if (group_of(mj_id2name(m, mjOBJ_JOINT, joint)) != joints) continue;
    const auto index = static_cast<size_t>(m->jnt_qposadr[joint] - 7);
    for (size_t i = 0; i < a.angles_rad.size(); ++i)
      largest = std::max(largest, std::fabs(a.angles_rad[i][index] - b.angles_rad[i][index]));
  }
  return largest * 180 / std::numbers::pi;
}

// Contact begins anywhere within a step, so five heights a fifth of a step's fall apart.
TEST(Stepping, IsFineEnoughThatHalfTheStepTellsTheSame) {
  const EngineModel m = heel_striker(1);
  constexpr int kInstants = 5;
  const double fall_m = std::sqrt(2 * 9.81 * kDrop_m) * 0.001;
  double peak[2] = {0, 0}, width_ms[2] = {0, 0};
  std::map<Joints, double> apart_deg;
  for (int k = 0; k < kInstants; ++k) {
    const double drop = kDrop_m + fall_m * k / kInstants;
    const HeelStrike whole = strike(m.get(), 0.001, drop), half = strike(m.get(), 0.0005, drop);
    peak[0] += whole.peak_m_s2 / kInstants;
    peak[1] += half.peak_m_s2 / kInstants;
    width_ms[0] += whole.width_ms / kInstants;
    width_ms[1] += half.width_ms / kInstants;
    for (const Joints joints : {Joints::kToes, Joints::kAnkleAndSubtalar, Joints::kOthers})
      apart_deg[joints] =
          std::max(apart_deg[joints], angle_difference_deg(m.get(), whole, half, joints));
  }
  std::printf(
      "heel strike at 1 and 0.5 ms: peak %.1f and %.1f m/s2, width %.1f and %.1f ms; angles "
      "apart: toes %.2f, ankle and subtalar %.2f, others %.2f deg\n",
      peak[0], peak[1], width_ms[0], width_ms[1], apart_deg[Joints::kToes],
      apart_deg[Joints::kAnkleAndSubtalar], apart_deg[Joints::kOthers]);
  EXPECT_NEAR(peak[0] / peak[1], 1, 0.1);
  EXPECT_LT(apart_deg[Joints::kOthers], 0.3);
  // The wished 0.3 deg is missed by the joints of the struck foot: 0.5 deg here, and 0.3 to 0.5
  // deg against a step of 0.0625 ms in the study. Toes slap: 2 to 3 deg in the study.
  EXPECT_LT(apart_deg[Joints::kAnkleAndSubtalar], 0.6);
  EXPECT_LT(apart_deg[Joints::kToes], 3);
}

TEST(Stepping, UsesPlainEulerAtOneMillisecond) {
  const Model model = build_body({}).compile();
  const mjModel& m = model.engine();
  EXPECT_EQ(m.opt.integrator, mjINT_EULER);
  EXPECT_DOUBLE_EQ(m.opt.timestep, 0.001);
  EXPECT_TRUE(m.opt.disableflags & mjDSBL_EULERDAMP);
  EXPECT_TRUE(m.opt.disableflags & mjDSBL_AUTORESET);
}

}  // namespace
}  // namespace steppage
