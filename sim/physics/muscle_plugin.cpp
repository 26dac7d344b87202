#include "physics/muscle_plugin.hpp"

#include <mujoco/mujoco.h>

namespace steppage {
namespace {

// The actuator's two activation variables: fibre length (ours), activation (the engine's muscle
// dynamics). A fibre length of 0 means "just reset": the fibre starts in equilibrium with its
// tendon.

template <class Function>
void for_each_muscle(const mjModel* m, int instance, Function function) {
  for (int i = 0; i < m->nactuator; ++i)
    if (m->actuator_plugin[i] == instance) function(i);
}

void compute_fibre_rate(const mjModel* m, mjData* d, int instance) {
  for_each_muscle(m, instance, [&](int i) {
    const MuscleParameters muscle = muscle_of(m, i);
    const int state = m->actuator_actadr[i];
    const double path = d->actuator_length[m->actuator_outadr[i]];
    const double activation = d->act[state + 1];
    const double step = m->opt.timestep;
    double fibre = d->act[state];
    if (fibre == 0) fibre = solve_fibre(muscle, activation, 0, path, 0);
    d->act_dot[state] = (solve_fibre(muscle, activation, fibre, path, step) - d->act[state]) / step;
  });
}

void compute_force(const mjModel* m, mjData* d, int instance, int /*capability*/) {
  for_each_muscle(m, instance, [&](int i) {
    const int state = m->actuator_actadr[i];
    const int out = m->actuator_outadr[i];
    const int group = m->actuator_group[i];
    // The engine leaves disabled actuator groups to the plugin.
    const bool disabled = group >= 0 && group < 31 && ((m->opt.disableactuator >> group) & 1) != 0;
    const double fibre = d->act[state] + m->opt.timestep * d->act_dot[state];
    d->actuator_force[out] =
        disabled ? 0 : -tendon_force_n(muscle_of(m, i), fibre, d->actuator_length[out]);
  });
}

bool usable(const mjModel* m, int actuator) {
  if (m->actuator_actnum[actuator] != 2 || m->actuator_dyntype[actuator] != mjDYN_MUSCLE)
    return false;
  if (m->actuator_actlimited[actuator]) return false;  // would clamp the fibre length as well
  const MuscleParameters p = muscle_of(m, actuator);
  return p.max_force_n > 0 && p.optimal_fibre_m > 0 && p.tendon_slack_m > 0 &&
         p.max_velocity_l0_s > 0 && p.tendon_strain > 0 && p.active_scale >= 0 &&
         p.passive_scale >= 0 && p.fibre_damping > 0;
}

int start(const mjModel* m, mjData* /*d*/, int instance) {
  bool ok = m->nuser_actuator >= kMuscleUserData && m->opt.integrator != mjINT_RK4;
  if (ok) for_each_muscle(m, instance, [&](int i) { ok = ok && usable(m, i); });
  if (!ok) mju_warning("%s: wrong set-up", kMusclePlugin);
  return ok ? 0 : -1;
}

int no_state(const mjModel* /*m*/, int /*instance*/) { return 0; }

void no_reset(const mjModel* /*m*/, mjtNum* /*state*/, void* /*data*/, int /*instance*/) {}

}  // namespace

MuscleParameters muscle_of(const mjModel_* model, int actuator) {
  const mjtNum* u = model->actuator_user + model->nuser_actuator * actuator;
  return {u[0], u[1], u[2], u[3], u[4], u[5], u[6], u[7]};
}

void register_muscle_plugin() {
  static const int slot = [] {
    mjpPlugin plugin;
    mjp_defaultPlugin(&plugin);
    plugin.name = kMusclePlugin;
    plugin.capabilityflags = mjPLUGIN_ACTUATOR;
    plugin.nstate = no_state;
    plugin.init = start;
    plugin.reset = no_reset;
    plugin.actuator_act_dot = compute_fibre_rate;
    plugin.compute = compute_force;
    return mjp_registerPlugin(&plugin);
  }();
  static_cast<void>(slot);
}

}  // namespace steppage
