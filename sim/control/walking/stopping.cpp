#include "control/walking/stopping.hpp"

#include <array>
#include <cmath>
#include <optional>

#include "control/one_leg_stance.hpp"
#include "control/stances.hpp"
#include "control/walking/reflexes.hpp"
#include "core/gravity.hpp"

namespace steppage {
namespace {

// All by random search and trial on walks of 0.6 to 1.2 m/s that had to stand still in the end.
// How far the swinging foot is from the standing one, and how far in front of that the body falls
// to at most, when the last step ends.
constexpr double kPasses_m = 0.11, kFallsTo_m = 0.09;
// The swinging leg then takes that long to be like the standing one, but for this.
constexpr double kLowering_s = 0.37, kHipBack_rad = 0.16, kOutwards_rad = 0.14, kFirmly = 50;
// Where the body is balanced until then: that far in front of the standing foot's middle; sideward,
// from over the foot that share of the way back to where it was.
constexpr double kAhead_m = 0.05, kBackSideward = 0.55;
constexpr double kSettling_s = 2.1;  // and then goes sideward between the feet
constexpr double kKnee_rad = 0.16, kAstride_rad = 0.07, kLean_rad = 0.09;  // of who stands
constexpr double kFlat = 60;                                               // weight of the soles'

double yaw(const Instant& now) {
  const Eigen::Vector4d& q = now.pelvis_quaternion;
  return 2 * std::atan2(q[3], q[0]);
}

Eigen::Vector2d forward(const Instant& now) { return {std::cos(yaw(now)), std::sin(yaw(now))}; }

bool carries(const Instant& now, Side side) {
  return now.ground_reaction_n[side].z() > kStandingLoad * now.balance.mass_kg * kGravity_m_s2;
}

// Upright, facing the way that the pelvis faces.
Posture standing_posture(const Instant& now) {
  Posture posture;
  for (const std::string side : {"left_", "right_"}) {
    posture.joint_angle_rad[side + "hip_flexion"] = kKnee_rad / 2 - kLean_rad;
    posture.joint_angle_rad[side + "hip_adduction"] = -kAstride_rad;
    posture.joint_angle_rad[side + "knee_flexion"] = kKnee_rad;
    posture.joint_angle_rad[side + "ankle_dorsiflexion"] = kKnee_rad / 2 + kLean_rad;
  }
  posture.pelvis_quaternion = {std::cos(yaw(now) / 2), 0, 0, std::sin(yaw(now) / 2)};
  return posture;
}

class FeetTogether final : public Movement {
 public:
  FeetTogether(const Layout& layout, const Instant& now, Side standing)
      : began_(now.time), standing_(standing), from_m_(now.balance.com_m.head<2>()) {
    for (size_t i = 0; i < kJoints.size(); ++i) {
      for (const Side side : {Side::kLeft, Side::kRight})
        joint_[side][i] = joint_index(layout, side, kJoints[i]);
      from_rad_[i] = now.joint_angle_rad[joint_[opposite(standing)][i]];
    }
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    const Instant& now = moment.now;
    for (const Side side : {Side::kLeft, Side::kRight})
      wishes.keep_flat(moment.physics, now, side, kFlat);
    if (!landed_ && now.time > began_ + kInAir && carries(now, opposite(standing_))) {
      landed_ = now.time;
      from_m_ = now.balance.com_m.head<2>();
    }
    if (landed_)
      go_between_the_feet(moment, wishes);
    else
      lower(moment, wishes);
  }

 private:
  static constexpr std::array<const char*, 5> kJoints = {
      "hip_flexion", "hip_adduction", "hip_rotation", "knee_flexion", "ankle_dorsiflexion"};
  static constexpr Time kInAir{100'000};  // at least

  void lower(const Moment& moment, Wishes& wishes) const {
    const Instant& now = moment.now;
    const Time until = began_ + from_seconds(kLowering_s);
    for (size_t i = 0; i < kJoints.size(); ++i) {
      const double like_rad = now.joint_angle_rad[joint_[standing_][i]];
      const std::array<double, kJoints.size()> to_rad = {like_rad - kHipBack_rad, -kOutwards_rad, 0,
                                                         like_rad, like_rad};
      wishes.joint(moment.physics, now, joint_[opposite(standing_)][i],
                   minimum_jerk(from_rad_[i], to_rad[i], began_, until, now.time), kFirmly);
    }
    const Eigen::Vector2d foot_m = middle(now.soles[standing_]), back_m = from_m_ - foot_m;
    const Eigen::Vector2d sideward_m = back_m - back_m.dot(forward(now)) * forward(now);
    wishes.balance(
        now, {foot_m + kAhead_m * forward(now) + kBackSideward * sideward_m + moment.place_error_m},
        kOneLegStance.balance);
  }

  // Forward at once, as the body still moves that way; sideward in time.
  void go_between_the_feet(const Moment& moment, Wishes& wishes) const {
    const Instant& now = moment.now;
    const Eigen::Vector2d way_m = (middle(now.soles.left) + middle(now.soles.right)) / 2 - from_m_,
                          along_m = way_m.dot(forward(now)) * forward(now),
                          across_m = way_m - along_m;
    const Motion share =
        minimum_jerk(0, 1, *landed_, *landed_ + from_seconds(kSettling_s), now.time);
    wishes.balance(now,
                   {from_m_ + moment.place_error_m + along_m + share.position * across_m,
                    share.velocity * across_m, share.acceleration * across_m},
                   kOneLegStance.balance);
  }

  PerSide<std::array<size_t, kJoints.size()>> joint_;
  std::array<double, kJoints.size()> from_rad_{};  // of the swinging leg
  Time began_;
  Side standing_;
  Eigen::Vector2d from_m_;
  std::optional<Time> landed_;
};

class Stopping final : public Performance {
 public:
  Stopping(const Model& model, Time at, uint64_t seed, std::unique_ptr<Performance> walking)
      : model_(model), at_(at), seed_(seed), walking_(std::move(walking)) {}

  void drive(const Physics& physics, const Instant& now, Drive& drive) override {
    if (!stands_ && now.time >= at_)
      if (const Side standing = can_stop_on(now); standing != Side::kUnknown)
        stands_ = perform(model_, standing_posture(now), kOneLegStance, seed_,
                          std::make_unique<FeetTogether>(model_.layout(), now, standing));
    (stands_ ? stands_ : walking_)->drive(physics, now, drive);
  }

 private:
  static Side can_stop_on(const Instant& now) {
    if (carries(now, Side::kLeft) == carries(now, Side::kRight)) return Side::kUnknown;
    const Side side = carries(now, Side::kLeft) ? Side::kLeft : Side::kRight;
    const Eigen::Vector2d foot_m = middle(now.soles[side]);
    const double passed_m = (middle(now.soles[opposite(side)]) - foot_m).dot(forward(now)),
                 falls_to_m = (capture_m(now.balance) - foot_m).dot(forward(now));
    return std::abs(passed_m) < kPasses_m && falls_to_m < kFallsTo_m ? side : Side::kUnknown;
  }

  const Model& model_;
  Time at_;
  uint64_t seed_;
  std::unique_ptr<Performance> walking_, stands_;
};

}  // namespace

std::unique_ptr<Performance> stop(const Model& model, Time at, uint64_t seed,
                                  std::unique_ptr<Performance> walking) {
  return std::make_unique<Stopping>(model, at, seed, std::move(walking));
}

}  // namespace steppage
