#include "control/posture_holding.hpp"

#include <cmath>

#include "control/wishes.hpp"
#include "core/random.hpp"

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
  Eigen::Vector2d step() {
    constexpr double kKeep = 1 - 0.005 / kSway_s;  // a control period is 5 ms
    const double spread = kSway_m * std::sqrt(1 - kKeep * kKeep);
    error_.x() = kKeep * error_.x() + forward_.gaussian(0, spread);
    error_.y() = kKeep * error_.y() + sideward_.gaussian(0, kSidewardShare * spread);
    return error_;
  }

 private:
  Random forward_, sideward_;
  Eigen::Vector2d error_ = Eigen::Vector2d::Zero();
};

class PostureKeeping final : public Performance {
 public:
  PostureKeeping(const Model& model, const Posture& posture, const PostureHold& hold, uint64_t seed)
      : controller_(model), wishes_(model, posture, hold.stiffness), hold_(hold), sway_(seed) {
    const Layout& layout = model.layout();
    for (size_t i = 0; i < layout.joints.size(); ++i)
      if (layout.joints[i].starts_with("lumbar")) lumbar_.push_back(i);
  }

  void drive(const Physics& physics, const Instant& now, Drive& drive) override {
    wishes_.clear();
    wishes_.rest(physics, now, hold_.joints);
    for (const size_t joint : lumbar_)
      wishes_.joint(physics, now, joint, {wishes_.rest_angle(joint), 0, 0}, hold_.lumbar);
    wishes_.orientation(now, hold_.orientation);
    if (hold_.balance > 0)
      keep_balance(now);
    else
      wishes_.free_feet();
    const Eigen::VectorXd& activation = controller_.solve(physics, wishes_.goal());
    for (size_t i = 0; i < drive.muscles.size(); ++i)
      drive.muscles[i].voluntary = activation[static_cast<Eigen::Index>(i)];
  }

 private:
  // The balance point is where the centre of mass was over the feet at the start.
  void keep_balance(const Instant& now) {
    if (now.time == Time{0}) start_m_ = now.balance.com_m;
    wishes_.balance(now, start_m_.head<2>() + sway_.step(), hold_.balance);
    wishes_.height(now, start_m_.z(), hold_.height);
  }

  MuscleController controller_;
  Wishes wishes_;
  PostureHold hold_;
  Eigen::Vector3d start_m_ = Eigen::Vector3d::Zero();  // centre of mass
  Sway sway_;
  std::vector<size_t> lumbar_;  // joints
};

class PostureKept final : public Activity {
 public:
  explicit PostureKept(PostureActivity settings) : settings_(std::move(settings)) {}
  Posture prepare(BodySpec& body) const override {
    return settings_.prepare(body, settings_.support);
  }
  std::vector<RepCue> cues(uint64_t /*seed*/) const override { return {}; }
  Time duration(uint64_t /*seed*/) const override { return from_seconds(settings_.duration_s); }
  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    return std::make_unique<PostureKeeping>(model, posture, settings_.hold, seed);
  }

 private:
  PostureActivity settings_;
};

}  // namespace

std::unique_ptr<Activity> keep_posture(PostureActivity settings) {
  return std::make_unique<PostureKept>(std::move(settings));
}

}  // namespace steppage
