#include "physics/reach.hpp"

#include <mujoco/mujoco.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <memory>

#include "core/check.hpp"

namespace steppage {
namespace {

struct DeleteData {
  void operator()(mjData* d) const { mj_deleteData(d); }
};
using Data = std::unique_ptr<mjData, DeleteData>;

Data placed(const Model& model, const Posture& posture) {
  const mjModel* m = &model.engine();
  Data d(mj_makeData(m));
  const std::vector<double> qpos = model.positions(posture);
  std::copy(qpos.begin(), qpos.end(), d->qpos);
  return d;
}

Eigen::Vector3d place(const mjData* d, int body, const Eigen::Vector3d& point_m) {
  const Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>> turn(d->xmat + 9 * body);
  return Eigen::Map<const Eigen::Vector3d>(d->xpos + 3 * body) + turn * point_m;
}

struct Joint {
  int position, velocity;
  double least, most, rest;
};

// Damped least squares: weighted distances, and a little of the way from rest, which decides what
// the points leave open. A joint at its stop that would turn beyond is held there.
class Solver {
 public:
  Solver(const Model& model, const Posture& from, const std::vector<std::string>& joints,
         std::span<const Aim> aims)
      : model_(model), m_(&model.engine()), d_(placed(model, from)), aims_(aims) {
    for (const std::string& name : joints) {
      const int id = mj_name2id(m_, mjOBJ_JOINT, name.c_str());
      CHECK(id >= 0);
      const int position = m_->jnt_qposadr[id];
      joints_.push_back({position, m_->jnt_dofadr[id], m_->jnt_range[2 * id],
                         m_->jnt_range[2 * id + 1], d_->qpos[position]});
    }
    error_.resize(3 * static_cast<Eigen::Index>(aims.size()));
    jacobian_.resize(error_.size(), static_cast<Eigen::Index>(joints.size()));
  }

  void solve() {
    constexpr int kMostSteps = 200;
    constexpr double kSettled_rad = 1e-9;
    // A radian from rest counts like this way from the place: much at first, so that of several
    // solutions the near one is found, little in the end.
    constexpr double kFirst_m = 0.3, kLast_m = 0.001, kDecay = 0.85;
    double rest_m = kFirst_m;
    for (int i = 0; i < kMostSteps; ++i) {
      const bool settled = step(rest_m) < kSettled_rad;
      if (settled && rest_m == kLast_m) break;
      rest_m = std::max(kLast_m, kDecay * rest_m);
    }
    measure();
  }

  double angle(size_t joint) const { return d_->qpos[joints_[joint].position]; }
  double distance_m() const {
    double most = 0;
    for (size_t i = 0; i < aims_.size(); ++i) {
      const auto free = aims_[i].weight.array() == 0;
      most = std::max(most, free.select(0, missing(aims_[i]).array()).matrix().norm());
    }
    return most;
  }

 private:
  Eigen::Vector3d missing(const Aim& aim) const {
    const int body = model_.body_index(aim.point.body);
    return aim.place_m - place(d_.get(), body, aim.point.point_m);
  }

  void measure() {
    mj_kinematics(m_, d_.get());
    mj_comPos(m_, d_.get());  // what mj_jac starts from
    Eigen::Matrix<double, 3, Eigen::Dynamic, Eigen::RowMajor> all(3, m_->nv);
    for (size_t i = 0; i < aims_.size(); ++i) {
      const Aim& aim = aims_[i];
      const int body = model_.body_index(aim.point.body);
      CHECK(body >= 0);
      const Eigen::Vector3d point = place(d_.get(), body, aim.point.point_m);
      mj_jac(m_, d_.get(), all.data(), nullptr, point.data(), body);
      const auto row = 3 * static_cast<Eigen::Index>(i);
      error_.segment<3>(row) = aim.weight.cwiseProduct(missing(aim));
      for (size_t k = 0; k < joints_.size(); ++k)
        jacobian_.block<3, 1>(row, static_cast<Eigen::Index>(k)) =
            aim.weight.cwiseProduct(all.col(joints_[k].velocity));
    }
  }

  // Returns the largest turn.
  double step(double rest_m) {
    constexpr double kMostTurn_rad = 0.1;
    measure();
    const auto count = static_cast<Eigen::Index>(joints_.size());
    Eigen::MatrixXd matrix = jacobian_.transpose() * jacobian_;
    Eigen::VectorXd wish = jacobian_.transpose() * error_;
    for (Eigen::Index k = 0; k < count; ++k) {
      const Joint& joint = joints_[static_cast<size_t>(k)];
      matrix(k, k) += rest_m * rest_m;
      wish[k] += rest_m * rest_m * (joint.rest - d_->qpos[joint.position]);
    }
    for (Eigen::Index k = 0; k < count; ++k) {
      const Joint& joint = joints_[static_cast<size_t>(k)];
      const double angle = d_->qpos[joint.position];
      const bool stopped =
          (angle <= joint.least && wish[k] < 0) || (angle >= joint.most && wish[k] > 0);
      if (!stopped) continue;
      matrix.row(k).setZero();
      matrix.col(k).setZero();
      matrix(k, k) = 1;
      wish[k] = 0;
    }
    Eigen::VectorXd turn = matrix.ldlt().solve(wish);
    turn *= std::min(1.0, kMostTurn_rad / std::max(1e-12, turn.cwiseAbs().maxCoeff()));
    double most = 0;
    for (Eigen::Index k = 0; k < count; ++k) {
      const Joint& joint = joints_[static_cast<size_t>(k)];
      double& angle = d_->qpos[joint.position];
      const double before = angle;
      angle = std::clamp(before + turn[k], joint.least, joint.most);
      most = std::max(most, std::abs(angle - before));
    }
    return most;
  }

  const Model& model_;
  const mjModel* m_;
  Data d_;
  std::span<const Aim> aims_;
  std::vector<Joint> joints_;
  Eigen::VectorXd error_;
  Eigen::MatrixXd jacobian_;
};

}  // namespace

BodyPoint graspable(const Model& model, Side hand) {
  const mjModel* m = &model.engine();
  const int site = model.addresses().grasp[hand].point;
  CHECK(site >= 0);
  return {mj_id2name(m, mjOBJ_BODY, m->site_bodyid[site]),
          Eigen::Map<const Eigen::Vector3d>(m->site_pos + 3 * site)};
}

Eigen::Vector3d place(const Model& model, const Posture& posture, const BodyPoint& point) {
  const Data d = placed(model, posture);
  mj_kinematics(&model.engine(), d.get());
  const int body = model.body_index(point.body);
  CHECK(body >= 0);
  return place(d.get(), body, point.point_m);
}

Reached reach(const Model& model, const Posture& from, const std::vector<std::string>& joints,
              std::span<const Aim> aims) {
  Solver solver(model, from, joints, aims);
  solver.solve();
  Reached reached{from, solver.distance_m()};
  for (size_t i = 0; i < joints.size(); ++i)
    reached.posture.joint_angle_rad[joints[i]] = solver.angle(i);
  return reached;
}

Reached reach_with_hand(const Model& model, const Posture& from, Side side,
                        const BodyPoint& point) {
  const std::string prefix = std::string(name(side)) + "_";
  const int grip = mj_name2id(&model.engine(), mjOBJ_SITE, (prefix + "grip").c_str());
  const Aim aim{
      {prefix + "forearm", Eigen::Map<const Eigen::Vector3d>(model.engine().site_pos + 3 * grip)},
      place(model, from, point)};
  return reach(model, from,
               {prefix + "shoulder_flexion", prefix + "shoulder_abduction",
                prefix + "shoulder_rotation", prefix + "elbow_flexion"},
               {&aim, 1});
}

}  // namespace steppage
