#include "physics/physics.hpp"

#include <mujoco/mujoco.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "core/check.hpp"
#include "physics/engine_log.hpp"
#include "physics/muscle_plugin.hpp"

namespace steppage {
namespace {

Eigen::Vector3d vector(const mjtNum* values) { return {values[0], values[1], values[2]}; }

}  // namespace

void place(const Model& model, const Posture& posture, mjData_& data) {
  double* qpos = data.qpos;
  std::copy(posture.pelvis_position_m.data(), posture.pelvis_position_m.data() + 3, qpos);
  std::copy(posture.pelvis_quaternion.data(), posture.pelvis_quaternion.data() + 4, qpos + 3);
  for (const auto& [joint, angle] : posture.joint_angle_rad) {
    const int index = find_index(model.layout().joints, joint);
    CHECK(index >= 0);
    qpos[model.addresses().joint_position[static_cast<size_t>(index)]] = angle;
  }
}

void Physics::Delete::operator()(mjData_* data) const { mj_deleteData(data); }

Physics::Physics(const Model& model, const Posture& posture) : model_(model) {
  const mjModel* m = &model.engine();
  data_.reset(mj_makeData(m));
  mjData* d = data_.get();
  const Layout& layout = model.layout();
  place(model, posture, *d);
  start_.resize(static_cast<size_t>(m->nq + m->nv + m->na));
  now_.joint_angle_rad.resize(layout.joints.size());
  now_.joint_rate_rad_s.resize(layout.joints.size());
  now_.muscles.resize(layout.muscles.size());
  now_.imus.resize(layout.imu_sites.size());
  now_.balance.mass_kg = model.mass_kg();
}

const Instant& Physics::step(const Drive& drive) {
  mjData* d = data_.get();
  CHECK(drive.size() == now_.muscles.size());
  for (size_t i = 0; i < drive.size(); ++i) d->ctrl[i] = control(drive[i]);
  remember_start();
  mj_step(&model_.engine(), d);
  fill_instant();
  check_for_divergence();
  ++steps_;
  return now_;
}

void Physics::remember_start() {
  const mjModel* m = &model_.engine();
  const mjData* d = data_.get();
  auto end = std::copy(d->qpos, d->qpos + m->nq, start_.begin());
  end = std::copy(d->qvel, d->qvel + m->nv, end);
  std::copy(d->act, d->act + m->na, end);
}

// Sensors and forces of the engine describe the start of the step; so do the remembered positions.
void Physics::fill_instant() {
  const mjModel* m = &model_.engine();
  const mjData* d = data_.get();
  const Addresses& at = model_.addresses();
  const double* qpos = start_.data();
  const double* qvel = qpos + m->nq;
  const double* act = qvel + m->nv;
  now_.time = steps_ * model_.timestep();
  now_.pelvis_position_m = vector(qpos);
  now_.pelvis_quaternion = {qpos[3], qpos[4], qpos[5], qpos[6]};
  now_.pelvis_rate_rad_s = vector(qvel + 3);
  for (size_t i = 0; i < now_.joint_angle_rad.size(); ++i) {
    now_.joint_angle_rad[i] = qpos[at.joint_position[i]];
    now_.joint_rate_rad_s[i] = qvel[at.joint_velocity[i]];
  }
  for (size_t i = 0; i < now_.muscles.size(); ++i) {
    const int fibre = at.muscle_fibre[i];
    now_.muscles[i] = {act[fibre + 1], act[fibre] + m->opt.timestep * d->act_dot[fibre],
                       -d->actuator_force[at.muscle_actuator[i]]};
  }
  for (size_t i = 0; i < now_.imus.size(); ++i)
    now_.imus[i] = {vector(d->sensordata + at.imu_accel[i]),
                    vector(d->sensordata + at.imu_gyro[i])};
  for (const Side side : {Side::kLeft, Side::kRight})
    now_.ground_reaction_n[side] = vector(d->sensordata + at.foot_force[side]);
  fill_balance();
}

void Physics::fill_balance() {
  const mjModel* m = &model_.engine();
  const mjData* d = data_.get();
  const Addresses& at = model_.addresses();
  Balance& balance = now_.balance;
  balance.com_m = vector(d->sensordata + at.com);
  balance.linear_momentum = balance.mass_kg * vector(d->sensordata + at.linear_momentum);
  balance.angular_momentum = vector(d->sensordata + at.angular_momentum);
  balance.contact_force_n.setZero();
  balance.contact_moment_nm.setZero();
  for (int i = 0; i < d->ncon; ++i) {
    mjtNum wrench[6];
    mj_contactForce(m, d, i, wrench);
    // Rows of the frame are the contact's axes; the force acts on the second geom.
    const mjContact& contact = d->contact[i];
    const Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>> frame(contact.frame);
    const bool on_patient = m->geom_bodyid[contact.geom[1]] != 0 &&
                            m->body_rootid[m->geom_bodyid[contact.geom[1]]] == at.root_body;
    const Eigen::Vector3d force = (on_patient ? 1.0 : -1.0) * (frame.transpose() * vector(wrench));
    balance.contact_force_n += force;
    balance.contact_moment_nm += (vector(contact.pos) - balance.com_m).cross(force);
  }
}

void Physics::check_for_divergence() {
  if (diverged()) return;
  const mjData* d = data_.get();
  for (int i = 0; i < mjNWARNING; ++i) {
    if (d->warning[i].number == 0) continue;
    const std::vector<std::string> said = take_engine_warnings();
    divergence_ = said.empty() ? "the engine warned" : said.front();
    return;
  }
  double sum = 0;
  for (const double rate : now_.joint_rate_rad_s) sum += rate;
  if (!std::isfinite(sum + now_.pelvis_position_m.sum())) divergence_ = "a number is not finite";
}

int Physics::velocity_index(int joint) const {
  return model_.addresses().joint_velocity[static_cast<size_t>(joint)];
}

namespace {

bool is_contact(const mjData* d, int row) {
  return d->efc_type[row] == mjCNSTR_CONTACT_ELLIPTIC ||
         d->efc_type[row] == mjCNSTR_CONTACT_FRICTIONLESS;
}

// A contact that slides keeps its normal row only; one of a moving limb keeps none.
bool holds(const mjModel* m, const mjData* d, int row, std::span<const int> moving) {
  if (!is_contact(d, row)) return d->efc_state[row] == mjCNSTRSTATE_QUADRATIC;
  const bool is_normal =
      row == 0 || !is_contact(d, row - 1) || d->efc_id[row] != d->efc_id[row - 1];
  if (d->efc_state[row] != mjCNSTRSTATE_QUADRATIC &&
      !(d->efc_state[row] == mjCNSTRSTATE_CONE && is_normal))
    return false;
  const mjContact& contact = d->contact[d->efc_id[row]];
  return std::none_of(moving.begin(), moving.end(), [&](int body) {
    return m->geom_bodyid[contact.geom[0]] == body || m->geom_bodyid[contact.geom[1]] == body;
  });
}

// An active constraint pulls with D (aref - J acceleration): J'DJ adds to the inertia, J'D aref to
// the forces.
void add_constraint(const mjModel* m, const mjData* d, int row, Dynamics& dynamics) {
  const bool sparse = mj_isSparse(m) != 0;
  const int nv = static_cast<int>(m->nv);
  const int count = sparse ? d->efc_J_rownnz[row] : nv;
  const int64_t start = sparse ? d->efc_J_rowadr[row] : int64_t{row} * nv;
  const mjtNum* jacobian = d->efc_J + start;
  const int* column = sparse ? d->efc_J_colind + start : nullptr;
  for (int i = 0; i < count; ++i) {
    if (jacobian[i] == 0) continue;
    const int vi = column ? column[i] : i;
    const double scaled = d->efc_D[row] * jacobian[i];
    dynamics.other[vi] += scaled * d->efc_aref[row];
    for (int j = 0; j < count; ++j)
      dynamics.inertia(column ? column[j] : j, vi) += scaled * jacobian[j];
  }
}

}  // namespace

void Physics::linearise(Dynamics& dynamics, std::span<const int> moving) const {
  const mjModel* m = &model_.engine();
  const mjData* d = data_.get();
  const int nv = static_cast<int>(m->nv);
  dynamics.inertia.resize(nv, nv);
  mj_fullM(m, d, dynamics.inertia.data());  // symmetric: the storage order does not matter
  dynamics.other = Eigen::Map<const Eigen::VectorXd>(d->qfrc_passive, nv) -
                   Eigen::Map<const Eigen::VectorXd>(d->qfrc_bias, nv);
  for (int row = 0; row < d->nefc; ++row)
    if (holds(m, d, row, moving)) add_constraint(m, d, row, dynamics);

  const Addresses& at = model_.addresses();
  dynamics.muscle.setZero(nv, static_cast<Eigen::Index>(now_.muscles.size()));
  for (size_t i = 0; i < now_.muscles.size(); ++i) {
    const int actuator = at.muscle_actuator[i];
    const MuscleParameters muscle = muscle_of(m, actuator);
    const double fibre = now_.muscles[i].fibre_length;
    const double velocity_l0_s = d->act_dot[at.muscle_fibre[i]];
    const double by_velocity =
        std::clamp(force_velocity(velocity_l0_s / muscle.max_velocity_l0_s).value, 0.4, 1.2);
    const double active =
        muscle.max_force_n * muscle.active_scale * active_force_length(fibre).value * by_velocity;
    const double passive =
        muscle.max_force_n * muscle.passive_scale * passive_force_length(fibre).value;
    const int64_t start = d->moment_rowadr[actuator];
    for (int64_t k = start; k < start + d->moment_rownnz[actuator]; ++k) {
      const int velocity = d->moment_colind[k];
      dynamics.muscle(velocity, static_cast<Eigen::Index>(i)) = -d->actuator_moment[k] * active;
      dynamics.other[velocity] -= d->actuator_moment[k] * passive;
    }
  }
}

SavedPhysics Physics::save() const {
  const mjModel* m = &model_.engine();
  SavedPhysics saved{std::vector<double>(static_cast<size_t>(mj_stateSize(m, mjSTATE_INTEGRATION))),
                     steps_};
  mj_getState(m, data_.get(), saved.state.data(), mjSTATE_INTEGRATION);
  return saved;
}

void Physics::restore(const SavedPhysics& saved) {
  mj_setState(&model_.engine(), data_.get(), saved.state.data(), mjSTATE_INTEGRATION);
  steps_ = saved.steps;
}

}  // namespace steppage
