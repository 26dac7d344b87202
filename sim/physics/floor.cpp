#include "physics/floor.hpp"

#include <mujoco/mujoco.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <string>

#include "core/check.hpp"
#include "physics/body_spec.hpp"

namespace steppage {
namespace {

constexpr double kHalfWidth_m = 1.5;    // of patches and ridges
constexpr double kBelowFloor_m = 0.05;  // of a ridge: nothing meets its lower edges
constexpr double kMat_s = 0.08;         // twice the softness of a shoe on a hard floor (design)

mjsGeom* floor_of(mjSpec* spec) {
  mjsGeom* floor = mjs_asGeom(mjs_findElement(spec, mjOBJ_GEOM, "floor"));
  CHECK(floor != nullptr);
  return floor;
}

}  // namespace

void BodySpec::lay_floor(const Floor& wanted) {
  mjsGeom* floor = floor_of(spec_.get());
  const Eigen::Quaterniond tilt =
      Eigen::AngleAxisd(-wanted.slope_rad, Eigen::Vector3d::UnitY()) *
      Eigen::AngleAxisd(wanted.cross_slope_rad, Eigen::Vector3d::UnitX());
  const auto turn = [&](mjsGeom* geom) {
    const std::array<double, 4> quaternion = {tilt.w(), tilt.x(), tilt.y(), tilt.z()};
    std::copy(quaternion.begin(), quaternion.end(), geom->quat);
  };
  turn(floor);
  if (wanted.is_soft) floor->solref[0] = kMat_s;

  // Like the floor but for its form.
  const auto add = [&](const std::string& name, const Eigen::Vector3d& centre_m,
                       const Eigen::Vector3d& half_m, const std::array<float, 4>& colour) {
    mjsGeom* geom = mjs_addGeom(mjs_findBody(spec_.get(), "world"), nullptr);
    CHECK(mjs_setName(geom->element, name.c_str()) == 0);
    geom->contype = floor->contype;
    geom->conaffinity = floor->conaffinity;
    geom->priority = floor->priority;
    std::copy(floor->friction, floor->friction + 3, geom->friction);
    std::copy(floor->solref, floor->solref + mjNREF, geom->solref);
    std::copy(floor->solimp, floor->solimp + mjNIMP, geom->solimp);
    const Eigen::Vector3d place = tilt * centre_m;
    std::copy(place.begin(), place.end(), geom->pos);
    std::copy(half_m.begin(), half_m.end(), geom->size);
    std::copy(colour.begin(), colour.end(), geom->rgba);
    turn(geom);
    return geom;
  };
  for (size_t i = 0; i < wanted.patches.size(); ++i) {
    const SlipperyPatch& patch = wanted.patches[i];
    mjsGeom* plane =
        add("floor_patch_" + std::to_string(i + 1), {patch.at_m + patch.length_m / 2, 0, 0},
            {patch.length_m / 2, kHalfWidth_m, 1}, {0.55F, 0.75F, 0.95F, 1});
    plane->type = mjGEOM_PLANE;
    plane->friction[0] = patch.friction;
  }
  for (size_t i = 0; i < wanted.ridges.size(); ++i) {
    const Ridge& ridge = wanted.ridges[i];
    mjsGeom* box = add("floor_ridge_" + std::to_string(i + 1),
                       {ridge.at_m + ridge.length_m / 2, 0, (ridge.height_m - kBelowFloor_m) / 2},
                       {ridge.length_m / 2, kHalfWidth_m, (ridge.height_m + kBelowFloor_m) / 2},
                       {0.6F, 0.45F, 0.3F, 1});
    box->type = mjGEOM_BOX;
  }
}

void BodySpec::move_floor(const Eigen::Vector2d& velocity_m_s) {
  mjsGeom* floor = floor_of(spec_.get());
  std::copy(velocity_m_s.begin(), velocity_m_s.end(), floor->surfacevel);
}

}  // namespace steppage
