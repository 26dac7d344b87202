#include "physics/model.hpp"

#include <mujoco/mujoco.h>

#include <array>
#include <cstdio>

#include "core/check.hpp"

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

void find_muscles(const mjModel* m, Layout& layout, Addresses& addresses) {
  for (int i = 0; i < m->nactuator; ++i) {
    layout.muscles.emplace_back(mj_id2name(m, mjOBJ_ACTUATOR, i));
    addresses.muscle_actuator.push_back(i);
    addresses.muscle_fibre.push_back(m->actuator_actadr[i]);
  }
}

}  // namespace

void Model::Delete::operator()(mjModel_* model) const { mj_deleteModel(model); }

Model::Model(mjModel_* model, std::vector<std::string> imu_sites) : model_(model) {
  layout_.imu_sites = std::move(imu_sites);
  find_joints(model, layout_, addresses_);
  find_muscles(model, layout_, addresses_);
  for (const std::string& site : layout_.imu_sites) {
    addresses_.imu_accel.push_back(sensor_address(model, site + "_accel"));
    addresses_.imu_gyro.push_back(sensor_address(model, site + "_gyro"));
  }
  addresses_.foot_force = {sensor_address(model, "left_foot_force"),
                           sensor_address(model, "right_foot_force")};
  addresses_.com = sensor_address(model, "patient_com");
  addresses_.linear_momentum = sensor_address(model, "patient_velocity");
  addresses_.angular_momentum = sensor_address(model, "patient_angular_momentum");
  addresses_.root_body = mj_name2id(model, mjOBJ_BODY, "pelvis");
  CHECK(addresses_.root_body > 0);
}

std::string Model::engine_version() { return mj_versionString(); }

Time Model::timestep() const { return from_seconds(model_->opt.timestep); }

double Model::mass_kg() const { return model_->body_subtreemass[addresses_.root_body]; }

int Model::body_index(const std::string& body) const {
  return mj_name2id(model_.get(), mjOBJ_BODY, body.c_str());
}

std::string Model::hash() const {
  std::vector<unsigned char> bytes(static_cast<size_t>(mj_sizeModel(model_.get())));
  mj_saveModel(model_.get(), nullptr, bytes.data(), static_cast<int>(bytes.size()));
  uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
  for (const unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001b3ULL;
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

}  // namespace steppage
