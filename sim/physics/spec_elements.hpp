// Elements of an engine's spec: names, children, copies, and the mirror image of a side.
#pragma once

#include <mujoco/mujoco.h>

#include <string>
#include <vector>

namespace steppage {

std::string name_of(mjsElement* element);

std::vector<mjsElement*> children(mjsBody* body, mjtObj type);

/// The function may add children: they are not visited.
template <class Function>
void for_each_child(mjsBody* body, mjtObj type, Function function) {
  for (mjsElement* child : children(body, type)) function(child);
}

/// All but the name, and what belongs to the new element: handle, strings, vectors.
void copy_site(const mjsSite& from, mjsSite* to);

/// Adds the mirror image (y to -y) of every body, site, geom, joint, tendon named right_* below the
/// body "pelvis", as left_*.
void mirror_right_side(mjSpec* spec);

}  // namespace steppage
