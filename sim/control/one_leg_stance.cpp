#include "control/one_leg_stance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "control/arm_moves.hpp"
#include "control/heel_raising.hpp"
#include "control/postures.hpp"
#include "control/stances.hpp"
#include "core/gravity.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

constexpr Time kBeforeLift{100'000};
constexpr Time kBeforeLanding{250'000};

// Weights and places found by trial on patients of 1.50 to 1.95 m.
constexpr double kEffort = 10;       // what balance costs matters less than balance
constexpr double kGiven = 0.5;       // joints that follow from where pelvis and feet are
constexpr double kKnee = 100;        // of a leg that carries: nearly straight, it says no height
constexpr double kLoad = 0.1;        // 1/N2
constexpr double kForward_m = 0.01;  // of the standing foot's usual place under the patient
// Nearer to the free foot, which is going to catch: than the middle of the standing one, and more
// when the leg comes down.
constexpr double kCatchable_m = 0.006, kInward_m = 0.009;
constexpr double kMedial_m = 0.008;  // of the middle of a foot, where it presses

// On the forefoot a leg that carries twice is held more firmly than on the whole foot: weights of
// the sole's roll and of the pelvis's. Found by trial on men and women of 55 to 78 kg.
constexpr double kEven = 5, kEvenForefoot = 100;
constexpr double kLevel = 300;
constexpr double kStraight = 2;  // of the hip's rotation: the foot turns on its ball

constexpr double kLegOfHeight = 0.87;  // ankle to hip, of the height of the centre of mass

// Who cannot bring the weight over does not lift the other foot, or lifts it late.
constexpr double kMostLeft = 0.08;  // of the body weight, on the foot that is to be lifted
// A foot that carries no more is up after so long; before, it may brush the floor.
constexpr double kInAir = 0.01;
constexpr Time kUp{200'000};
constexpr Time kMostDragged{600'000};  // by an exhausted patient, before the foot is up

// Whose capture point leaves the standing foot by so much puts the other foot down, beyond where
// the body will have fallen to by then.
constexpr double kLost_m = 0.005;
constexpr double kMostDrop = 8 * kDegree;   // of the pelvis on the free side; half, exhausted
constexpr double kExhausted = 0.96;         // activation of the abductors
constexpr double kFelt_s = 0.2;             // that it takes to feel it
constexpr double kPushedUp = 10 * kDegree;  // drop at which the foot that came down carries half
constexpr Time kCatch{400'000};             // from air to floor
constexpr Time kRecovery{1'500'000};        // from where the foot landed to between the feet
constexpr double kBeyond_m = 0.04;          // of the capture point
constexpr double kCaught = 0.05;            // of the body weight, on the foot that came down
constexpr double kWidest = 25 * kDegree;    // of the hip that lands
constexpr double kLongest = 20 * kDegree;

// A foot in the air is light: little weight, and its own stiffness.
constexpr double kFreeFoot = 0.3, kFreeToes = 1e-4;
constexpr double kFreeStiffness = 100;
constexpr double kToesRest_rad = 0.1;

// A pelvis that drops on the free side, and abductors near their limit, are met by leaning the
// trunk over the standing leg (Duchenne's compensation), more and more while that lasts.
constexpr double kLeanRate = 5;        // 1/s, of the pelvis
constexpr double kReliefRate = 0.6;    // rad/s per unit of activation
constexpr double kAtEase = 0.75;       // activation of the abductors
constexpr double kLeanReturn = 0.997;  // a control period

constexpr double kMostPressed = 0.7;                     // of what a hand can hold
constexpr double kMostCatching_n = 0.5 * kGraspLimit_n;  // beside what it presses
constexpr double kLeansInstead_rad = 6 * kDegree;

// A hand that holds a support follows the body like a viscous arm: it steadies, but does not carry.
constexpr double kArmYield_s = 0.1;

Eigen::Vector3d at_most(double limit_n, const Eigen::Vector3d& push_n) {
  return push_n * std::min(1.0, limit_n / std::max(1.0, push_n.norm()));
}

class OnOneLeg final : public Movement {
 public:
  OnOneLeg(const Model& model, const OneLegStance& stance, const std::vector<RepCue>& cues)
      : layout_(model.layout()), stance_(stance), arms_(kArmYield_s, !stance.heel_raises.empty()) {
    if (!stance.heel_raises.empty()) heels_.emplace(model, kOnOneForefoot, stance.heel_raises);
    bending_ = static_cast<size_t>(find_index(layout_.joints, "lumbar_bending"));
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const std::string prefix = std::string(name(side)) + "_";
      for (const char* body : {"foot", "toes"})
        foot_[side].push_back(model.body_index(prefix + body));
      for (size_t i = 0; i < layout_.muscles.size(); ++i)
        if (layout_.muscles[i].starts_with(prefix + "HAB")) abductors_[side].push_back(i);
    }
    reps_ = plan_stances(cues);
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    wishes.goal().effort = kEffort;
    see_feet(moment);
    feel_effort(moment);
    Stance* rep = current(moment.now.time);
    if (rep) decide(moment, *rep);
    course_ = shift_weight(moment, rep);
    lean(moment, rep, course_, wishes);
    if (rep && rep->foot == Foot::kFree) {
      wishes.lift(foot_[rep->cue.side]);
      if (rep->put_down)
        put_down(moment, *rep, wishes);
      else if (moment.now.time >= rep->cue.start)
        move(moment, *rep, wishes);
    }
    if (heels_)
      course_ =
          heels_->wish(moment, course_, rep && rep->foot == Foot::kFree && !rep->put_down, wishes);
    keep_feet_flat(moment, rep, wishes);
    if (rep && is_on_forefoot(moment.now.time)) {
      wishes.weigh_pelvis(0, kLevel);
      wishes.joint(moment.physics, moment.now, joint(opposite(rep->cue.side), "hip_rotation"), {},
                   kStraight);
    }
    wishes.balance(moment.now, course_, kOneLegStance.balance,
                   rep ? leaning(moment.now, *rep) : Leaning{});
    if (rep) carry(moment, *rep, wishes);
  }

  void move_arms(const Moment& moment, Drive& drive) override {
    PerSide<Eigen::Vector3d> push_n = {Eigen::Vector3d::Zero(), Eigen::Vector3d::Zero()};
    if (const Stance* rep = current(moment.now.time)) {
      const Eigen::Vector3d steadying_n = this->steadying_n(moment.now, *rep);
      push_n = {steadying_n, steadying_n};
      push_n[rep->cue.side].z() = -pressed_n(moment.now, *rep);
    }
    arms_.move(moment, push_n, drive);
  }

 private:
  using Foot = Stance::Foot;

  void decide(const Moment& moment, Stance& rep) const {
    const Instant& now = moment.now;
    const double load =
        now.ground_reaction_n[rep.cue.side].z() / (now.balance.mass_kg * kGravity_m_s2);
    const bool is_time = now.time >= rep.cue.start - kBeforeLift;
    if (rep.foot == Foot::kOnFloor && now.time < rep.shift.back) {
      if (is_exhausted(rep))
        go_back(now, rep);
      else if (is_time && load < kMostLeft)
        rep.foot = Foot::kFree;
      else if (is_time)
        wait(rep);
    } else if (rep.foot == Foot::kFree && !rep.put_down) {
      if (load < kInAir)
        rep.in_air += kControlPeriod;
      else if (rep.in_air < kUp) {
        rep.in_air = Time{0};
        rep.dragged += kControlPeriod;
      }
      if (now.time >= rep.cue.end - kBeforeLanding)
        rep.foot = Foot::kBack;
      else if (rep.in_air < kUp ? is_exhausted(rep) && rep.dragged > kMostDragged
                                : load > kCaught && now.time < rep.cue.down)
        go_back(now, rep);
      else if (has_lost_balance(now, rep))
        lose_balance(now, rep);
    } else if (rep.foot == Foot::kFree && (now.time >= *rep.put_down + kCatch || load > kCaught)) {
      go_back(now, rep);
    }
  }

  bool is_exhausted(const Stance& rep) const {
    return effort_[opposite(rep.cue.side)] > kExhausted;
  }

  // The whole repetition comes later, as long as it is over in time.
  static void wait(Stance& rep) {
    for (Time RepCue::*time : {&RepCue::start, &RepCue::top}) rep.cue.*time += kControlPeriod;
    if (rep.cue.top > rep.cue.down) rep.foot = Foot::kBack;
  }

  // The body falls from the standing foot, or the pelvis from the standing leg.
  bool has_lost_balance(const Instant& now, const Stance& rep) const {
    const Side standing = opposite(rep.cue.side);
    const double drop = sign(standing) * obliquity(now.pelvis_quaternion);
    if (drop > (effort_[standing] < kExhausted ? kMostDrop : kMostDrop / 2)) return true;
    std::vector<Eigen::Vector2d> sole;
    for (const SolePoint& point : now.soles[standing]) sole.push_back(point.place_m.head<2>());
    const Eigen::Vector2d capture = leaning(now, rep).feet(capture_m(now.balance));
    return (ConvexHull(sole).nearest(capture) - capture).norm() > kLost_m;
  }

  // What hands that hold a support push with.
  Eigen::Vector3d steadying_n(const Instant& now, const Stance& rep) const {
    return is_on_forefoot(now.time)
               ? at_most(kMostCatching_n, steadying_push_n(now.balance, course_))
               : catching_n(now, rep);
  }

  // Against a fall beyond the feet that stand.
  Eigen::Vector3d catching_n(const Instant& now, const Stance& rep) const {
    if (now.held.left != Held::kWorld && now.held.right != Held::kWorld)
      return Eigen::Vector3d::Zero();
    std::vector<Eigen::Vector2d> standing;
    for (const Side side : {Side::kLeft, Side::kRight})
      for (const SolePoint& point : now.soles[side])
        if (point.place_m.z() < kOnFloor_m) standing.push_back(point.place_m.head<2>());
    if (standing.empty()) return Eigen::Vector3d::Zero();
    const Leaning leaning = this->leaning(now, rep);
    const Eigen::Vector2d capture = leaning.feet(capture_m(now.balance));
    return at_most(
        kMostCatching_n,
        steadying_push_n(now.balance, {leaning.whole(ConvexHull(standing).nearest(capture))}));
  }

  static void lose_balance(const Instant& now, Stance& rep) {
    rep.put_down = now.time;
    rep.lost_rad = now.joint_angle_rad;
    rep.shift.back = rep.shift.home = now.time + kCatch + kRecovery;
  }

  // Between the feet again, from wherever the weight is.
  void go_back(const Instant& now, Stance& rep) const {
    rep.foot = Foot::kBack;
    rep.has_given_up = true;
    rep.shift.back = now.time;
    rep.shift.home = now.time + kRecovery;
    rep.way_m = leaning(now, rep).feet(now.balance.com_m.head<2>()) - home_m_;
  }

  bool is_on_forefoot(Time now) const { return heels_ && heels_->is_under_way(now); }

  Stance* current(Time now) {
    for (Stance& rep : reps_)
      if (now >= rep.shift.out && now <= rep.shift.home) return &rep;
    return nullptr;
  }

  size_t joint(Side side, std::string_view part) const { return joint_index(layout_, side, part); }

  // Feet land a little beside where they stood: the patient stands where they are now.
  void see_feet(const Moment& moment) {
    const Instant& now = moment.now;
    for (const Side side : {Side::kLeft, Side::kRight})
      if (is_flat(now.soles[side])) under_[side] = middle(now.soles[side]);
    const Eigen::Vector2d between = (under_.left + under_.right) / 2;
    if (!ahead_m_) ahead_m_ = moment.start_com_m.head<2>() - between;
    const Stance* rep = current(now.time);
    if (!rep || rep->foot != Foot::kFree) home_m_ = between + *ahead_m_;
    if (hip_aside_m_ == 0) hip_aside_m_ = (under_.left.y() - under_.right.y()) / 2;
  }

  PlaneMotion shift_weight(const Moment& moment, const Stance* rep) const {
    if (!rep) return {home_m_ + moment.place_error_m};
    const Side standing = opposite(rep->cue.side);
    Eigen::Vector2d over(under_[standing].x() + ahead_m_->x() + kForward_m,
                         under_[standing].y() - sign(standing) * kCatchable_m);
    const Time now = moment.now.time;
    const Motion share = out_and_back(rep->shift, 0, 1, now);
    const Motion inward = minimum_jerk(0, 1, rep->cue.down, rep->cue.end, now);
    Eigen::Vector2d way = over - home_m_;
    way.y() -= sign(standing) * kInward_m * inward.position;
    if (rep->has_given_up) way = rep->way_m;
    const Eigen::Vector2d on_feet = home_m_ + share.position * way;
    return {leaning(moment.now, *rep).whole(on_feet) + moment.place_error_m, share.velocity * way,
            share.acceleration * way};
  }

  // Force (N) that the hand on the free side is to press on its support with. It pushes the trunk
  // over the standing leg: none once that leans by itself.
  double pressed_n(const Instant& now, const Stance& rep) const {
    const double all_n = std::min(kMostPressed * kGraspLimit_n,
                                  stance_.leant_on * now.balance.mass_kg * kGravity_m_s2);
    const double leans_rad = sign(opposite(rep.cue.side)) * now.joint_angle_rad[bending_];
    const double more_rad = leans_rad - stance_.lean_rad - stance_.extra_lean_rad;
    return all_n * std::clamp(1 - more_rad / kLeansInstead_rad, 0.0, 1.0) *
           out_and_back(rep.shift, 0, 1, now.time).position;
  }

  Leaning leaning(const Instant& now, const Stance& rep) const {
    if (now.held[rep.cue.side] != Held::kWorld) return {};
    return {pressed_n(now, rep) / (now.balance.mass_kg * kGravity_m_s2),
            now.grip_m[rep.cue.side].head<2>()};
  }

  // What the abductors of a side are asked for: weak ones have less to give, and are asked for
  // more.
  void feel_effort(const Moment& moment) {
    for (const Side side : {Side::kLeft, Side::kRight}) {
      double most = 0;
      for (const size_t line : abductors_[side])
        most = std::max(most, moment.controller.asked(line));
      effort_[side] += to_seconds(kControlPeriod) / kFelt_s * (most - effort_[side]);
    }
  }

  // A foot that stays on the edge on which it has landed cannot carry the body in the next
  // repetition. One that is lifted again is left as it is.
  void keep_feet_flat(const Moment& moment, const Stance* rep, Wishes& wishes) const {
    const double weight = is_on_forefoot(moment.now.time) ? kEvenForefoot : kEven;
    const auto keep = [&](Side side) {
      wishes.keep_flat(moment.physics, moment.now, side, weight);
    };
    if (rep) keep(opposite(rep->cue.side));
    for (size_t i = 1; i < reps_.size(); ++i) {
      const Stance &last = reps_[i - 1], &next = reps_[i];
      if (last.foot == Foot::kBack && moment.now.time < next.shift.out &&
          next.cue.side != last.cue.side)
        keep(last.cue.side);
    }
  }

  // The legs lean as the body goes sideways, and the trunk leans with them.
  void lean(const Moment& moment, const Stance* rep, const PlaneMotion& course, Wishes& wishes) {
    const Instant& now = moment.now;
    if (rep && now.time < rep->shift.back) {
      const Side standing = opposite(rep->cue.side);
      const double drop = sign(standing) * obliquity(now.pelvis_quaternion);
      const double rate = kLeanRate * drop + kReliefRate * (effort_[standing] - kAtEase);
      extra_lean_ =
          std::clamp(extra_lean_ + rate * to_seconds(kControlPeriod), 0.0, stance_.extra_lean_rad);
    } else {
      extra_lean_ *= kLeanReturn;
    }
    if (rep) lean_side_ = sign(opposite(rep->cue.side));
    const double aside = course.position_m.y() - home_m_.y() - moment.place_error_m.y();
    const double share = aside / std::fabs(under_.left.y() - home_m_.y());
    wishes.joint(moment.physics, now, bending_,
                 {share * stance_.lean_rad + lean_side_ * extra_lean_, 0, 0}, kOneLegStance.lumbar);
    const double leg_m = kLegOfHeight * moment.start_com_m.z();
    const double legs_rad = std::asin(std::clamp(aside / leg_m, -0.5, 0.5));
    free_hip_rad_ = -std::fabs(legs_rad);
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const double angle = sign(side) * legs_rad;
      const auto given = [&](std::string_view part, double to_rad) {
        wishes.joint(moment.physics, now, joint(side, part), {to_rad, 0, 0}, kGiven);
      };
      wishes.joint(moment.physics, now, joint(side, "hip_adduction"), {angle, 0, 0},
                   rep && side == rep->cue.side ? stance_.beside : kGiven);
      given("subtalar_inversion", -angle);
      given("hip_rotation", 0);
      wishes.joint(moment.physics, now, joint(side, "ankle_dorsiflexion"), {}, 0);
    }
  }

  void move(const Moment& moment, const Stance& rep, Wishes& wishes) const {
    const Instant& now = moment.now;
    const Side side = rep.cue.side;
    for (const FreeLegMove& move : stance_.moves) {
      const size_t index = joint(side, move.joint);
      const double to = layout_.joints[index] == rep.cue.joint ? rep.cue.target_rad : move.to_rad;
      // The leg hangs beside the leaning one, and lands where it stood.
      const double from = move.joint == "hip_adduction" ? free_hip_rad_ : wishes.rest_angle(index);
      wishes.joint(moment.physics, now, index, out_and_back(rep.cue, from, to, now.time),
                   stance_.weight);
    }
    hang(moment, side, wishes);
  }

  void hang(const Moment& moment, Side side, Wishes& wishes) const {
    const auto light = [&](std::string_view part, double to_rad, double weight) {
      wishes.soft_joint(moment.physics, moment.now, joint(side, part), to_rad, kFreeStiffness,
                        weight);
    };
    light("ankle_dorsiflexion", 0, kFreeFoot);
    light("subtalar_inversion", 0, kFreeFoot);
    light("toe_extension", kToesRest_rad, kFreeToes);
  }

  // The leg comes down where it will be needed: beyond the point that the body falls to.
  void put_down(const Moment& moment, const Stance& rep, Wishes& wishes) const {
    const Instant& now = moment.now;
    const Side side = rep.cue.side;
    const Balance& body = now.balance;
    const Time landing = *rep.put_down + kCatch;
    const Eigen::Vector2d capture = capture_m(body);
    const Eigen::Vector2d foot = now.centre_of_pressure_m[opposite(side)].head<2>();
    const double fallen = std::exp(to_seconds(landing - now.time) / fall_s(body));
    const Eigen::Vector2d aim = foot + fallen * (capture - foot) - now.pelvis_position_m.head<2>();
    const double leg_m = kLegOfHeight * moment.start_com_m.z();
    const auto turn = [&](double way_m) { return std::asin(std::clamp(way_m / leg_m, -0.9, 0.9)); };
    const double outward =
        std::clamp(turn(sign(side) * aim.y() + kBeyond_m - hip_aside_m_), -free_hip_rad_, kWidest);
    const double forward = std::clamp(turn(aim.x()), -kLongest, kLongest);
    const auto bring = [&](std::string_view part, double to_rad) {
      const size_t index = joint(side, part);
      wishes.joint(moment.physics, now, index,
                   minimum_jerk(rep.lost_rad[index], to_rad, *rep.put_down, landing, now.time),
                   stance_.weight);
    };
    bring("hip_adduction", -outward);
    bring("hip_flexion", wishes.rest_angle(joint(side, "hip_flexion")) + forward);
    bring("hip_rotation", 0);
    bring("knee_flexion", wishes.rest_angle(joint(side, "knee_flexion")));
    hang(moment, side, wishes);
  }

  // Weight is shared so that each foot is pressed near its middle; the knees keep the height.
  void carry(const Moment& moment, const Stance& rep, Wishes& wishes) const {
    const Instant& now = moment.now;
    const Side free = rep.cue.side;
    wishes.goal().com_weight.z() = 0;
    for (const Side side : {Side::kLeft, Side::kRight})
      if (side != free || rep.foot != Foot::kFree)
        wishes.joint(moment.physics, now, joint(side, "knee_flexion"),
                     {wishes.rest_angle(joint(side, "knee_flexion")), 0, 0}, kKnee);
    if (rep.foot == Foot::kFree) return;
    const double left = under_.left.y() - kMedial_m, right = under_.right.y() + kMedial_m;
    const Leaning leaning = this->leaning(now, rep);
    const double on_left =
        std::clamp((leaning.feet(wishes.pressure_m()).y() - right) / (left - right), 0.0, 1.0);
    LoadWish load{{}, 0, kLoad};
    for (const SolePoint& point : now.soles[free]) load.geoms.push_back(point.geom);
    const double drop = sign(opposite(free)) * obliquity(now.pelvis_quaternion);
    double share = free == Side::kLeft ? on_left : 1 - on_left;
    if (rep.has_given_up) share = std::max(share, std::clamp(drop / kPushedUp, 0.0, 1.0) / 2);
    load.load_n = (1 - leaning.share) * now.balance.mass_kg * kGravity_m_s2 * share;
    wishes.goal().loads.push_back(load);
  }

  const Layout& layout_;
  OneLegStance stance_;
  std::vector<Stance> reps_;
  size_t bending_ = 0;                                                                   // joint
  PerSide<std::vector<size_t>> abductors_;                                               // muscles
  PerSide<std::vector<int>> foot_;                                                       // bodies
  PerSide<Eigen::Vector2d> under_ = {Eigen::Vector2d::Zero(), Eigen::Vector2d::Zero()};  // feet
  std::optional<Eigen::Vector2d> ahead_m_;  // centre of mass at the start, from between the feet
  Eigen::Vector2d home_m_ = Eigen::Vector2d::Zero();  // where it is on both feet
  double hip_aside_m_ = 0;                            // of the middle
  PerSide<double> effort_ = {0, 0};                   // of the abductors
  HoldingArms arms_;
  std::optional<HeelLift> heels_;
  PlaneMotion course_{Eigen::Vector2d::Zero()};  // of the centre of mass
  double extra_lean_ = 0;                        // rad, to that side: left 1, right -1
  double lean_side_ = 1;
  double free_hip_rad_ = 0;  // adduction of the leg that hangs
};

}  // namespace

std::unique_ptr<Movement> stand_on_one_leg(const Model& model, const OneLegStance& stance,
                                           const std::vector<RepCue>& cues) {
  return std::make_unique<OnOneLeg>(model, stance, cues);
}

}  // namespace steppage
