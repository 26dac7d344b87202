#include "physics/drawing.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

#include "core/check.hpp"
#include "physics/muscle.hpp"
#include "physics/muscle_plugin.hpp"

namespace steppage {
namespace {

using Eigen::Vector3d;
using Eigen::Vector3f;
using Eigen::Vector4f;

const Vector4f kBone(0.93F, 0.90F, 0.82F, 1);
const Vector4f kTendon(0.90F, 0.88F, 0.84F, 1);
const Vector4f kSensor(0.13F, 0.14F, 0.17F, 1);
const Vector4f kForce(0.10F, 0.55F, 0.25F, 1);
const Vector4f kGrid(0.66F, 0.69F, 0.72F, 1);
const Vector4f kMetre(0.35F, 0.38F, 0.42F, 1);
const Vector3f kRestingMuscle(0.50F, 0.56F, 0.68F);
const Vector3f kActiveMuscle(0.86F, 0.05F, 0.05F);

Vector4f opaque(const Vector3f& colour) { return {colour[0], colour[1], colour[2], 1}; }

Vector3d row(const mjtNum* values, int index) {
  return Eigen::Map<const Vector3d>(values + 3 * index);
}

// The next free shape of the scene, which has room for all that is drawn.
mjvGeom& add_shape(mjvScene& scene, mjtGeom type, const Vector4f& colour) {
  CHECK(scene.ngeom < scene.maxgeom);
  mjvGeom& shape = scene.geoms[scene.ngeom++];
  mjv_initGeom(&shape, type, nullptr, nullptr, nullptr, colour.data());
  shape.category = mjCAT_DECOR;
  shape.specular = 0.2F;
  return shape;
}

mjvGeom& add_between(const Vector3d& from, const Vector3d& to, mjtGeom type, double radius,
                     const Vector4f& colour, mjvScene& scene) {
  mjvGeom& shape = add_shape(scene, type, colour);
  mjv_connector(&shape, type, radius, from.data(), to.data());
  return shape;
}

bool is_patient(const Model& model, int body) {
  return body > 0 && model.engine().body_rootid[body] == model.addresses().root_body;
}

// A tendon's path as points on a line, with the distance from the origin.
class Path {
 public:
  Path(const mjData& data, int tendon) {
    const int start = data.ten_wrapadr[tendon];
    for (int i = start; i < start + data.ten_wrapnum[tendon]; ++i) {
      const Vector3d point = row(data.wrap_xpos, i);
      distance_.push_back(points_.empty() ? 0 : distance_.back() + (point - points_.back()).norm());
      points_.push_back(point);
    }
  }

  double length() const { return distance_.back(); }
  Vector3d at(double distance) const {
    const auto after = std::upper_bound(distance_.begin() + 1, distance_.end() - 1, distance);
    const auto i = static_cast<size_t>(after - distance_.begin());
    const double piece = distance_[i] - distance_[i - 1];
    const double share =
        piece > 0 ? std::clamp((distance - distance_[i - 1]) / piece, 0.0, 1.0) : 0;
    return points_[i - 1] + share * (points_[i] - points_[i - 1]);
  }
  // A piece of the path, with its corners.
  std::vector<Vector3d> between(double from, double to) const {
    std::vector<Vector3d> piece = {at(from)};
    for (size_t i = 0; i < points_.size(); ++i)
      if (distance_[i] > from && distance_[i] < to) piece.push_back(points_[i]);
    piece.push_back(at(to));
    return piece;
  }

 private:
  std::vector<Vector3d> points_;
  std::vector<double> distance_;
};

// Belly between two distances along the path, thickest in its middle.
struct Spindle {
  double start, end, radius;
};

constexpr double kTendonRadius_m = 0.0022;

// The fibres' volume, spread over the fibres and the aponeurosis that they insert on.
Spindle spindle(const MuscleParameters& muscle, double activation, double path_m) {
  constexpr double kStress_pa = 6e5;  // of a fibre at F0: force over area
  constexpr double kThickness = 0.4;
  constexpr double kAponeurosis = 0.35;  // share of the tendon
  constexpr double kTendonBefore = 0.2;  // share of what is left: tendons are longer at the far end
  const double volume = muscle.max_force_n / kStress_pa * muscle.optimal_fibre_m;
  const double fibre = std::clamp(
      muscle.optimal_fibre_m * solve_fibre(muscle, activation, 0, path_m, 0), 0.0, path_m);
  const double belly = fibre + kAponeurosis * (path_m - fibre);
  const double area = 1.5 * volume / belly;  // in the middle of an ellipsoid
  const double start = kTendonBefore * (path_m - belly);
  return {start, start + belly,
          std::max(2 * kTendonRadius_m, kThickness * std::sqrt(area / std::numbers::pi))};
}

// Thin pieces need no rounded ends, which cost more than the rest.
void draw_tendon(const std::vector<Vector3d>& points, mjvScene& scene) {
  for (size_t i = 1; i < points.size(); ++i)
    add_between(points[i - 1], points[i], mjGEOM_CYLINDER, kTendonRadius_m, kTendon, scene);
}

// An ellipsoid where the path is straight, else slices of one that is bent with the path.
void draw_belly(const Path& path, const Spindle& belly, const Vector4f& colour, mjvScene& scene) {
  constexpr int kSlices = 12;
  const auto draw = [&](double from, double to, double radius) -> mjvGeom& {
    return add_between(path.at(from), path.at(to), mjGEOM_CAPSULE, radius, colour, scene);
  };
  if (path.between(belly.start, belly.end).size() == 2) {
    draw(belly.start, belly.end, belly.radius).type = mjGEOM_ELLIPSOID;
    return;
  }
  const double slice = (belly.end - belly.start) / kSlices;
  for (int i = 0; i < kSlices; ++i) {
    const double from = belly.start + i * slice, place = (2 * i + 1.0) / kSlices - 1;
    draw(from, from + slice, belly.radius * std::sqrt(1 - place * place));
  }
}

}  // namespace

void draw_wall(const Vector3d& middle, const Vector3d& normal, double half_width_m,
               const float* rgba, mjvScene& scene) {
  constexpr double kHalfThickness_m = 0.01;
  const Vector3d half(half_width_m, half_width_m, kHalfThickness_m);
  const Eigen::Quaterniond turn = Eigen::Quaterniond::FromTwoVectors(Vector3d::UnitZ(), normal);
  const Eigen::Matrix<double, 3, 3, Eigen::RowMajor> axes = turn.toRotationMatrix();
  mjvGeom& wall = add_shape(scene, mjGEOM_BOX, Eigen::Map<const Vector4f>(rgba));
  mjv_initGeom(&wall, mjGEOM_BOX, half.data(), middle.data(), axes.data(), rgba);
  wall.castshadow = 0;
}

void draw_floor_grid(const Vector3d& around, mjvScene& scene) {
  constexpr double kSpacing_m = 0.5, kHalfWidth_m = 0.003, kHalfHeight_m = 0.0005;
  constexpr int kLines = 6;  // to each side
  const double reach = kLines * kSpacing_m;
  const Vector3d middle(kSpacing_m * std::round(around.x() / kSpacing_m),
                        kSpacing_m * std::round(around.y() / kSpacing_m), 0);
  for (int axis = 0; axis < 2; ++axis)
    for (int i = -kLines; i <= kLines; ++i) {
      Vector3d place = middle, half(kHalfWidth_m, kHalfWidth_m, kHalfHeight_m);
      place[axis] += i * kSpacing_m;
      half[1 - axis] = reach;
      mjvGeom& line = add_shape(scene, mjGEOM_BOX, kGrid);
      mjv_initGeom(&line, mjGEOM_BOX, half.data(), place.data(), nullptr, kGrid.data());
      line.castshadow = 0;
    }
}

void draw_metres(const Vector3d& around, mjvScene& scene) {
  constexpr int kToEachSide = 4;
  const Vector3d half(0.008, 0.2, 0.0008);
  const int middle = static_cast<int>(std::round(around.x()));
  for (int metre = middle - kToEachSide; metre <= middle + kToEachSide; ++metre) {
    const Vector3d place(metre, 0, 0), beside(metre, -half.y() - 0.12, 0);
    mjvGeom& mark = add_shape(scene, mjGEOM_BOX, kMetre);
    mjv_initGeom(&mark, mjGEOM_BOX, half.data(), place.data(), nullptr, kMetre.data());
    mark.castshadow = 0;
    mjvGeom& label = add_shape(scene, mjGEOM_LABEL, kMetre);
    mjv_initGeom(&label, mjGEOM_LABEL, nullptr, beside.data(), nullptr, kMetre.data());
    std::snprintf(label.label, sizeof label.label, "%d m", metre);
  }
}

void draw_bones(const Model& model, const mjData& data, mjvScene& scene) {
  constexpr double kRadius_m = 0.011;
  const mjModel& m = model.engine();
  for (int body = 1; body < m.nbody; ++body) {
    const int parent = m.body_parentid[body];
    if (is_patient(model, parent))
      add_between(row(data.xpos, parent), row(data.xpos, body), mjGEOM_CAPSULE, kRadius_m, kBone,
                  scene);
  }
}

void draw_muscles(const Model& model, const mjData& data,
                  const std::map<std::string, double>& activation, mjvScene& scene) {
  const mjModel& m = model.engine();
  const std::vector<std::string>& names = model.layout().muscles;
  for (size_t i = 0; i < names.size(); ++i) {
    const int actuator = model.addresses().muscle_actuator[i];
    if (m.actuator_trntype[actuator] != mjTRN_TENDON) continue;
    const auto found = activation.find(names[i]);
    const double active = found == activation.end() ? 0 : std::clamp(found->second, 0.0, 1.0);
    const Path path(data, m.actuator_trnid[2 * actuator]);
    const Spindle belly = spindle(muscle_of(&m, actuator), active, path.length());
    draw_tendon(path.between(0, belly.start), scene);
    draw_tendon(path.between(belly.end, path.length()), scene);
    draw_belly(path, belly, opaque(muscle_colour(active)), scene);
  }
}

void draw_imus(const Model& model, const mjData& data, mjvScene& scene) {
  const mjModel& m = model.engine();
  for (const std::string& name : model.layout().imu_sites) {
    const int site = mj_name2id(&m, mjOBJ_SITE, name.c_str());
    mjvGeom& box = add_shape(scene, mjGEOM_BOX, kSensor);
    mjv_initGeom(&box, mjGEOM_BOX, m.site_size + 3 * site, data.site_xpos + 3 * site,
                 data.site_xmat + 9 * site, kSensor.data());
  }
}

Vector3d arrow_tip(const Vector3d& foot, const Vector3d& force_n) {
  constexpr double kLength_m_n = 0.001;
  return foot + kLength_m_n * force_n;
}

void draw_force(const Vector3d& foot, const Vector3d& force_n, mjvScene& scene) {
  constexpr double kLeast_n = 5, kRadius_m = 0.012;
  if (force_n.norm() < kLeast_n) return;
  // The engine draws an arrow at half the length of its connector.
  const Vector3d end = foot + 2 * (arrow_tip(foot, force_n) - foot);
  add_between(foot, end, mjGEOM_ARROW, kRadius_m, kForce, scene);
}

Vector3f muscle_colour(double activation) {
  const auto share = static_cast<float>(std::clamp(activation, 0.0, 1.0));
  return kRestingMuscle + share * (kActiveMuscle - kRestingMuscle);
}

}  // namespace steppage
