#include "physics/picture.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/check.hpp"
#include "physics/drawing.hpp"

namespace steppage {
namespace {

using Eigen::Vector3d;

constexpr double kAzimuth_deg = 122;  // of the view, from x forward: from the right and ahead
constexpr double kElevation_deg = -12;
constexpr float kFieldOfView_deg = 28;
constexpr double kMargin = 1.12;
constexpr int kMaxShapes = 20000;
constexpr std::array<float, 4> kFlesh = {0.84F, 0.72F, 0.65F, 0.18F};
constexpr std::array<float, 4> kBackground = {0.93F, 0.945F, 0.96F, 1};

// The directions of the picture: x to the right, y up, z away from the camera.
Eigen::Matrix3d camera_axes() {
  const double azimuth = kAzimuth_deg * std::numbers::pi / 180;
  const double elevation = kElevation_deg * std::numbers::pi / 180;
  const Vector3d away(std::cos(elevation) * std::cos(azimuth),
                      std::cos(elevation) * std::sin(azimuth), std::sin(elevation));
  const Vector3d right = away.cross(Vector3d::UnitZ()).normalized();
  Eigen::Matrix3d axes;
  axes << right.transpose(), right.cross(away).transpose(), away.transpose();
  return axes;
}

// Where the camera goes, on the floor.
Vector3d followed(const VisibleMoment& shown) {
  const Vector3d& pelvis = shown.posture.pelvis_position_m;
  const Eigen::Vector2d place = shown.followed_m.value_or(pelvis.head<2>());
  return {place.x(), place.y(), 0};
}

// Corners of a shape's box.
void add_corners(const mjModel* m, const mjData* d, int geom, std::vector<Vector3d>& corners) {
  const Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>> turn(d->geom_xmat +
                                                                            9 * geom);
  const Eigen::Map<const Vector3d> place(d->geom_xpos + 3 * geom);
  const Eigen::Map<const Vector3d> middle(m->geom_aabb + 6 * geom), half(middle.data() + 3);
  for (int corner = 0; corner < 8; ++corner) {
    const Vector3d sign(corner & 1 ? 1 : -1, corner & 2 ? 1 : -1, corner & 4 ? 1 : -1);
    corners.emplace_back(place + turn * (middle + sign.cwiseProduct(half)));
  }
}

}  // namespace

// A copy of the model whose looks are ours, and all that the engine's renderer needs.
struct Painter::Studio {
  Studio(const Model& of, std::span<const VisibleMoment> scenes, int w, int h);
  ~Studio();
  Studio(const Studio&) = delete;
  Studio& operator=(const Studio&) = delete;

  bool is_patient(int geom) const;
  void aim(std::span<const VisibleMoment> scenes);
  void dress();
  void pose(const VisibleMoment& shown);
  void add_extent(const VisibleMoment& shown, std::vector<Vector3d>& points) const;
  void compose(const VisibleMoment& shown);
  void light(const Vector3d& around);
  void close_horizon(const Vector3d& around);
  void letter(const std::string& caption) const;
  Image shot() const;

  const Model& model;
  mjModel* m;
  mjData* d;
  mjvScene scene;
  mjrContext context;
  mjvCamera camera;
  mjrRect frame;
  Vector3d ahead = Vector3d::Zero();  // where the camera looks, from what it follows
};

Painter::Studio::Studio(const Model& of, std::span<const VisibleMoment> scenes, int w, int h)
    : model(of),
      m(mj_copyModel(nullptr, &of.engine())),
      d(mj_makeData(m)),
      scene(),
      context(),
      camera(),
      frame{0, 0, w, h} {
  mjv_defaultCamera(&camera);
  aim(scenes);
  dress();
  mjv_defaultScene(&scene);
  mjv_makeScene(m, &scene, kMaxShapes);
  mjr_defaultContext(&context);
  mjr_makeContext(m, &context, mjFONTSCALE_150);
}

Painter::Studio::~Studio() {
  mjr_freeContext(&context);
  mjv_freeScene(&scene);
  mj_deleteData(d);
  mj_deleteModel(m);
}

bool Painter::Studio::is_patient(int geom) const {
  return m->body_rootid[m->geom_bodyid[geom]] == model.addresses().root_body;
}

void Painter::Studio::aim(std::span<const VisibleMoment> scenes) {
  const Eigen::Matrix3d axes = camera_axes();
  std::vector<Vector3d> seen;
  for (const VisibleMoment& shown : scenes) {
    pose(shown);
    add_extent(shown, seen);
  }
  CHECK(!seen.empty());
  for (Vector3d& point : seen) point = axes * point;
  Vector3d low = seen.front(), high = seen.front();
  for (const Vector3d& point : seen) {
    low = low.cwiseMin(point);
    high = high.cwiseMax(point);
  }
  const Vector3d middle = (low + high) / 2;
  const double tall = std::tan(kFieldOfView_deg * std::numbers::pi / 360);
  const double wide = tall * frame.width / frame.height;
  double distance = 0;
  for (const Vector3d& point : seen) {
    const Vector3d from_middle = point - middle;
    distance = std::max({distance, kMargin * std::abs(from_middle.x()) / wide - from_middle.z(),
                         kMargin * std::abs(from_middle.y()) / tall - from_middle.z()});
  }
  ahead = axes.transpose() * middle;
  camera.azimuth = kAzimuth_deg;
  camera.elevation = kElevation_deg;
  camera.distance = distance;
}

// The engine counts distances of fog and shadow in the model's extent.
void Painter::Studio::dress() {
  const auto distance = static_cast<float>(camera.distance);
  const auto extent = static_cast<float>(m->stat.extent);
  m->vis.global.offwidth = frame.width;
  m->vis.global.offheight = frame.height;
  m->vis.global.fovy = kFieldOfView_deg;
  m->vis.quality.offsamples = 4;
  m->vis.quality.shadowsize = 2048;
  m->vis.quality.numslices = 24;
  m->vis.quality.numstacks = 12;
  m->vis.map.shadowclip = distance / 3 / extent;
  m->vis.map.fogstart = (distance + 1) / extent;
  m->vis.map.fogend = (distance + 8) / extent;
  std::copy(kBackground.begin(), kBackground.end(), m->vis.rgba.fog);
  std::fill_n(m->vis.headlight.ambient, 3, 0.42F);
  std::fill_n(m->vis.headlight.diffuse, 3, 0.32F);
  std::fill_n(m->vis.headlight.specular, 3, 0.05F);
  for (int geom = 0; geom < m->ngeom; ++geom)
    if (is_patient(geom)) std::copy(kFlesh.begin(), kFlesh.end(), m->geom_rgba + 4 * geom);
}

void Painter::Studio::pose(const VisibleMoment& shown) {
  const std::vector<double> qpos = model.positions(shown.posture);
  std::copy(qpos.begin(), qpos.end(), d->qpos);
  mj_kinematics(m, d);
  mj_comPos(m, d);
  mj_tendon(m, d);
}

// What has to be in the picture, from what the camera follows.
void Painter::Studio::add_extent(const VisibleMoment& shown, std::vector<Vector3d>& points) const {
  const auto first = static_cast<std::ptrdiff_t>(points.size());
  for (int geom = 0; geom < m->ngeom; ++geom)
    if (is_patient(geom)) add_corners(m, d, geom, points);
  for (const Side side : {Side::kLeft, Side::kRight})
    if (!shown.ground_reaction_n[side].isZero())  // else there is no centre of pressure
      points.push_back(arrow_tip(shown.centre_of_pressure_m[side], shown.ground_reaction_n[side]));
  for (auto point = points.begin() + first; point != points.end(); ++point)
    *point -= followed(shown);
}

void Painter::Studio::compose(const VisibleMoment& shown) {
  const Vector3d around = ahead + followed(shown);
  std::copy(around.begin(), around.end(), camera.lookat);
  mjvOption options;
  mjv_defaultOption(&options);
  std::fill_n(options.sitegroup, mjNGROUP, mjtByte{0});
  options.flags[mjVIS_TENDON] = 0;
  mjv_updateScene(m, d, &options, nullptr, &camera, mjCAT_STATIC | mjCAT_DYNAMIC, &scene);
  light(around);
  close_horizon(around);
  draw_floor_grid(around, scene);
  if (shown.followed_m) draw_metres(around, scene);
  draw_bones(model, *d, scene);
  draw_muscles(model, *d, shown.activation, scene);
  draw_imus(model, *d, scene);
  for (const Side side : {Side::kLeft, Side::kRight})
    draw_force(shown.centre_of_pressure_m[side], shown.ground_reaction_n[side], scene);
}

// The sun goes where the patient goes: the shadow stays alike.
void Painter::Studio::light(const Vector3d& around) {
  const Vector3d direction = Vector3d(-0.35, 0.45, -1).normalized();
  const Vector3d place = around - 4 * direction;
  scene.nlight = 2;  // the first is the headlight
  mjvLight& sun = scene.lights[1];
  sun = {};
  sun.texid = -1;
  sun.attenuation[0] = 1;
  std::copy(direction.begin(), direction.end(), sun.dir);
  std::copy(place.begin(), place.end(), sun.pos);
  sun.type = mjLIGHT_DIRECTIONAL;
  sun.castshadow = 1;
  std::fill_n(sun.diffuse, 3, 0.45F);
  std::fill_n(sun.specular, 3, 0.25F);
}

// Fog swallows the floor before a wall that has the fog's colour.
void Painter::Studio::close_horizon(const Vector3d& around) {
  constexpr double kBehind_m = 10, kHuge_m = 100;
  scene.flags[mjRND_FOG] = 1;
  const Vector3d away = camera_axes().row(2);
  draw_wall(around + kBehind_m * away, away, kHuge_m, kBackground.data(), scene);
}

// The caption to the left, the scales of arrows and colours to the right.
void Painter::Studio::letter(const std::string& caption) const {
  constexpr float kInk = 0.25F;
  constexpr int kSteps = 64;
  const auto write = [&](const std::string& text, float x) {
    mjr_text(mjFONT_NORMAL, text.c_str(), &context, x, 0.025F, kInk, kInk, kInk);
  };
  write(caption, 0.02F);
  write("force: 1 kN = 1 m", 0.53F);
  write("muscle: 0", 0.75F);
  write("1", 0.965F);
  const int left = frame.width * 83 / 100, width = frame.width * 125 / 1000;
  const int bottom = frame.height * 25 / 1000, height = frame.height * 17 / 1000;
  for (int i = 0; i < kSteps; ++i) {
    const Eigen::Vector3f colour = muscle_colour((i + 0.5) / kSteps);
    const int from = left + width * i / kSteps, to = left + width * (i + 1) / kSteps;
    mjr_rectangle({from, bottom, to - from, height}, colour[0], colour[1], colour[2], 1);
  }
}

// The engine's rows run from bottom to top.
Image Painter::Studio::shot() const {
  const auto stride = std::ptrdiff_t{3} * frame.width;
  std::vector<uint8_t> upwards(static_cast<size_t>(stride * frame.height));
  mjr_readPixels(upwards.data(), nullptr, frame, &context);
  Image image{frame.width, frame.height, {}};
  image.rgb.reserve(upwards.size());
  for (auto end = upwards.end(); end != upwards.begin(); end -= stride)
    image.rgb.insert(image.rgb.end(), end - stride, end);
  return image;
}

Painter::Painter(const Model& model, std::span<const VisibleMoment> scenes, int width, int height)
    : studio_(std::make_unique<Studio>(model, scenes, width, height)) {}

Painter::~Painter() = default;

Image Painter::paint(const VisibleMoment& scene, const std::string& caption) {
  studio_->pose(scene);
  studio_->compose(scene);
  mjr_setBuffer(mjFB_OFFSCREEN, &studio_->context);
  mjr_render(studio_->frame, &studio_->scene, &studio_->context);
  studio_->letter(caption);
  return studio_->shot();
}

}  // namespace steppage
