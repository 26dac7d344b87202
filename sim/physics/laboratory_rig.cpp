// A body in the laboratory: clamped, or on a dynamometer.
#include <mujoco/mujoco.h>

#include <algorithm>

#include "physics/body_spec.hpp"
#include "physics/posture.hpp"
#include "physics/spec_elements.hpp"

namespace steppage {
namespace {

// Clamps follow within some steps, and give way ten thousandth of what they would without: a soft
// constraint of the engine yields to a steady torque.
void stiffen(mjsEquality* constraint) {
  constexpr double kStiff_s = 0.004;
  constexpr double kFirm = 0.9999;
  constraint->solref[0] = kStiff_s;
  constraint->solimp[0] = constraint->solimp[1] = kFirm;
}

// Holds a joint at the angle data[0], until it is told otherwise.
mjsEquality* add_lock(mjSpec* spec, const std::string& joint) {
  mjsEquality* lock = mjs_addEquality(spec, nullptr);
  lock->type = mjEQ_JOINT;
  lock->objtype = mjOBJ_JOINT;
  stiffen(lock);
  mjs_setString(lock->name1, joint.c_str());
  std::fill(lock->data, lock->data + 5, 0);
  return lock;
}

}  // namespace

void BodySpec::clamp(const Posture& posture, std::string_view joint) {
  mjsEquality* clamp = mjs_addEquality(spec_.get(), nullptr);
  clamp->type = mjEQ_WELD;
  clamp->objtype = mjOBJ_BODY;
  mjs_setString(clamp->name1, "world");
  mjs_setString(clamp->name2, "pelvis");
  stiffen(clamp);
  std::copy(posture.pelvis_position_m.data(), posture.pelvis_position_m.data() + 3,
            clamp->data + 3);
  std::copy(posture.pelvis_quaternion.data(), posture.pelvis_quaternion.data() + 4,
            clamp->data + 6);
  clamp->data[10] = 1;  // weight of rotation against translation
  for (mjsElement* e = mjs_firstElement(spec_.get(), mjOBJ_JOINT); e;
       e = mjs_nextElement(spec_.get(), e)) {
    const std::string name = name_of(e);
    if (mjs_asJoint(e)->type != mjJNT_HINGE || name == joint) continue;
    add_lock(spec_.get(), name)->data[0] = posture.angle_rad(name);
  }
}

void BodySpec::mount_on_dynamometer(const Posture& posture, std::string_view joint) {
  constexpr double kFlywheel_kg_m2 = 1e6;  // the machine does not feel the patient
  clamp(posture, joint);
  mjsBody* machine = mjs_addBody(mjs_findBody(spec_.get(), "world"), nullptr);
  mjs_setName(machine->element, kDynamometer);
  machine->explicitinertial = 1;
  machine->mass = 1;
  std::fill(machine->ipos, machine->ipos + 3, 0);
  std::fill(machine->inertia, machine->inertia + 3, 1);
  mjsJoint* lever = mjs_addJoint(machine, nullptr);
  mjs_setName(lever->element, kDynamometer);
  lever->type = mjJNT_SLIDE;  // carries the joint's angle in radians; never weighs on anything
  lever->axis[0] = 1;
  lever->axis[1] = lever->axis[2] = 0;
  lever->armature = kFlywheel_kg_m2;
  mjsEquality* grip = add_lock(spec_.get(), std::string(joint));
  mjs_setName(grip->element, kDynamometer);
  mjs_setString(grip->name2, kDynamometer);
  grip->data[1] = 1;
}

}  // namespace steppage
