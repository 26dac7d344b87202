#include "physics/body_spec.hpp"

#include <mujoco/mujoco.h>

#include <array>
#include <cmath>
#include <numbers>

#include "core/check.hpp"
#include "core/input_error.hpp"
#include "physics/engine_log.hpp"
#include "physics/muscle_plugin.hpp"
#include "physics/patches.hpp"
#include "physics/physics.hpp"
#include "physics/spec_elements.hpp"

namespace steppage {
namespace {

constexpr double kTimestep_s = 0.001;
constexpr int kWrapGroup = 4;  // of body.xml: what muscles wrap around is bone, not flesh
constexpr char kMuscleInstance[] = "muscle";

mjSpec* parse(std::string_view mjcf) {
  std::array<char, 1000> error{};
  mjSpec* spec = mj_parseXMLString(std::string(mjcf).c_str(), nullptr, error.data(), error.size());
  if (!spec) throw InputError("model", std::string("is not valid MJCF: ") + error.data());
  return spec;
}

// Settings and their reasons: models/README.md, "Numerics".
void apply_engine_settings(mjSpec* spec) {
  spec->compiler.degree = 0;
  spec->compiler.savecompiled = 0;  // saved XML keeps every digit
  spec->compiler.LRopt.mode = mjLRMODE_NONE;
  spec->option.timestep = kTimestep_s;
  spec->option.integrator = mjINT_EULER;
  spec->option.cone = mjCONE_ELLIPTIC;
  spec->option.impratio = 10;
  spec->option.disableflags |=
      mjDSBL_AUTORESET | mjDSBL_ISLAND | mjDSBL_MIDPHASE | mjDSBL_EULERDAMP;
  spec->nuser_actuator = kMuscleUserData;
}

void add_muscle_plugin(mjSpec* spec) {
  register_muscle_plugin();
  mjs_activatePlugin(spec, kMusclePlugin);
  mjsPlugin* plugin = mjs_addPlugin(spec);
  mjs_setString(plugin->name, kMuscleInstance);
  mjs_setString(plugin->plugin_name, kMusclePlugin);
  plugin->active = 1;
}

void add_floor(mjSpec* spec) {
  mjsBody* world = mjs_findBody(spec, "world");
  mjsGeom* floor = mjs_addGeom(world, nullptr);
  mjs_setName(floor->element, "floor");
  floor->type = mjGEOM_PLANE;
  floor->size[0] = floor->size[1] = 0;  // without end
  floor->size[2] = 1;
  floor->contype = 0;
  floor->conaffinity = 1;
  floor->friction[0] = 0.9;
  const std::array<float, 4> grey = {0.75F, 0.77F, 0.78F, 1};
  std::copy(grey.begin(), grey.end(), floor->rgba);
  mjsLight* light = mjs_addLight(world, nullptr);
  const std::array<double, 3> above = {1.5, -1.5, 3};
  const std::array<double, 3> downward = {-0.4, 0.4, -0.8};
  std::copy(above.begin(), above.end(), light->pos);
  std::copy(downward.begin(), downward.end(), light->dir);
}

void add_sensor(mjSpec* spec, const std::string& name, mjtSensor type, mjtObj object,
                const std::string& object_name) {
  mjsSensor* sensor = mjs_addSensor(spec);
  CHECK(mjs_setName(sensor->element, name.c_str()) == 0);
  sensor->type = type;
  sensor->objtype = object;
  mjs_setString(sensor->objname, object_name.c_str());
}

bool is_flesh(mjsElement* geom) {
  const std::string_view body = mjs_getString(mjs_getName(mjs_getParent(geom)->element));
  return mjs_asGeom(geom)->contype != 0 && !body.ends_with("_foot") && !body.ends_with("_toes");
}

// Floor first: the sensor then reads what the world exerts on the foot, toes included.
void add_foot_force(mjSpec* spec, const std::string& side) {
  add_sensor(spec, side + "_foot_force", mjSENS_CONTACT, mjOBJ_GEOM, "floor");
  mjsSensor* sensor =
      mjs_asSensor(mjs_findElement(spec, mjOBJ_SENSOR, (side + "_foot_force").c_str()));
  sensor->reftype = mjOBJ_XBODY;
  mjs_setString(sensor->refname, (side + "_foot").c_str());
  constexpr int kNetForce = 3;
  sensor->intprm[0] = 1 << mjCONDATA_FORCE | 1 << mjCONDATA_POS;
  sensor->intprm[1] = kNetForce;
  sensor->intprm[2] = 1;
}

mjsBody* find_body(mjSpec* spec, std::string_view name) {
  mjsBody* body = mjs_findBody(spec, std::string(name).c_str());
  CHECK(body != nullptr);
  return body;
}

std::string save(mjSpec* spec) {
  mjModel* model = mj_compile(spec, nullptr);
  CHECK(model != nullptr);
  mj_deleteModel(model);
  std::vector<char> text(size_t{1} << 20);
  std::array<char, 1000> error{};
  CHECK(mj_saveXMLString(spec, text.data(), static_cast<int>(text.size()), error.data(),
                         error.size()) == 0);
  return text.data();
}

void scale_array(double* values, int count, double factor) {
  for (int i = 0; i < count; ++i) values[i] *= factor;
}

// One of the numbers that add_muscle() writes.
void scale_user_data(mjSpec* spec, std::string_view muscle, size_t index, double factor) {
  mjsElement* element = mjs_findElement(spec, mjOBJ_ACTUATOR, std::string(muscle).c_str());
  CHECK(element != nullptr);
  mjsActuator* actuator = mjs_asActuator(element);
  int count = 0;
  const double* old = mjs_getDouble(actuator->userdata, &count);
  std::vector<double> user(old, old + count);
  user[index] *= factor;
  mjs_setDouble(actuator->userdata, user.data(), count);
}

}  // namespace

void BodySpec::Delete::operator()(mjSpec_* spec) const { mj_deleteSpec(spec); }

BodySpec::BodySpec(std::string_view mjcf) {
  install_engine_log();
  bound_patches();
  spec_.reset(parse(mjcf));
  apply_engine_settings(spec_.get());
  add_muscle_plugin(spec_.get());
  add_floor(spec_.get());
}

void BodySpec::mirror_right_side() { steppage::mirror_right_side(spec_.get()); }

void BodySpec::scale(std::string_view body, double length, double girth) {
  mjsBody* segment = find_body(spec_.get(), body);
  for_each_child(segment, mjOBJ_JOINT,
                 [&](mjsElement* e) { scale_array(mjs_asJoint(e)->pos, 3, length); });
  for_each_child(segment, mjOBJ_SITE,
                 [&](mjsElement* e) { scale_array(mjs_asSite(e)->pos, 3, length); });
  for_each_child(segment, mjOBJ_BODY,
                 [&](mjsElement* e) { scale_array(mjs_asBody(e)->pos, 3, length); });
  for_each_child(segment, mjOBJ_GEOM, [&](mjsElement* e) {
    mjsGeom* geom = mjs_asGeom(e);
    scale_array(geom->pos, 3, length);
    scale_array(geom->fromto, 6, length);
    scale_array(geom->size, 3, geom->group == kWrapGroup ? length : girth);
  });
}

void BodySpec::set_inertia(std::string_view body, const SegmentInertia& inertia) {
  mjsBody* segment = find_body(spec_.get(), body);
  segment->explicitinertial = 1;
  segment->mass = inertia.mass_kg;
  for (int i = 0; i < 3; ++i) {
    segment->ipos[i] = inertia.com_m[i];
    segment->inertia[i] = inertia.moments_kg_m2[i];
  }
}

void BodySpec::add_muscle(std::string_view name, const MuscleParameters& muscle) {
  const std::string text(name);
  CHECK(mjs_findElement(spec_.get(), mjOBJ_TENDON, text.c_str()) != nullptr);
  mjsActuator* actuator = mjs_addActuator(spec_.get(), nullptr);
  CHECK(mjs_setName(actuator->element, text.c_str()) == 0);
  actuator->trntype = mjTRN_TENDON;
  mjs_setString(actuator->target, text.c_str());
  actuator->plugin.active = 1;
  mjs_setString(actuator->plugin.name, kMuscleInstance);
  mjs_setString(actuator->plugin.plugin_name, kMusclePlugin);
  actuator->actdim = 2;
  actuator->dyntype = mjDYN_MUSCLE;
  actuator->dynprm[0] =
      0.010;  // rise and fall of activation: Millard et al. 2013, J Biomech Eng 135
  actuator->dynprm[1] = 0.040;
  actuator->ctrllimited = mjLIMITED_TRUE;
  actuator->ctrlrange[1] = 1;
  const std::array<double, kMuscleUserData> user = {
      muscle.max_force_n,   muscle.optimal_fibre_m, muscle.tendon_slack_m, muscle.max_velocity_l0_s,
      muscle.tendon_strain, muscle.active_scale,    muscle.passive_scale,  muscle.fibre_damping};
  mjs_setDouble(actuator->userdata, user.data(), kMuscleUserData);
}

bool BodySpec::has_muscle(std::string_view name) const {
  return mjs_findElement(spec_.get(), mjOBJ_ACTUATOR, std::string(name).c_str()) != nullptr;
}

void BodySpec::scale_strength(std::string_view muscle, double factor) {
  scale_user_data(spec_.get(), muscle, 0, factor);
}

void BodySpec::scale_fibre(std::string_view muscle, double factor) {
  scale_user_data(spec_.get(), muscle, 1, factor);
}

void BodySpec::add_servo(std::string_view joint, double stiffness_nm_rad, double damping_nms_rad,
                         double limit_nm) {
  const std::string name(joint);
  mjsActuator* servo = mjs_addActuator(spec_.get(), nullptr);
  CHECK(mjs_setName(servo->element, name.c_str()) == 0);
  servo->trntype = mjTRN_JOINT;
  mjs_setString(servo->target, name.c_str());
  servo->biastype = mjBIAS_AFFINE;
  servo->gainprm[0] = stiffness_nm_rad;
  servo->biasprm[1] = -stiffness_nm_rad;
  servo->biasprm[2] = -damping_nms_rad;
  servo->forcelimited = mjLIMITED_TRUE;
  servo->forcerange[0] = -limit_nm;
  servo->forcerange[1] = limit_nm;
}

// The mount is a small body of its own: it carries the sensor's mass and, on soft tissue, moves
// against the bone along three axes.
void BodySpec::add_imu(std::string_view site, const ImuMount& mount) {
  // Natural frequency and damping ratio of a strapped sensor on soft tissue: between the 15 to 30
  // Hz of skin-mounted accelerometers (Smeesters et al. 1993; Forner-Cordero et al. 2008).
  constexpr double kFrequency_hz = 20;
  constexpr double kDampingRatio = 0.3;
  constexpr double kSide_m = 0.03;  // of a cube with the sensor's moment of inertia
  const std::string name(site);
  mjsSite* worn = mjs_asSite(mjs_findElement(spec_.get(), mjOBJ_SITE, name.c_str()));
  CHECK(worn != nullptr);
  mjsBody* body = mjs_addBody(mjs_getParent(worn->element), nullptr);
  CHECK(mjs_setName(body->element, (name + "_mount").c_str()) == 0);
  for (int axis = 0; axis < 3; ++axis) body->pos[axis] = worn->pos[axis] + mount.offset_m[axis];
  body->explicitinertial = 1;
  body->mass = mount.mass_kg;
  std::fill(body->ipos, body->ipos + 3, 0);
  std::fill(body->inertia, body->inertia + 3, mount.mass_kg * kSide_m * kSide_m / 6);
  if (mount.soft) {
    const double rate = 2 * std::numbers::pi * kFrequency_hz;
    for (int axis = 0; axis < 3; ++axis) {
      mjsJoint* slide = mjs_addJoint(body, nullptr);
      slide->type = mjJNT_SLIDE;
      std::fill(slide->axis, slide->axis + 3, 0);
      slide->axis[axis] = 1;
      slide->armature = 0;
      slide->stiffness[0] = mount.mass_kg * rate * rate;
      slide->damping[0] = 2 * kDampingRatio * mount.mass_kg * rate;
    }
  }
  mjsSite* sensor = mjs_addSite(body, nullptr);
  copy_site(*worn, sensor);
  std::fill(sensor->pos, sensor->pos + 3, 0);
  mjs_delete(spec_.get(), worn->element);
  CHECK(mjs_setName(sensor->element, name.c_str()) == 0);
  add_sensor(spec_.get(), name + "_accel", mjSENS_ACCELEROMETER, mjOBJ_SITE, name);
  add_sensor(spec_.get(), name + "_gyro", mjSENS_GYRO, mjOBJ_SITE, name);
  imu_sites_.push_back(name);
}

void BodySpec::attach(std::string_view prop, std::string_view mjcf,
                      const Eigen::Vector3d& position_m, std::string_view to) {
  mjs_setDeepCopy(spec_.get(), 1);
  const Spec child(parse(mjcf));
  mjsFrame* frame = mjs_addFrame(find_body(spec_.get(), to), nullptr);
  std::copy(position_m.data(), position_m.data() + 3, frame->pos);
  mjsElement* body = mjs_firstChild(find_body(child.get(), "world"), mjOBJ_BODY, 0);
  CHECK(mjs_attach(frame->element, body, (std::string(prop) + "/").c_str(), "") != nullptr);
}

void BodySpec::add_grasp(Side side, std::string_view body, const Eigen::Vector3d& point_m,
                         double limit_n) {
  const std::string prefix = std::string(steppage::name(side)) + "_";
  mjsSite* point = mjs_addSite(find_body(spec_.get(), body), nullptr);
  CHECK(mjs_setName(point->element, (prefix + kGraspPoint).c_str()) == 0);
  std::copy(point_m.data(), point_m.data() + 3, point->pos);
  mjsEquality* grasp = mjs_addEquality(spec_.get(), nullptr);
  CHECK(mjs_setName(grasp->element, (prefix + kGrasp).c_str()) == 0);
  grasp->type = mjEQ_CONNECT;
  grasp->objtype = mjOBJ_SITE;
  mjs_setString(grasp->name1, (prefix + "grip").c_str());
  mjs_setString(grasp->name2, (prefix + kGraspPoint).c_str());
  // A hand's flesh gives way; that of a limb as well, and a hand that takes hold of it from a
  // little way off must not jerk it.
  constexpr double kOnSupport_s = 0.03, kOnLimb_s = 0.06;
  grasp->solref[0] = body == "world" ? kOnSupport_s : kOnLimb_s;
  mjsNumeric* limit = mjs_addNumeric(spec_.get());
  CHECK(mjs_setName(limit->element, (prefix + kGraspLimit).c_str()) == 0);
  limit->size = 1;
  mjs_setDouble(limit->data, &limit_n, 1);
}

void BodySpec::widen_range(std::string_view joint, double angle_rad) {
  mjsElement* element = mjs_findElement(spec_.get(), mjOBJ_JOINT, std::string(joint).c_str());
  CHECK(element != nullptr);
  double* range = mjs_asJoint(element)->range;
  range[0] = std::min(range[0], angle_rad);
  range[1] = std::max(range[1], angle_rad);
}

void BodySpec::put_on_shoes() {
  constexpr double kSole_s = 0.04;
  mjsGeom* floor = mjs_asGeom(mjs_findElement(spec_.get(), mjOBJ_GEOM, "floor"));
  CHECK(floor != nullptr);
  floor->priority = 1;  // its softness then counts, and not that of what meets it
  floor->solref[0] = kSole_s;
  const std::array<double, 3> firmness = {0.9, 0.97, 0.002};  // that of bare feet, body.xml
  std::copy(firmness.begin(), firmness.end(), floor->solimp);
  // Who falls on the ground hits it with 4.0 kN (SD 1.7) at the hip (Lim & Choi 2020, Osteoporos
  // Int): about 35 kg at 3 m/s on flesh of this natural rate.
  constexpr double kFlesh_rad_s = 38, kFleshDamping = 0.3;
  for (mjsElement* e = mjs_firstElement(spec_.get(), mjOBJ_GEOM); e;
       e = mjs_nextElement(spec_.get(), e)) {
    if (!is_flesh(e)) continue;
    mjsGeom* flesh = mjs_asGeom(e);
    flesh->priority = floor->priority + 1;
    flesh->solref[0] = 1 / (kFleshDamping * kFlesh_rad_s);
    flesh->solref[1] = kFleshDamping;
  }
}

// The engine's compensation of gravity is a constant force at a body's centre of mass.
void BodySpec::support_weight(double share) {
  const double mass_kg = compile().mass_kg();
  mjsBody* trunk = find_body(spec_.get(), "trunk");
  trunk->gravcomp = share * mass_kg / trunk->mass;
}

void BodySpec::add_contact(std::string_view geom, std::string_view other) {
  mjsPair* pair = mjs_addPair(spec_.get(), nullptr);  // softness and friction: those of the geoms
  mjs_setString(pair->geomname1, std::string(geom).c_str());
  mjs_setString(pair->geomname2, std::string(other).c_str());
}

void BodySpec::add_stop(std::string_view joint, bool above, double angle_rad,
                        double stiffness_nm_rad) {
  // A tendon around the joint alone, as long as the joint's angle; it is slack up to the stop.
  constexpr double kFar_rad = 10;
  mjsTendon* tissue = mjs_addTendon(spec_.get(), nullptr);
  std::string name = std::string(joint) + (above ? "_above" : "_below");
  while (mjs_findElement(spec_.get(), mjOBJ_TENDON, name.c_str()) != nullptr) name += "_again";
  CHECK(mjs_setName(tissue->element, name.c_str()) == 0);
  CHECK(mjs_wrapJoint(tissue, std::string(joint).c_str(), 1) != nullptr);
  tissue->stiffness[0] = stiffness_nm_rad;
  tissue->springlength[0] = above ? -kFar_rad : angle_rad;
  tissue->springlength[1] = above ? angle_rad : kFar_rad;

  constexpr double kWeightOfShank_nm = 5;
  const double given_rad = kWeightOfShank_nm / stiffness_nm_rad;
  FreeRange& range = free_ranges_[std::string(joint)];
  if (above)
    range.most_rad = std::min(range.most_rad, angle_rad + given_rad);
  else
    range.least_rad = std::max(range.least_rad, angle_rad - given_rad);
}

FreeRange BodySpec::free_range(const std::string& joint) const {
  const auto found = free_ranges_.find(joint);
  return found == free_ranges_.end() ? FreeRange{} : found->second;
}

void BodySpec::keep_free(Posture& posture) const {
  for (const auto& [joint, range] : free_ranges_) {
    const double angle_rad = posture.angle_rad(joint);
    if (angle_rad > range.most_rad) posture.joint_angle_rad[joint] = range.most_rad;
    if (angle_rad < range.least_rad) posture.joint_angle_rad[joint] = range.least_rad;
  }
}

BodySpec::Spec BodySpec::with_sensors() const {
  Spec spec(mj_copySpec(spec_.get()));
  for (const std::string side : {"left", "right"}) add_foot_force(spec.get(), side);
  add_sensor(spec.get(), "patient_com", mjSENS_SUBTREECOM, mjOBJ_BODY, "pelvis");
  add_sensor(spec.get(), "patient_velocity", mjSENS_SUBTREELINVEL, mjOBJ_BODY, "pelvis");
  add_sensor(spec.get(), "patient_angular_momentum", mjSENS_SUBTREEANGMOM, mjOBJ_BODY, "pelvis");
  return spec;
}

Model BodySpec::compile() const {
  const Spec spec = with_sensors();
  mjModel* model = mj_compile(spec.get(), nullptr);
  if (!model)
    throw InputError("model", std::string("cannot be built: ") + mjs_getError(spec.get()));
  Model result(model, imu_sites_);
  if (mjs_numWarnings(spec.get()) > 0)
    throw InputError("model", std::string("is doubtful: ") + mjs_getWarning(spec.get(), 0));
  return result;
}

std::string BodySpec::mjcf() const { return save(with_sensors().get()); }

std::string BodySpec::mjcf(const Posture& start) const {
  const Spec spec = with_sensors();
  mjsKey* key = mjs_addKey(spec.get());
  CHECK(mjs_setName(key->element, "start") == 0);
  const Model model = compile();
  const auto set = [](std::vector<double>* to, const std::vector<double>& from) {
    mjs_setDouble(to, from.data(), static_cast<int>(from.size()));
  };
  set(key->qpos, model.positions(start));
  set(key->qvel, model.velocities(start));
  set(key->act, model.resting_muscles());
  set(key->ctrl, model.holding_arms(start));
  return save(spec.get());
}

Shape BodySpec::shape() const {
  const Model model = compile();
  const mjModel* m = &model.engine();
  mjData* d = mj_makeData(m);
  mju_zero(d->qpos, 3);
  mj_kinematics(m, d);
  mj_comPos(m, d);
  mj_tendon(m, d);
  Shape shape;
  for (int i = 1; i < m->nbody; ++i)
    shape.body_m[mj_id2name(m, mjOBJ_BODY, i)] = Eigen::Map<Eigen::Vector3d>(d->xpos + 3 * i);
  for (int i = 0; i < m->ngeom; ++i) {
    const std::string name = mj_id2name(m, mjOBJ_GEOM, i);
    shape.geom_m[name] = Eigen::Map<Eigen::Vector3d>(d->geom_xpos + 3 * i);
    shape.radius_m[name] = m->geom_size[3 * i];
    shape.half_length_m[name] = m->geom_size[3 * i + 1];
  }
  for (int i = 0; i < m->ntendon; ++i)
    shape.path_m[mj_id2name(m, mjOBJ_TENDON, i)] = d->ten_length[i];
  mj_deleteData(d);
  return shape;
}

Eigen::Vector3d BodySpec::site(std::string_view name, const Posture& posture) const {
  const Model model = compile();
  const mjModel* m = &model.engine();
  const int id = mj_name2id(m, mjOBJ_SITE, std::string(name).c_str());
  CHECK(id >= 0);
  mjData* d = mj_makeData(m);
  const std::vector<double> qpos = model.positions(posture);
  std::copy(qpos.begin(), qpos.end(), d->qpos);
  mj_kinematics(m, d);
  Eigen::Vector3d place = Eigen::Map<Eigen::Vector3d>(d->site_xpos + 3 * id);
  mj_deleteData(d);
  return place;
}

}  // namespace steppage
