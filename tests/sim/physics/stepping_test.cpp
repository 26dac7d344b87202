// The chosen time stepping on this body: plain Euler at 1 ms, elastic tendons. Recipe and
// thresholds follow the study behind models/README.md, "Numerics".
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "laboratory.hpp"
#include "sensors/low_pass.hpp"

namespace steppage {
namespace {

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

void hold_joints(mjSpec* spec) {
  for_each_joint(spec, [](mjsJoint* joint) {
    const std::string name = mjs_getString(mjs_getName(joint->element));
    if (!is_hinge(joint)) return;
    const bool foot = name.ends_with("dorsiflexion") || name.ends_with("inversion");
    joint->stiffness[0] = foot ? 1000 : name.ends_with("knee_flexion") ? 10000 : 20000;
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

TEST(Stepping, WouldChatterWithMusclesOnRigidTendons) {
  const EngineModel m = altered_body(reference_man(1), [](mjSpec* spec) {
    mount_pelvis(spec, false);
    hold_joints(spec);
    use_native_muscles(spec);
  });
  EXPECT_GE(longest_chatter(m.get(), 1), kChatter);
}

TEST(Stepping, HoldsTheIsometricForceOfTheClosedForm) {
  const EngineModel m = altered_body(reference_man(1), [](mjSpec* spec) {
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
    for (int i = 0; i < m->nactuator; ++i) {
      const mjtNum* u = m->actuator_user + m->nuser_actuator * i;
      const MuscleParameters muscle{u[0], u[1], u[2], u[3], u[4], u[5], u[6], u[7]};
      // Bisection on fibre + tendon = path with the curves written out.
      double low = 0.2, high = 4;
      const double path = d->actuator_length[i];
      for (int k = 0; k < 100; ++k) {
        const double l = (low + high) / 2, x = l - 1;
        const double passive =
            x <= 0 ? 0 : std::expm1(4 * std::min(x, 0.6) / 0.6) / std::expm1(4.0);
        const double fibre = activation * std::exp(-x * x / 0.45) + muscle.passive_scale * passive;
        const double strain = (path - l * u[1] - u[2]) / (u[2] * u[4]);
        const double tendon = strain <= 0 ? 0 : strain < 1 ? strain * strain : 2 * strain - 1;
        (fibre > tendon ? high : low) = l;
      }
      const double expected = tendon_force_n(muscle, (low + high) / 2, path);
      EXPECT_NEAR(-d->actuator_force[i], expected, 1e-6 * u[0])
          << mj_id2name(m.get(), mjOBJ_ACTUATOR, i) << " at " << activation;
    }
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
      if (!is_hinge(joint)) return;
      const std::string name = mjs_getString(mjs_getName(joint->element));
      const auto angle = kHeelStrike_rad.find(name);
      joint->springref = angle == kHeelStrike_rad.end() ? 0 : angle->second;
      const bool foot = name.ends_with("dorsiflexion") || name.ends_with("inversion");
      joint->stiffness[0] = foot ? 150 : 1500;
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

// Walks into the floor: 1 m/s forward, from `kDrop_m` above it.
void place_above_floor(const mjModel* m, mjData* d) {
  d->qvel[0] = 1;
  for (const auto& [name, angle] : kHeelStrike_rad)
    d->qpos[m->jnt_qposadr[id_of(m, mjOBJ_JOINT, name)]] = angle;
  mj_kinematics(m, d);
  const int heel = id_of(m, mjOBJ_GEOM, "right_heel");
  d->qpos[2] += kDrop_m + m->geom_size[3 * heel] - d->geom_xpos[3 * heel + 2];
}

// Root mean square difference (m/s2, both low-passed at 100 Hz) between the foot's accelerometer
// and the change of its velocity, over 0.3 s with a heel strike at 30 % co-contraction.
double accelerometer_error(double strength) {
  const EngineModel m = heel_striker(strength);
  EngineData d(mj_makeData(m.get()));
  place_above_floor(m.get(), d.get());
  const int site = id_of(m.get(), mjOBJ_SITE, "right_foot");
  const int accel = m->sensor_adr[id_of(m.get(), mjOBJ_SENSOR, "accel")];
  const int velocity = m->sensor_adr[id_of(m.get(), mjOBJ_SENSOR, "velocity")];

  LowPass sensed(100, 1000), moved(100, 1000);
  Eigen::Vector3d last_velocity, last_accel;
  Eigen::Matrix3d last_rotation;
  double squares = 0, peak = 0;
  constexpr int kSteps = 300;  // release, strike, roll-over
  for (int i = 0; i < kSteps; ++i) {
    for (int k = 0; k < m->nactuator; ++k)
      if (m->actuator_plugin[k] >= 0)
        d->ctrl[m->actuator_ctrladr[k]] =
            0.3 * std::min(1.0, i / 60.0);  // while the foot comes down
    mj_step(m.get(), d.get());
    using RowMatrix = Eigen::Matrix<double, 3, 3, Eigen::RowMajor>;
    const Eigen::Matrix3d rotation = Eigen::Map<RowMatrix>(d->site_xmat + 9 * site);
    const Eigen::Vector3d now = rotation * Eigen::Map<Eigen::Vector3d>(d->sensordata + velocity);
    if (i > 0) {
      const Eigen::Vector3d change = (now - last_velocity) / 0.001 + Eigen::Vector3d(0, 0, 9.81);
      const Eigen::Vector3d difference =
          sensed.step(last_accel) - moved.step(last_rotation.transpose() * change);
      squares += difference.squaredNorm();
      peak = std::max(peak, last_accel.norm());
    }
    last_velocity = now;
    last_rotation = rotation;
    last_accel = Eigen::Map<Eigen::Vector3d>(d->sensordata + accel);
  }
  EXPECT_GT(peak, 50) << "the heel did not strike";
  std::printf("accelerometer against motion, strength %.1f: %.2f m/s2 rms, peak %.0f m/s2\n",
              strength, std::sqrt(squares / kSteps), peak);
  return std::sqrt(squares / kSteps);
}

TEST(Stepping, LetsTheFootsAccelerometerTellItsMotion) {
  EXPECT_LT(accelerometer_error(1), 0.5);
  EXPECT_LT(accelerometer_error(2.2), 0.5);
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
