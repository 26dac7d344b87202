#include "physics/spec_elements.hpp"

#include <algorithm>
#include <string_view>

#include "core/check.hpp"

namespace steppage {
namespace {

constexpr std::string_view kRight = "right_";
constexpr std::string_view kLeft = "left_";

std::string left_of(const std::string& right) {
  return right.starts_with(kRight) ? std::string(kLeft) + right.substr(kRight.size()) : right;
}

void mirror_position(double position[3]) { position[1] = -position[1]; }

void mirror_rotation(double quaternion[4]) {
  quaternion[1] = -quaternion[1];
  quaternion[3] = -quaternion[3];
}

// Copying keeps what belongs to the new element: handle, strings, vectors.
void copy_joint(const mjsJoint& from, mjsJoint* to) {
  const mjsJoint own = *to;
  *to = from;
  to->element = own.element;
  to->userdata = own.userdata;
  to->info = own.info;
  mirror_position(to->pos);
  to->axis[0] = -to->axis[0];  // an axis is a pseudo-vector
  to->axis[2] = -to->axis[2];
}

void copy_geom(const mjsGeom& from, mjsGeom* to) {
  const mjsGeom own = *to;
  *to = from;
  to->element = own.element;
  to->material = own.material;
  to->hfieldname = own.hfieldname;
  to->meshname = own.meshname;
  to->userdata = own.userdata;
  to->plugin = own.plugin;
  to->info = own.info;
  mirror_position(to->pos);
  mirror_position(to->fromto);
  mirror_position(to->fromto + 3);
  mirror_rotation(to->quat);
}

void mirror_elements(mjsBody* from, mjsBody* to) {
  for_each_child(from, mjOBJ_JOINT, [&](mjsElement* element) {
    const std::string name = name_of(element);
    if (!name.starts_with(kRight)) return;
    mjsJoint* joint = mjs_addJoint(to, nullptr);
    copy_joint(*mjs_asJoint(element), joint);
    CHECK(mjs_setName(joint->element, left_of(name).c_str()) == 0);
  });
  for_each_child(from, mjOBJ_GEOM, [&](mjsElement* element) {
    const std::string name = name_of(element);
    if (!name.starts_with(kRight)) return;
    mjsGeom* geom = mjs_addGeom(to, nullptr);
    copy_geom(*mjs_asGeom(element), geom);
    CHECK(mjs_setName(geom->element, left_of(name).c_str()) == 0);
  });
  for_each_child(from, mjOBJ_SITE, [&](mjsElement* element) {
    const std::string name = name_of(element);
    if (!name.starts_with(kRight)) return;
    mjsSite* site = mjs_addSite(to, nullptr);
    copy_site(*mjs_asSite(element), site);
    mirror_position(site->pos);
    CHECK(mjs_setName(site->element, left_of(name).c_str()) == 0);
  });
}

void mirror_tree(mjsBody* from, mjsBody* to) {
  mirror_elements(from, to);
  for (mjsElement* element : children(from, mjOBJ_BODY)) {
    const std::string name = name_of(element);
    mjsBody* child = mjs_asBody(element);
    if (!name.starts_with(kRight)) {
      mirror_tree(child, child);
      continue;
    }
    mjsBody* copy = mjs_addBody(to, nullptr);
    CHECK(mjs_setName(copy->element, left_of(name).c_str()) == 0);
    std::copy(child->pos, child->pos + 3, copy->pos);
    mirror_position(copy->pos);
    mirror_tree(child, copy);
  }
}

void mirror_tendon(mjSpec* spec, const mjsTendon* right, const std::string& name) {
  mjsTendon* left = mjs_addTendon(spec, nullptr);
  CHECK(mjs_setName(left->element, left_of(name).c_str()) == 0);
  left->width = right->width;
  std::copy(right->rgba, right->rgba + 4, left->rgba);
  for (int i = 0; i < mjs_getWrapNum(right); ++i) {
    const mjsWrap* wrap = mjs_getWrap(right, i);
    const std::string target = left_of(name_of(mjs_getWrapTarget(wrap)));
    if (wrap->type == mjWRAP_SITE) {
      mjs_wrapSite(left, target.c_str());
    } else {
      const mjsSite* side = mjs_getWrapSideSite(wrap);
      mjs_wrapGeom(left, target.c_str(), side ? left_of(name_of(side->element)).c_str() : "");
    }
  }
}

// The engine writes what it has compiled.

}  // namespace

std::string name_of(mjsElement* element) { return mjs_getString(mjs_getName(element)); }

std::vector<mjsElement*> children(mjsBody* body, mjtObj type) {
  std::vector<mjsElement*> found;
  for (mjsElement* child = mjs_firstChild(body, type, 0); child;
       child = mjs_nextChild(body, child, 0))
    found.push_back(child);
  return found;
}

void copy_site(const mjsSite& from, mjsSite* to) {
  const mjsSite own = *to;
  *to = from;
  to->element = own.element;
  to->material = own.material;
  to->meshname = own.meshname;
  to->userdata = own.userdata;
  to->info = own.info;
}

void mirror_right_side(mjSpec* spec) {
  mjsBody* root = mjs_findBody(spec, "pelvis");
  CHECK(root != nullptr);
  mirror_tree(root, root);
  std::vector<mjsElement*> tendons;
  for (mjsElement* e = mjs_firstElement(spec, mjOBJ_TENDON); e; e = mjs_nextElement(spec, e))
    tendons.push_back(e);
  for (mjsElement* element : tendons) mirror_tendon(spec, mjs_asTendon(element), name_of(element));
}

}  // namespace steppage
