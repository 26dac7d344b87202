// The body around a moment, linear in the activations.
#include <mujoco/mujoco.h>

#include <algorithm>
#include <cmath>

#include "physics/muscle_plugin.hpp"
#include "physics/physics.hpp"

namespace steppage {
namespace {

bool is_contact(const mjData* d, int row) {
  return d->efc_type[row] == mjCNSTR_CONTACT_ELLIPTIC ||
         d->efc_type[row] == mjCNSTR_CONTACT_FRICTIONLESS;
}

bool contains(const std::vector<int>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_released(const mjModel* m, const mjContact& contact, const Released& released) {
  return std::any_of(std::begin(contact.geom), std::end(contact.geom), [&](int geom) {
    return contains(released.geoms, geom) || contains(released.bodies, m->geom_bodyid[geom]);
  });
}

// The first row of a contact is along its normal; a limit or a lock has one row.
bool is_normal(const mjData* d, int row) {
  return !is_contact(d, row) || row == 0 || !is_contact(d, row - 1) ||
         d->efc_id[row] != d->efc_id[row - 1];
}

// Whether a constraint resists acceleration. A sliding contact does so along its normal only.
bool resists(const mjData* d, int row) {
  return d->efc_state[row] == mjCNSTRSTATE_QUADRATIC ||
         (d->efc_state[row] == mjCNSTRSTATE_CONE && is_normal(d, row));
}

// One row of the constraints' Jacobian as columns and values.
struct ConstraintRow {
  int count;
  const int* column;  // nullptr: every column
  const mjtNum* value;
  int at(int k) const { return column ? column[k] : k; }
};

ConstraintRow jacobian_row(const mjModel* m, const mjData* d, int row) {
  if (mj_isSparse(m) == 0) return {static_cast<int>(m->nv), nullptr, d->efc_J + row * m->nv};
  const int64_t start = d->efc_J_rowadr[row];
  return {d->efc_J_rownnz[row], d->efc_J_colind + start, d->efc_J + start};
}

// What a constraint does about an acceleration: force - stiffness * acceleration along its row.
struct Resistance {
  double force, stiffness;
};

// The engine's contacts give way for some milliseconds before they carry. Seen from the control
// period on, soles are firm: along their normal nothing accelerates. Flesh
// gives way and friction creeps: they are taken as they are.
Resistance resistance(const mjModel* m, const mjData* d, int row, bool is_firm) {
  constexpr double kFirm = 100;
  if (!resists(d, row)) return {d->efc_force[row], 0};
  if (is_firm && is_normal(d, row)) return {0, kFirm * d->efc_D[row]};
  const ConstraintRow jacobian = jacobian_row(m, d, row);
  double acceleration = 0;
  for (int k = 0; k < jacobian.count; ++k)
    acceleration += jacobian.value[k] * d->qacc[jacobian.at(k)];
  return {d->efc_force[row] + d->efc_D[row] * acceleration, d->efc_D[row]};
}

// A joint's stop lets the joint leave, a hand that holds something gives way: what they carry now
// they go on carrying.
void add_force(const mjModel* m, const mjData* d, int row, Dynamics& dynamics) {
  const ConstraintRow jacobian = jacobian_row(m, d, row);
  for (int i = 0; i < jacobian.count; ++i)
    dynamics.other[jacobian.at(i)] += d->efc_force[row] * jacobian.value[i];
}

void add_constraint(const mjModel* m, const mjData* d, int row, bool is_firm, Dynamics& dynamics) {
  const ConstraintRow jacobian = jacobian_row(m, d, row);
  const auto [force, stiffness] = resistance(m, d, row, is_firm);
  for (int i = 0; i < jacobian.count; ++i) {
    if (jacobian.value[i] == 0) continue;
    dynamics.other[jacobian.at(i)] += force * jacobian.value[i];
    if (stiffness == 0) continue;
    for (int j = 0; j < jacobian.count; ++j)
      dynamics.inertia(jacobian.at(j), jacobian.at(i)) +=
          stiffness * jacobian.value[i] * jacobian.value[j];
  }
}

Dynamics::Contact sole_contact(const mjModel* m, const mjData* d, int row, int geom, Side side) {
  Dynamics::Contact contact;
  contact.geom = geom;
  contact.side = side;
  contact.rows.setZero(m->nv, 3);
  for (int axis = 0; axis < 3; ++axis) {
    const ConstraintRow jacobian = jacobian_row(m, d, row + axis);
    for (int k = 0; k < jacobian.count; ++k) contact.rows(jacobian.at(k), axis) = jacobian.value[k];
    const auto [force, stiffness] = resistance(m, d, row + axis, true);
    contact.force[axis] = force;
    contact.stiffness[axis] = stiffness;
  }
  return contact;
}

constexpr double kLookAhead_s = 0.06;

// Springs and dampers of the joints answer within the look-ahead. Without that a light foot would
// seem to be thrown about by what its stiff ankle merely bends to.
void add_give(const mjModel* m, const mjData* d, Dynamics& dynamics) {
  for (int joint = 0; joint < m->njnt; ++joint) {
    if (m->jnt_type[joint] != mjJNT_HINGE) continue;
    const int dof = m->jnt_dofadr[joint];
    const int q = m->jnt_qposadr[joint];
    const double x = d->qpos[q] - m->qpos_spring[q];
    const mjtNum* more = m->jnt_stiffnesspoly + joint * mjNPOLY;
    const double stiffness =
        std::max(0.0, m->jnt_stiffness[joint] + 2 * more[0] * x + 3 * more[1] * x * x);
    dynamics.inertia(dof, dof) += kLookAhead_s * (m->dof_damping[dof] + kLookAhead_s * stiffness);
    dynamics.other[dof] -= kLookAhead_s * stiffness * d->qvel[dof];
  }
}

// By the end of the look-ahead a muscle has gone this share of the way to the
// activation that is asked for (10 ms up, 40 to 80 ms down), its tendon this share of the way to
// the steady force (time constant about 60 ms: SOL's tendon stiffness over its fibre's viscosity).
constexpr double kActivated = 0.6;
constexpr double kStretched = 0.6;

// Tendon force after fibre and tendon have settled on the present path: what an activation leads
// to, not what the lagging tendon carries now.
struct SteadyForce {
  double passive;
  double active;  // per unit activation, about the present one
};

SteadyForce steady_force(const MuscleParameters& muscle, double activation, double path_m,
                         double path_velocity_m_s) {
  const auto force = [&](double level) {
    return tendon_force_n(muscle, solve_fibre(muscle, level, 0, path_m, 0), path_m);
  };
  constexpr double kLeastLevel = 0.2;  // of the secant
  const double level = std::max(kLeastLevel, activation);
  const double passive = force(0);
  const double velocity = path_velocity_m_s / (muscle.optimal_fibre_m * muscle.max_velocity_l0_s);
  const double by_velocity = std::clamp(force_velocity(velocity).value, 0.4, 1.2);
  return {passive, (force(level) - passive) / level * by_velocity};
}

}  // namespace

void Physics::linearise(Dynamics& dynamics, const Released& released) const {
  const mjModel* m = &model_.engine();
  const mjData* d = data_.get();
  const Addresses& at = model_.addresses();
  const int nv = static_cast<int>(m->nv);
  dynamics.inertia.resize(nv, nv);
  mj_fullM(m, d, dynamics.inertia.data());  // symmetric: the storage order does not matter
  dynamics.other = Eigen::Map<const Eigen::VectorXd>(d->qfrc_passive, nv) -
                   Eigen::Map<const Eigen::VectorXd>(d->qfrc_bias, nv);
  add_give(m, d, dynamics);
  dynamics.soles.clear();
  for (int row = 0; row < d->nefc; ++row) {
    if (!is_contact(d, row)) {
      add_force(m, d, row, dynamics);
      continue;
    }
    const mjContact& contact = d->contact[d->efc_id[row]];
    if (is_released(m, contact, released)) continue;
    const auto sole = std::find_if(std::begin(contact.geom), std::end(contact.geom),
                                   [this](int geom) { return model_.is_sole(geom); });
    const bool on_sole = sole != std::end(contact.geom);
    if (!on_sole || contact.dim != 3)
      add_constraint(m, d, row, on_sole, dynamics);
    else if (is_normal(d, row))
      dynamics.soles.push_back(sole_contact(m, d, row, *sole, model_.side(*sole)));
  }

  dynamics.com.resize(nv, 3);  // the engine's rows are our columns
  mj_jacSubtreeCom(m, data_.get(), dynamics.com.data(), at.root_body);
  for (size_t i = 0; i < at.arm_force.size(); ++i)
    dynamics.other[at.arm_velocity[i]] += d->actuator_force[at.arm_force[i]];
  dynamics.muscle.setZero(nv, static_cast<Eigen::Index>(now_.muscles.size()));
  for (size_t i = 0; i < now_.muscles.size(); ++i) {
    const int actuator = at.muscle_actuator[i];
    const SteadyForce force = steady_force(muscle_of(m, actuator), now_.muscles[i].activation,
                                           d->actuator_length[m->actuator_outadr[actuator]],
                                           d->actuator_velocity[m->actuator_outadr[actuator]]);
    const double stays = force.active * (1 - kActivated) * now_.muscles[i].activation;
    const double base =
        kStretched * (force.passive + stays) + (1 - kStretched) * now_.muscles[i].force_n;
    const int64_t start = d->moment_rowadr[actuator];
    for (int64_t k = start; k < start + d->moment_rownnz[actuator]; ++k) {
      const int velocity = d->moment_colind[k];
      dynamics.muscle(velocity, static_cast<Eigen::Index>(i)) =
          -d->actuator_moment[k] * kStretched * kActivated * force.active;
      dynamics.other[velocity] -= d->actuator_moment[k] * base;
    }
  }
}

}  // namespace steppage
