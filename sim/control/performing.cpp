#include "control/performing.hpp"

#include <cmath>

namespace steppage {
namespace {

// The sense of one's own place wanders (vestibular and ankle proprioception): a first-order process
// tuned so that the centre of pressure sways as in quiet stance, 4 to 7 mm (Prieto et al. 1996,
// IEEE TBME 43:956).
constexpr double kSway_m = 0.004;
constexpr double kSway_s = 1.5;
constexpr double kSidewardShare = 0.6;  // two feet side by side are steadier that way

class Sway {
 public:
  explicit Sway(uint64_t seed)
      : forward_(seed, "activity/sway/forward"), sideward_(seed, "activity/sway/sideward") {}
  void step() {
    constexpr double kKeep = 1 - to_seconds(kControlPeriod) / kSway_s;
    const double spread = kSway_m * std::sqrt(1 - kKeep * kKeep);
    error_m_.x() = kKeep * error_m_.x() + forward_.gaussian(0, spread);
    error_m_.y() = kKeep * error_m_.y() + sideward_.gaussian(0, kSidewardShare * spread);
  }
  const Eigen::Vector2d& error_m() const { return error_m_; }

 private:
  Random forward_, sideward_;
  Eigen::Vector2d error_m_ = Eigen::Vector2d::Zero();
};

class Performing final : public Performance {
 public:
  Performing(const Model& model, const Posture& posture, const PostureHold& hold, uint64_t seed,
             std::unique_ptr<Movement> movement)
      : controller_(model),
        wishes_(model, posture, hold.stiffness),
        hold_(hold),
        sway_(seed),
        movement_(std::move(movement)) {}

  void drive(const Physics& physics, const Instant& now, Drive& drive) override {
    const Moment moment{physics, now, controller_, start_com_m_, sway_.error_m()};
    wishes_.clear();
    keep_posture(moment);
    if (movement_) {
      movement_->wish(moment, wishes_);
      movement_->move_arms(moment, drive);
    }
    const Eigen::VectorXd& activation = controller_.solve(physics, now, wishes_.goal());
    for (size_t i = 0; i < drive.muscles.size(); ++i)
      drive.muscles[i].voluntary = activation[static_cast<Eigen::Index>(i)];
  }

 private:
  void keep_posture(const Moment& moment) {
    wishes_.rest(moment.physics, moment.now, hold_.joints);
    wishes_.rest_trunk(moment.physics, moment.now, hold_.lumbar);
    wishes_.orientation(moment.now, hold_.orientation);
    if (hold_.balance > 0)
      keep_balance(moment.now);
    else
      wishes_.free_feet();  // seat or table carries the patient
  }

  // The balance point is where the centre of mass was over the feet at the start.
  void keep_balance(const Instant& now) {
    if (!started_) start_com_m_ = now.balance.com_m;
    started_ = true;
    sway_.step();
    wishes_.balance(now, {start_com_m_.head<2>() + sway_.error_m()}, hold_.balance);
    wishes_.height(now, start_com_m_.z(), hold_.height);
  }

  MuscleController controller_;
  Wishes wishes_;
  PostureHold hold_;
  Eigen::Vector3d start_com_m_ = Eigen::Vector3d::Zero();
  bool started_ = false;
  Sway sway_;
  std::unique_ptr<Movement> movement_;
};

}  // namespace

std::unique_ptr<Performance> perform(const Model& model, const Posture& posture,
                                     const PostureHold& hold, uint64_t seed,
                                     std::unique_ptr<Movement> movement) {
  return std::make_unique<Performing>(model, posture, hold, seed, std::move(movement));
}

}  // namespace steppage
