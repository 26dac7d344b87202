#include "physics/patches.hpp"

#include <mujoco/mujoco.h>

#include <cmath>
#include <utility>

namespace steppage {
namespace {

bool is_over(const mjModel* m, const mjData* d, int patch, int geom) {
  mjtNum apart[3], local[3];
  mju_sub3(apart, d->geom_xpos + 3 * geom, d->geom_xpos + 3 * patch);
  mju_mulMatTVec3(local, d->geom_xmat + 9 * patch, apart);
  const mjtNum* half = m->geom_size + 3 * patch;
  return std::abs(local[0]) <= half[0] && std::abs(local[1]) <= half[1];
}

bool may_touch(const mjModel* m, int one, int other) {
  return (m->geom_contype[one] & m->geom_conaffinity[other]) != 0 ||
         (m->geom_contype[other] & m->geom_conaffinity[one]) != 0;
}

// 1: they do not touch. Stands for the engine's own test of who may, too.
int discard(const mjModel* m, mjData* d, int one, int other) {
  if (!may_touch(m, one, other)) return 1;
  if (m->geom_type[other] == mjGEOM_PLANE) std::swap(one, other);
  if (m->geom_type[one] != mjGEOM_PLANE) return 0;
  if (is_patch(m, one)) return is_over(m, d, one, other) ? 0 : 1;
  for (int geom = 0; geom < m->body_geomnum[0]; ++geom)
    if (is_patch(m, geom) && is_over(m, d, geom, other)) return 1;
  return 0;
}

}  // namespace

bool is_patch(const mjModel* model, int geom) {
  return model->geom_type[geom] == mjGEOM_PLANE && model->geom_size[3 * geom] > 0;
}

void bound_patches() {
  static const bool done = [] {
    mjcb_contactfilter = discard;
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace steppage
