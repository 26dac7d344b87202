#include "physics/model.hpp"

#include <mujoco/mujoco.h>

#include <algorithm>

#include "core/check.hpp"
#include "core/hash.hpp"
#include "physics/patches.hpp"

namespace steppage {
namespace {

int sensor_address(const mjModel* m, const std::string& name) {
  const int id = mj_name2id(m, mjOBJ_SENSOR, name.c_str());
  CHECK(id >= 0);
  return m->sensor_adr[id];
}

void find_joints(const mjModel* m, Layout& layout, Addresses& addresses) {
  for (int i = 0; i < m->njnt; ++i) {
    if (m->jnt_type[i] != mjJNT_HINGE) continue;
    layout.joints.emplace_back(mj_id2name(m, mjOBJ_JOINT, i));
    addresses.joint_position.push_back(m->jnt_qposadr[i]);
    addresses.joint_velocity.push_back(m->jnt_dofadr[i]);
  }
}

// Muscles are the plugin's actuators; what else acts holds an arm's joint.
void find_actuators(const mjModel* m, Layout& layout, Addresses& addresses) {
  for (int i = 0; i < m->nactuator; ++i) {
    const std::string name = mj_id2name(m, mjOBJ_ACTUATOR, i);
    if (m->actuator_plugin[i] >= 0) {
      layout.muscles.push_back(name);
      addresses.muscle_actuator.push_back(i);
      addresses.muscle_fibre.push_back(m->actuator_actadr[i]);
    } else {
      layout.arm_joints.push_back(name);
      addresses.arm_control.push_back(m->actuator_ctrladr[i]);
      addresses.arm_force.push_back(m->actuator_outadr[i]);
      addresses.arm_stiffness_nm_rad.push_back(m->actuator_gainprm[mjNGAIN * i]);
      addresses.arm_velocity.push_back(m->jnt_dofadr[m->actuator_trnid[2 * i]]);
    }
  }
}

Side side_of(const std::string& body) {
  for (const Side side : {Side::kLeft, Side::kRight})
    if (body.starts_with(std::string(name(side)) + "_")) return side;
  return Side::kUnknown;
}

void find_grasps(const mjModel* m, Addresses& addresses) {
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::string prefix = std::string(name(side)) + "_";
    Grasp& grasp = addresses.grasp[side];
    grasp.equality = mj_name2id(m, mjOBJ_EQUALITY, (prefix + kGrasp).c_str());
    if (grasp.equality < 0) continue;
    grasp.grip = m->eq_obj1id[grasp.equality];
    grasp.point = m->eq_obj2id[grasp.equality];
    const int limit = mj_name2id(m, mjOBJ_NUMERIC, (prefix + kGraspLimit).c_str());
    grasp.limit_n = m->numeric_data[m->numeric_adr[limit]];
    const int body = m->site_bodyid[grasp.point];
    const bool is_own = m->body_rootid[body] == addresses.root_body;
    grasp.held = is_own ? Held::kOwnBody : Held::kWorld;
    grasp.limb = side_of(mj_id2name(m, mjOBJ_BODY, body));
  }
}

void find_dynamometer(const mjModel* m, Addresses& addresses) {
  addresses.dynamometer = mj_name2id(m, mjOBJ_EQUALITY, kDynamometer);
  if (addresses.dynamometer < 0) return;
  const int lever = mj_name2id(m, mjOBJ_JOINT, kDynamometer);
  addresses.dynamometer_position = m->jnt_qposadr[lever];
  addresses.dynamometer_velocity = m->jnt_dofadr[lever];
}

constexpr std::string_view kCane = "_cane/cane";  // the body of that prop

void find_aids(const mjModel* m, Layout& layout, Addresses& addresses) {
  for (int i = 0; i < m->nbody; ++i) {
    if (m->body_gravcomp[i] == 0) continue;
    addresses.supported_body = i;
    layout.body_weight_support_n = -m->opt.gravity[2] * m->body_gravcomp[i] * m->body_mass[i];
  }
  const mjtNum* belt_m_s = m->geom_surfacevel + 6 * addresses.floor;
  layout.floor_velocity_m_s = {belt_m_s[0], belt_m_s[1]};
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::string tip = std::string(name(side)) + "_cane/tip";
    const int found = mj_name2id(m, mjOBJ_GEOM, tip.c_str());
    if (found < 0) continue;
    addresses.cane_tip = found;
    layout.cane = side;
  }
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const Grasp& grasp = addresses.grasp[side];
    layout.moves_along[side] =
        grasp.held == Held::kWorld && m->body_jntnum[m->site_bodyid[grasp.point]] > 0;
  }
  if (const int walker = mj_name2id(m, mjOBJ_BODY, "walker/walker"); walker >= 0) {
    addresses.walker = m->jnt_qposadr[m->body_jntadr[walker]];
    layout.has_walker = true;
  }
}

FloorPart part_of(const std::string& body) {
  if (body.ends_with("_foot")) return FloorPart::kFoot;
  if (body.ends_with("_toes")) return FloorPart::kToes;
  if (body.ends_with(kCane)) return FloorPart::kHand;
  return body.ends_with("_forearm") ? FloorPart::kHand : FloorPart::kOther;
}

}  // namespace

void Model::Delete::operator()(mjModel_* model) const { mj_deleteModel(model); }

Model::Model(mjModel_* model, std::vector<std::string> imu_sites) : model_(model) {
  layout_.imu_sites = std::move(imu_sites);
  find_joints(model, layout_, addresses_);
  find_actuators(model, layout_, addresses_);
  addresses_.root_body = mj_name2id(model, mjOBJ_BODY, "pelvis");
  CHECK(addresses_.root_body > 0);
  addresses_.trunk_body = mj_name2id(model, mjOBJ_BODY, "trunk");
  CHECK(addresses_.trunk_body > 0);
  find_grasps(model, addresses_);
  find_dynamometer(model, addresses_);
  for (const std::string& site : layout_.imu_sites) {
    addresses_.imu_accel.push_back(sensor_address(model, site + "_accel"));
    addresses_.imu_gyro.push_back(sensor_address(model, site + "_gyro"));
  }
  addresses_.foot_force = {sensor_address(model, "left_foot_force"),
                           sensor_address(model, "right_foot_force")};
  addresses_.com = sensor_address(model, "patient_com");
  addresses_.linear_momentum = sensor_address(model, "patient_velocity");
  addresses_.angular_momentum = sensor_address(model, "patient_angular_momentum");
  addresses_.floor = mj_name2id(model, mjOBJ_GEOM, "floor");
  CHECK(addresses_.floor >= 0);
  for (int i = 0; i < model->body_geomnum[0]; ++i)
    if (model->geom_type[i] == mjGEOM_BOX) addresses_.ridges.push_back(i);
  find_aids(model, layout_, addresses_);
  for (int i = 0; i < model->ngeom; ++i) {
    const std::string body = mj_id2name(model, mjOBJ_BODY, model->geom_bodyid[i]);
    floor_part_.push_back(part_of(body));
    side_.push_back(side_of(body));
    if (is_sole(i) && model->geom_contype[i] != 0) addresses_.sole[side(i)].push_back(i);
  }
}

std::string Model::engine_version() { return mj_versionString(); }

Time Model::timestep() const { return from_seconds(model_->opt.timestep); }

double Model::mass_kg() const { return model_->body_subtreemass[addresses_.root_body]; }

std::vector<double> Model::positions(const Posture& posture) const {
  std::vector<double> qpos(model_->qpos0, model_->qpos0 + model_->nq);
  std::copy(posture.pelvis_position_m.begin(), posture.pelvis_position_m.end(), qpos.begin());
  std::copy(posture.pelvis_quaternion.begin(), posture.pelvis_quaternion.end(), qpos.begin() + 3);
  for (const auto& [joint, angle] : posture.joint_angle_rad) {
    const int position = addresses_.joint_position[index_of(layout_.joints, joint)];
    qpos[static_cast<size_t>(position)] = angle;
  }
  if (posture.walker && addresses_.walker >= 0)
    std::copy(posture.walker->begin(), posture.walker->end(), qpos.begin() + addresses_.walker);
  return qpos;
}

std::vector<double> Model::velocities(const Posture& posture) const {
  std::vector<double> qvel(static_cast<size_t>(model_->nv), 0);
  std::copy(posture.pelvis_velocity_m_s.begin(), posture.pelvis_velocity_m_s.end(), qvel.begin());
  for (const Grasp& grasp : {addresses_.grasp.left, addresses_.grasp.right})
    if (grasp.held == Held::kWorld) carry_along(grasp, posture.pelvis_velocity_m_s, qvel);
  for (const auto& [joint, rate] : posture.joint_rate_rad_s) {
    const int velocity = addresses_.joint_velocity[index_of(layout_.joints, joint)];
    qvel[static_cast<size_t>(velocity)] = rate;
  }
  return qvel;
}

// What a hand holds that can move has the patient's velocity, as far as it is free to.
void Model::carry_along(const Grasp& grasp, const Eigen::Vector3d& velocity_m_s,
                        std::vector<double>& qvel) const {
  const int body = model_->site_bodyid[grasp.point];
  if (model_->body_jntnum[body] == 0) return;
  const int joint = model_->body_jntadr[body], at = model_->jnt_dofadr[joint];
  const Eigen::Map<const Eigen::Vector3d> axis(model_->jnt_axis + 3 * joint);
  if (model_->jnt_type[joint] == mjJNT_FREE)
    std::copy(velocity_m_s.begin(), velocity_m_s.end(), qvel.begin() + at);
  if (model_->jnt_type[joint] == mjJNT_SLIDE)
    qvel[static_cast<size_t>(at)] = axis.dot(velocity_m_s);
}

std::vector<double> Model::resting_muscles() const {
  constexpr double kTone = 0.01;
  std::vector<double> act(static_cast<size_t>(model_->na), 0);
  for (const int fibre : addresses_.muscle_fibre) act[static_cast<size_t>(fibre) + 1] = kTone;
  return act;
}

std::vector<double> Model::holding_arms(const Posture& posture) const {
  std::vector<double> ctrl(static_cast<size_t>(model_->nu), 0);
  for (size_t i = 0; i < layout_.arm_joints.size(); ++i) {
    const auto angle = posture.joint_angle_rad.find(layout_.arm_joints[i]);
    if (angle != posture.joint_angle_rad.end())
      ctrl[static_cast<size_t>(addresses_.arm_control[i])] = angle->second;
  }
  return ctrl;
}

bool Model::is_floor(int geom) const { return model_->geom_bodyid[geom] == 0; }

bool Model::is_patch(int geom) const { return steppage::is_patch(model_.get(), geom); }

int Model::velocity_count() const { return static_cast<int>(model_->nv); }

int Model::body_index(const std::string& body) const {
  return mj_name2id(model_.get(), mjOBJ_BODY, body.c_str());
}

int Model::geom_index(const std::string& geom) const {
  return mj_name2id(model_.get(), mjOBJ_GEOM, geom.c_str());
}

std::string Model::hash() const {
  std::vector<unsigned char> bytes(static_cast<size_t>(mj_sizeModel(model_.get())));
  mj_saveModel(model_.get(), nullptr, bytes.data(), static_cast<int>(bytes.size()));
  return hash_text(bytes);
}

}  // namespace steppage
