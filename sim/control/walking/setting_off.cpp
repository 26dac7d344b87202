#include "control/walking/setting_off.hpp"

#include <algorithm>

#include "control/posture_holding.hpp"
#include "control/postures.hpp"
#include "core/gravity.hpp"

namespace steppage {
namespace {

// Quiet standing first; the weight then shifts as long as it does before people's first step
// (anticipatory postural adjustment, 0.5 to 0.7 s).
constexpr Time kStill{1'000'000}, kShift{700'000};
// Of half the distance between the feet, and of the centre of mass' height; by trial. The first
// gains of a start from standing were bred for them.
constexpr double kOver = 0.9, kForward = 0.07;
constexpr double kLight = 0.1;  // body weights on the foot that is to step

class Shift final : public Movement {
 public:
  void wish(const Moment& moment, Wishes& wishes) override {
    const Instant& now = moment.now;
    if (half_width_m_ == 0)
      half_width_m_ =
          std::abs(now.centre_of_pressure_m.left.y() - now.centre_of_pressure_m.right.y()) / 2;
    const Eigen::Vector2d way(kForward * moment.start_com_m.z(), -kOver * half_width_m_);
    const Motion share = minimum_jerk(0, 1, kStill, kStill + kShift, now.time);
    wishes.balance(now,
                   {moment.start_com_m.head<2>() + moment.place_error_m + share.position * way,
                    share.velocity * way, share.acceleration * way},
                   kStanding.balance);
  }

 private:
  double half_width_m_ = 0;  // between the feet
};

class SettingOff final : public Performance {
 public:
  SettingOff(const Model& model, const Posture& standing, uint64_t seed,
             std::unique_ptr<Performance> walking)
      : standing_(perform(model, standing, kStanding, seed, std::make_unique<Shift>())),
        walking_(std::move(walking)) {}

  void drive(const Physics& physics, const Instant& now, Drive& drive) override {
    const double left = now.ground_reaction_n.left.z() / (now.balance.mass_kg * kGravity_m_s2);
    walks_ = walks_ || (now.time > kStill && left < kLight) || now.time > kStill + kShift;
    (walks_ ? walking_ : standing_)->drive(physics, now, drive);
  }

 private:
  std::unique_ptr<Performance> standing_, walking_;
  bool walks_ = false;
};

}  // namespace

std::unique_ptr<Performance> set_off(const Model& model, const Posture& standing, uint64_t seed,
                                     std::unique_ptr<Performance> walking) {
  return std::make_unique<SettingOff>(model, standing, seed, std::move(walking));
}

}  // namespace steppage
