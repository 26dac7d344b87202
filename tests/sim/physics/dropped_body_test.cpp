// A body without will obeys mechanics: it falls, loses its energy, and lies still.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "laboratory.hpp"
#include "physics/muscle_plugin.hpp"

namespace steppage {
namespace {

// Work stored in a silent muscle, curves integrated by hand: tendon x2, then 2x - 1, of its strain;
// fibre the exponential of Thelen (2003), straight above 1.6 lengths.
double muscle_energy_j(const MuscleParameters& muscle, double fibre, double path_m) {
  const double stretch_m = muscle.tendon_slack_m * muscle.tendon_strain;
  const double x =
      std::max(0.0, (path_m - fibre * muscle.optimal_fibre_m - muscle.tendon_slack_m) / stretch_m);
  const double tendon = x < 1 ? x * x * x / 3 : x * x - x + 1.0 / 3;
  const double y = std::clamp((fibre - 1) / 0.6, 0.0, 1.0), beyond = std::max(0.0, fibre - 1.6);
  const double passive = 0.6 * (std::expm1(4 * y) / 4 - y) / std::expm1(4.0) + beyond +
                         4 / 0.6 * std::exp(4.0) / std::expm1(4.0) * beyond * beyond / 2;
  return muscle.max_force_n *
         (tendon * stretch_m + muscle.passive_scale * passive * muscle.optimal_fibre_m);
}

// Of the engine's own account (gravity, joint springs, motion) and of the muscles.
double energy_j(const mjModel* m, const mjData* d) {
  double energy = d->energy[0] + d->energy[1];
  for (int i = 0; i < m->nactuator; ++i)
    energy += muscle_energy_j(muscle_of(m, i), d->act[m->actuator_actadr[i]],
                              d->actuator_length[m->actuator_outadr[i]]);
  return energy;
}

constexpr double kDrop_m = 0.3;

// Head first and sideways, one leg bent.
void throw_up(const mjModel* m, mjData* d) {
  double axis[3] = {0.6, 0.7, 0.4};
  mju_normalize3(axis);
  mju_axisAngle2Quat(d->qpos + 3, axis, 1.2);
  for (const auto& [joint, angle] :
       {std::pair{"right_hip_flexion", 0.8}, std::pair{"right_knee_flexion", 1.0},
        std::pair{"left_hip_adduction", -0.3}, std::pair{"left_shoulder_abduction", 0.8},
        std::pair{"right_elbow_flexion", 0.6}})
    d->qpos[m->jnt_qposadr[id_of(m, mjOBJ_JOINT, joint)]] = angle;
  d->qpos[2] = 5;
  mj_kinematics(m, d);
  mj_collision(m, d);
  double lowest = d->qpos[2];
  for (int i = 0; i < m->ngeom; ++i)
    if (m->geom_contype[i] != 0)
      lowest = std::min(lowest, d->geom_xpos[3 * i + 2] - m->geom_rbound[i]);
  d->qpos[2] += kDrop_m - lowest;
}

TEST(DroppedBody, LosesItsEnergyAndComesToRest) {
  const EngineModel m = altered_body(reference_man(1), [](mjSpec* spec) {
    remove_arm_servos(spec);
    spec->option.enableflags |= mjENBL_ENERGY;
  });
  EngineData d(mj_makeData(m.get()));
  throw_up(m.get(), d.get());
  constexpr int kWindow = 200, kWindows = 25;  // 5 s
  double before = INFINITY, start = 0, kinetic = 0, rise = 0;
  for (int window = 0; window < kWindows; ++window) {
    double highest = -INFINITY;
    kinetic = 0;
    for (int i = 0; i < kWindow; ++i) {
      mj_step(m.get(), d.get());
      if (window == 0 && i == 0) start = energy_j(m.get(), d.get());
      highest = std::max(highest, energy_j(m.get(), d.get()));
      kinetic = std::max(kinetic, d->energy[1]);
    }
    ASSERT_TRUE(std::isfinite(highest));
    if (window > 0) rise = std::max(rise, highest - before);
    before = highest;
  }
  std::printf("dropped body: %.1f J lost, largest rise %.3f J, kinetic energy at 5 s %.4f J\n",
              start - before, rise, kinetic);
  EXPECT_GT(start - before, 100) << "it did not fall";
  // The springs of contacts and stops are not in the account: they give back what they took.
  EXPECT_LT(rise, 0.5);
  EXPECT_LT(kinetic, 0.5);
  for (int i = 0; i < mjNWARNING; ++i) EXPECT_EQ(d->warning[i].number, 0) << "warning " << i;
}

}  // namespace
}  // namespace steppage
