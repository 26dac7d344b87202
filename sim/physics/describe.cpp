#include "physics/describe.hpp"

#include <mujoco/mujoco.h>

#include <cmath>

#include "physics/muscle_plugin.hpp"

namespace steppage {
namespace {

Eigen::Vector3d vector(const mjtNum* values) { return {values[0], values[1], values[2]}; }

std::vector<SegmentDescription> segments_of(const mjModel* m, int root) {
  std::vector<SegmentDescription> segments;
  for (int i = 1; i < m->nbody; ++i)
    if (m->body_rootid[i] == root)
      segments.push_back(
          {mj_id2name(m, mjOBJ_BODY, i), m->body_mass[i], vector(m->body_ipos + 3 * i)});
  return segments;
}

JointDescription joint_of(const mjModel* m, const mjData* d, int joint) {
  const mjtNum* range = m->jnt_range + 2 * joint;
  return {mj_id2name(m, mjOBJ_JOINT, joint),
          mj_id2name(m, mjOBJ_BODY, m->jnt_bodyid[joint]),
          vector(m->jnt_axis + 3 * joint),
          vector(m->jnt_pos + 3 * joint),
          range[0],
          range[1],
          d->qpos[m->jnt_qposadr[joint]]};
}

std::map<std::string, double> moment_arms_m(const mjModel* m, const mjData* d, int actuator) {
  constexpr double kRounding_m = 1e-9;  // of a joint that carries both ends of the path
  std::map<std::string, double> arms;
  const int64_t start = d->moment_rowadr[actuator];
  for (int64_t k = start; k < start + d->moment_rownnz[actuator]; ++k) {
    const int joint = m->dof_jntid[d->moment_colind[k]];
    if (m->jnt_type[joint] == mjJNT_HINGE && std::fabs(d->actuator_moment[k]) > kRounding_m)
      arms[mj_id2name(m, mjOBJ_JOINT, joint)] = -d->actuator_moment[k];
  }
  return arms;
}

MuscleDescription muscle_in(const mjModel* m, const mjData* d, int actuator) {
  const MuscleParameters muscle = muscle_of(m, actuator);
  return {mj_id2name(m, mjOBJ_ACTUATOR, actuator),
          muscle.max_force_n,
          muscle.optimal_fibre_m,
          muscle.tendon_slack_m,
          muscle.active_scale,
          muscle.passive_scale,
          d->actuator_length[m->actuator_outadr[actuator]],
          moment_arms_m(m, d, actuator)};
}

}  // namespace

BodyDescription describe(const Model& model, const Posture& posture) {
  const mjModel* m = &model.engine();
  mjData* d = mj_makeData(m);
  const std::vector<double> qpos = model.positions(posture);
  std::copy(qpos.begin(), qpos.end(), d->qpos);
  mj_fwdPosition(m, d);
  const int root = model.addresses().root_body;
  BodyDescription body;
  body.mass_kg = model.mass_kg();
  body.segments = segments_of(m, root);
  for (int i = 0; i < m->njnt; ++i)
    if (m->jnt_type[i] == mjJNT_HINGE && m->body_rootid[m->jnt_bodyid[i]] == root)
      body.joints.push_back(joint_of(m, d, i));
  for (const int actuator : model.addresses().muscle_actuator)
    body.muscles.push_back(muscle_in(m, d, actuator));
  mj_deleteData(d);
  return body;
}

}  // namespace steppage
