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

// Force of an equality constraint on its first object: three rows of a connection, one of a joint.
Eigen::Vector3d equality_force(const mjData* d, int equality) {
  Eigen::Vector3d force = Eigen::Vector3d::Zero();
  int found = 0;
  for (int row = 0; row < d->ne && found < 3; ++row)
    if (d->efc_type[row] == mjCNSTR_EQUALITY && d->efc_id[row] == equality)
      force[found++] = d->efc_force[row];
  return force;
}

// A hand closes around what is this near, and draws it in as softly as its flesh gives way.
constexpr double kHandReach_m = 0.03;

Eigen::Vector3d in_frame_of(const mjData* d, int geom, const Eigen::Vector3d& place_m) {
  const Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>> frame(d->geom_xmat +
                                                                             9 * geom);
  return frame.transpose() * (place_m - vector(d->geom_xpos + 3 * geom));
}

bool is_of(const mjModel* m, int geom, int root_body) {
  const int body = m->geom_bodyid[geom];
  return body != 0 && m->body_rootid[body] == root_body;
}

}  // namespace

void Physics::Delete::operator()(mjData_* data) const { mj_deleteData(data); }

Physics::Physics(const Model& model, const Posture& posture) : model_(model) {
  const mjModel* m = &model.engine();
  data_.reset(mj_makeData(m));
  const Layout& layout = model.layout();
  const std::vector<double> qpos = model.positions(posture);
  std::copy(qpos.begin(), qpos.end(), data_->qpos);
  const std::vector<double> qvel = model.velocities(posture);
  std::copy(qvel.begin(), qvel.end(), data_->qvel);
  const std::vector<double> act = model.resting_muscles();
  std::copy(act.begin(), act.end(), data_->act);
  start_.resize(static_cast<size_t>(m->nq + m->nv + m->na));
  now_.joint_angle_rad.resize(layout.joints.size());
  now_.joint_rate_rad_s.resize(layout.joints.size());
  now_.muscles.resize(layout.muscles.size());
  now_.imus.resize(layout.imu_sites.size());
  now_.balance.mass_kg = model.mass_kg();
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const Grasp& grasp = model.addresses().grasp[side];
    if (grasp.equality >= 0 && hand_gap_m(grasp) > kHandReach_m)
      data_->eq_active[grasp.equality] = false;
    const std::vector<int>& geoms = model.addresses().sole[side];
    now_.soles[side].resize(geoms.size());
    for (size_t i = 0; i < geoms.size(); ++i) {
      SolePoint& point = now_.soles[side][i];
      point.geom = geoms[i];
      point.body = m->geom_bodyid[geoms[i]];
      point.is_toe = model.floor_part(geoms[i]) == FloorPart::kToes;
      point.is_heel = std::string_view(mj_id2name(m, mjOBJ_GEOM, geoms[i])).ends_with("_heel");
    }
  }
}

Drive Physics::idle() const {
  const Layout& layout = model_.layout();
  Drive drive;
  drive.muscles.resize(layout.muscles.size());
  for (const std::string& joint : layout.arm_joints) {
    const auto index = static_cast<size_t>(find_index(layout.joints, joint));
    drive.arm_angle_rad.push_back(data_->qpos[model_.addresses().joint_position[index]]);
  }
  return drive;
}

void Physics::turn_dynamometer(double angle_rad, double rate_rad_s) {
  CHECK(model_.addresses().dynamometer >= 0);
  data_->qpos[model_.addresses().dynamometer_position] = angle_rad;
  data_->qvel[model_.addresses().dynamometer_velocity] = rate_rad_s;
}

const Instant& Physics::step(const Drive& drive) {
  mjData* d = data_.get();
  const mjModel* m = &model_.engine();
  const Addresses& at = model_.addresses();
  CHECK(drive.muscles.size() == at.muscle_actuator.size());
  CHECK(drive.arm_angle_rad.size() == at.arm_control.size());
  for (size_t i = 0; i < drive.muscles.size(); ++i)
    d->ctrl[m->actuator_ctrladr[at.muscle_actuator[i]]] = control(drive.muscles[i]);
  for (size_t i = 0; i < drive.arm_angle_rad.size(); ++i)
    d->ctrl[at.arm_control[i]] = drive.arm_angle_rad[i];
  open_and_close_hands(drive.hold);
  remember_start();
  mj_step(m, d);
  fill_instant();
  check_for_divergence();
  ++steps_;
  return now_;
}

void Physics::push_trunk(const Eigen::Vector3d& force_n) {
  std::copy(force_n.begin(), force_n.end(),
            data_->xfrc_applied + 6 * model_.addresses().trunk_body);
}

// From the positions alone, so that a restored run decides alike.
double Physics::hand_gap_m(const Grasp& grasp) {
  mj_kinematics(&model_.engine(), data_.get());
  return (vector(data_->site_xpos + 3 * grasp.grip) - vector(data_->site_xpos + 3 * grasp.point))
      .norm();
}

void Physics::open_and_close_hands(const PerSide<bool>& hold) {
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const Grasp& grasp = model_.addresses().grasp[side];
    if (grasp.equality < 0) continue;
    mjtBool& holds = data_->eq_active[grasp.equality];
    if (!hold[side]) {
      holds = false;
      slipped_[side] = false;
    } else if (!holds && !slipped_[side]) {
      holds = hand_gap_m(grasp) < kHandReach_m;
    }
  }
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
  for (const Side side : {Side::kLeft, Side::kRight}) {
    now_.ground_reaction_n[side] = vector(d->sensordata + at.foot_force[side]);
    now_.centre_of_pressure_m[side] = vector(d->sensordata + at.foot_force[side] + 3);
  }
  if (at.walker >= 0) {
    now_.walker_position_m = vector(qpos + at.walker);
    now_.walker_quaternion = Eigen::Map<const Eigen::Vector4d>(qpos + at.walker + 3);
  }
  fill_grasps();
  if (at.dynamometer >= 0) now_.dynamometer_torque_nm = equality_force(d, at.dynamometer)[0];
  fill_soles();
  fill_balance();
  now_.pelvis_height_m = height_above_floor_m(now_.pelvis_position_m);
  now_.trunk_tilt_rad = std::acos(std::clamp(d->xmat[9 * at.trunk_body + 8], -1.0, 1.0));
}

// Vertical.
double Physics::height_above_floor_m(const Eigen::Vector3d& place_m) const {
  const int floor = model_.addresses().floor;
  return in_frame_of(data_.get(), floor, place_m).z() / data_->geom_xmat[9 * floor + 8];
}

// A hand slips when it is pulled harder than it can hold; from the next step on it holds nothing.
void Physics::fill_grasps() {
  mjData* d = data_.get();
  now_.assisted_n = {};
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const Grasp& grasp = model_.addresses().grasp[side];
    if (grasp.equality < 0) continue;
    now_.held[side] = d->eq_active[grasp.equality] ? grasp.held : Held::kNothing;
    now_.grasp_force_n[side] = equality_force(d, grasp.equality);
    now_.grip_m[side] = vector(d->site_xpos + 3 * grasp.grip);
    const double force_n = now_.grasp_force_n[side].norm();
    if (grasp.limb != Side::kUnknown) now_.assisted_n[grasp.limb] += force_n;
    if (force_n <= grasp.limit_n) continue;
    d->eq_active[grasp.equality] = false;
    slipped_[side] = true;
  }
}

std::vector<double> Physics::aim_to_push_rad(const PerSide<Eigen::Vector3d>& force_n) const {
  const Addresses& at = model_.addresses();
  std::vector<double> aim(at.arm_velocity.size(), 0.0);
  Eigen::Matrix<double, 3, Eigen::Dynamic, Eigen::RowMajor> jacobian(3, model_.velocity_count());
  for (const Side side : {Side::kLeft, Side::kRight}) {
    if (now_.held[side] != Held::kWorld || force_n[side].isZero()) continue;
    mj_jacSite(&model_.engine(), data_.get(), jacobian.data(), nullptr, at.grasp[side].grip);
    for (size_t i = 0; i < aim.size(); ++i)
      if (model_.layout().arm_joints[i].starts_with(name(side)))
        aim[i] = jacobian.col(at.arm_velocity[i]).dot(force_n[side]) / at.arm_stiffness_nm_rad[i];
  }
  return aim;
}

std::vector<double> Physics::aim_to_carry_arms_rad() const {
  const Addresses& at = model_.addresses();
  std::vector<double> aim(at.arm_velocity.size(), 0.0);
  for (size_t i = 0; i < aim.size(); ++i) {
    const Side side =
        model_.layout().arm_joints[i].starts_with("left") ? Side::kLeft : Side::kRight;
    if (now_.held[side] == Held::kWorld)
      aim[i] = data_->qfrc_bias[at.arm_velocity[i]] / at.arm_stiffness_nm_rad[i];
  }
  return aim;
}

std::vector<double> Physics::aim_to_push_cane_rad(const Eigen::Vector3d& force_n) const {
  const Addresses& at = model_.addresses();
  CHECK(at.cane_tip >= 0);
  Eigen::Matrix<double, 3, Eigen::Dynamic, Eigen::RowMajor> jacobian(3, model_.velocity_count());
  mj_jacGeom(&model_.engine(), data_.get(), jacobian.data(), nullptr, at.cane_tip);
  std::vector<double> aim(at.arm_velocity.size(), 0.0);
  for (size_t i = 0; i < aim.size(); ++i) {
    if (!model_.layout().arm_joints[i].starts_with(name(model_.layout().cane))) continue;
    const int velocity = at.arm_velocity[i];
    aim[i] = (jacobian.col(velocity).dot(force_n) + data_->qfrc_bias[velocity]) /
             at.arm_stiffness_nm_rad[i];
  }
  return aim;
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
  now_.has_fallen = now_.lies = false;
  now_.cane_force_n.setZero();
  if (at.cane_tip >= 0) now_.cane_tip_m = vector(d->geom_xpos + 3 * at.cane_tip);
  const auto add = [&](const Eigen::Vector3d& point, const Eigen::Vector3d& force) {
    balance.contact_force_n += force;
    balance.contact_moment_nm += (point - balance.com_m).cross(force);
  };
  for (int i = 0; i < d->ncon; ++i) {
    mjtNum wrench[6];
    mj_contactForce(m, d, i, wrench);
    // Rows of the frame are the contact's axes; the force acts on the second geom.
    const mjContact& contact = d->contact[i];
    const bool second = is_of(m, contact.geom[1], at.root_body);
    if (!second && !is_of(m, contact.geom[0], at.root_body)) continue;  // an aid and the floor
    const Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>> frame(contact.frame);
    const Eigen::Vector3d force = frame.transpose() * vector(wrench);
    if (second && is_of(m, contact.geom[0], at.root_body)) {
      const int lifted = contact.geom[force.z() > 0 ? 1 : 0];
      if (model_.is_sole(lifted)) now_.assisted_n[model_.side(lifted)] += std::fabs(force.z());
      continue;
    }
    add(vector(contact.pos), (second ? 1.0 : -1.0) * force);
    const int other = contact.geom[second ? 0 : 1];
    if (!model_.is_floor(other)) continue;
    const int own = contact.geom[second ? 1 : 0];
    if (model_.floor_part(own) == FloorPart::kOther) {
      now_.has_fallen = true;
      now_.lies |= model_.side(own) == Side::kUnknown;
    }
    if (other != at.floor && model_.is_sole(own))
      add_to_ground_reaction(model_.side(own), vector(contact.pos), (second ? 1.0 : -1.0) * force);
    if (own == at.cane_tip) now_.cane_force_n += (second ? 1.0 : -1.0) * force;
    for (SolePoint& point : now_.soles[model_.side(own)])
      if (point.geom == own) {
        point.load_n += (second ? 1.0 : -1.0) * force.z();
        point.is_on_patch |= model_.is_patch(other);
      }
  }
  now_.push_n = vector(d->xfrc_applied + 6 * at.trunk_body);
  if (!now_.push_n.isZero(0)) add(vector(d->xipos + 3 * at.trunk_body), now_.push_n);
  for (const Side side : {Side::kLeft, Side::kRight})
    if (now_.held[side] == Held::kWorld)
      add(vector(d->site_xpos + 3 * at.grasp[side].grip), now_.grasp_force_n[side]);
  if (at.supported_body > 0)
    add(vector(d->xipos + 3 * at.supported_body), {0, 0, model_.layout().body_weight_support_n});
}

// The sensor knows the floor itself, and not what lies on it.
void Physics::add_to_ground_reaction(Side side, const Eigen::Vector3d& place_m,
                                     const Eigen::Vector3d& force_n) {
  Eigen::Vector3d& sum_n = now_.ground_reaction_n[side];
  Eigen::Vector3d& centre_m = now_.centre_of_pressure_m[side];
  const double before_n = sum_n.z();
  sum_n += force_n;
  if (sum_n.z() > 0) centre_m = (before_n * centre_m + force_n.z() * place_m) / sum_n.z();
}

void Physics::fill_soles() {
  const mjModel* m = &model_.engine();
  const Addresses& at = model_.addresses();
  for (const Side side : {Side::kLeft, Side::kRight})
    for (SolePoint& point : now_.soles[side]) {
      const Eigen::Vector3d centre = vector(data_->geom_xpos + 3 * point.geom);
      const double radius = m->geom_size[3 * point.geom];
      point.load_n = 0;
      point.is_on_patch = false;
      point.place_m = centre - Eigen::Vector3d(0, 0, radius);
      point.clearance_m = in_frame_of(data_.get(), at.floor, centre).z() - radius;
      for (const int ridge : at.ridges) {
        const Eigen::Vector3d apart = in_frame_of(data_.get(), ridge, centre);
        const mjtNum* half = m->geom_size + 3 * ridge;
        if (std::fabs(apart.x()) <= half[0] && std::fabs(apart.y()) <= half[1])
          point.clearance_m = apart.z() - half[2] - radius;
      }
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

SavedPhysics Physics::save() const {
  const mjModel* m = &model_.engine();
  SavedPhysics saved{std::vector<double>(static_cast<size_t>(mj_stateSize(m, mjSTATE_INTEGRATION))),
                     slipped_, steps_};
  mj_getState(m, data_.get(), saved.state.data(), mjSTATE_INTEGRATION);
  return saved;
}

void Physics::restore(const SavedPhysics& saved) {
  mj_setState(&model_.engine(), data_.get(), saved.state.data(), mjSTATE_INTEGRATION);
  slipped_ = saved.slipped;
  steps_ = saved.steps;
}

}  // namespace steppage
