#include "trial/recorded_motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/input_error.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// Finds columns, and collects those that are missing.
class Columns {
 public:
  explicit Columns(const std::vector<std::string>& names) : names_(names) {}

  bool has(const std::string& name) const { return find_index(names_, name) >= 0; }
  size_t find(const std::string& name) {
    const int index = find_index(names_, name);
    if (index < 0) missing_ += (missing_.empty() ? "" : ", ") + name;
    return static_cast<size_t>(std::max(index, 0));
  }
  void throw_if_missing(const std::string& file) const {
    if (!missing_.empty())
      throw InputError(file, "does not describe the body of scenario.json: it has no " + missing_);
  }

 private:
  const std::vector<std::string>& names_;
  std::string missing_;
};

}  // namespace

RecordedMotion::RecordedMotion(const Layout& layout, Table motion, const std::string& file)
    : motion_(std::move(motion)) {
  Columns columns(motion_.columns);
  time_ = columns.find("t_s");
  for (const std::string place : {"x_m", "y_m", "z_m", "qw", "qx", "qy", "qz"}) {
    pelvis_.push_back(columns.find("pelvis_" + place));
    if (layout.has_walker) walker_.push_back(columns.find("walker_" + place));
  }
  for (const std::string& joint : layout.joints) {
    const bool slides = columns.has(joint + "_m");
    joints_.push_back(
        {joint, columns.find(joint + (slides ? "_m" : "_deg")), slides ? 1 : kDegree});
  }
  for (const std::string& muscle : layout.muscles)
    muscles_.push_back({muscle, columns.find(muscle + "_activation"), 1});
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::string prefix(name(side));
    for (size_t axis = 0; axis < 3; ++axis)
      ground_reaction_[side][axis] = columns.find(prefix + "_grf_" + "xyz"[axis] + "_n");
    for (size_t axis = 0; axis < 2; ++axis)
      centre_of_pressure_[side][axis] = columns.find(prefix + "_cop_" + "xyz"[axis] + "_m");
  }
  columns.throw_if_missing(file);
  if (motion_.rows.empty()) throw InputError(file, "holds no moment to show");
}

Eigen::Vector2d RecordedMotion::place_m(double time_s) const {
  constexpr double kHalfStride_s = 0.5;
  constexpr double kRounding_s = 1e-6;  // less than lies between two moments
  const double reach_s =
      std::max(0.0, std::min({kHalfStride_s, time_s - start_s(), end_s() - time_s})) + kRounding_s;
  Eigen::Vector2d sum = Eigen::Vector2d::Zero();
  double count = 0;
  for (const auto& row : motion_.rows) {
    if (std::abs(row[time_] - time_s) > reach_s) continue;
    sum += Eigen::Vector2d(row[pelvis_[0]], row[pelvis_[1]]);
    ++count;
  }
  return sum / count;
}

VisibleMoment RecordedMotion::at(double time_s) const {
  const auto after =
      std::lower_bound(motion_.rows.begin(), motion_.rows.end(), time_s,
                       [this](const auto& row, double time) { return row[time_] < time; });
  auto nearest = after == motion_.rows.end() ? after - 1 : after;
  if (after != motion_.rows.begin() &&
      std::abs((*(after - 1))[time_] - time_s) < std::abs((*nearest)[time_] - time_s))
    nearest = after - 1;
  const std::vector<double>& row = *nearest;

  VisibleMoment moment;
  const auto value = [&](size_t place) { return row[pelvis_[place]]; };
  moment.posture.pelvis_position_m = {value(0), value(1), value(2)};
  moment.posture.pelvis_quaternion = {value(3), value(4), value(5), value(6)};
  if (!walker_.empty()) {
    Eigen::Vector<double, 7>& walker = moment.posture.walker.emplace();
    for (size_t i = 0; i < walker_.size(); ++i)
      walker[static_cast<Eigen::Index>(i)] = row[walker_[i]];
  }
  for (const Named& joint : joints_)
    moment.posture.joint_angle_rad[joint.name] = row[joint.column] * joint.unit;
  for (const Named& muscle : muscles_) moment.activation[muscle.name] = row[muscle.column];
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::array<size_t, 3>& column = ground_reaction_[side];
    moment.ground_reaction_n[side] = {row[column[0]], row[column[1]], row[column[2]]};
    const std::array<size_t, 2>& centre = centre_of_pressure_[side];
    moment.centre_of_pressure_m[side] = {row[centre[0]], row[centre[1]], 0};
  }
  return moment;
}

}  // namespace steppage
