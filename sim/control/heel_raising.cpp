#include "control/heel_raising.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "control/arm_moves.hpp"
#include "core/gravity.hpp"

namespace steppage {
namespace {

// Weights and places found by trial on patients of 1.50 to 1.95 m.
constexpr double kEffort = 10;      // what balance costs matters less than balance
constexpr double kKnee = 100;       // nearly straight, it says no height
constexpr double kAnkle = 100;      // that lifts the body
constexpr double kBehind_m = 0.01;  // of the middle of the balls of the feet

// Hands that hold a support give way slowly: they steady the body over its short base.
constexpr double kArmYield_s = 1;

// Beyond this shortfall (rad/s2) the ankles give up by and by: nobody throws the trunk to lift the
// heels.
constexpr double kGivingUp = 30;

// A body that falls to beyond these places, from the balls of the feet, comes down.
constexpr double kMostBackward_m = 0.09, kMostForward_m = 0.06;
constexpr Time kComingDown{500'000};

constexpr double kExhausted = 0.96;    // activation of the calves
constexpr double kThrown_rad_s = 0.8;  // of a trunk that bends so fast
constexpr double kFelt_s = 0.2;        // that it takes to feel it

constexpr double kHeelDown_m = 0.003;

class RaisingHeels final : public Movement {
 public:
  RaisingHeels(const Model& model, const std::vector<RepCue>& cues) : layout_(model.layout()) {
    for (const RepCue& cue : cues)
      if (reps_.empty() || reps_.back().cue.start < cue.start) plan(cue);
    lumbar_flexion_ = static_cast<size_t>(find_index(layout_.joints, "lumbar_flexion"));
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const std::string prefix = std::string(name(side)) + "_";
      for (const char* muscle : {"SOL", "GAS"})
        calves_.push_back(static_cast<size_t>(find_index(layout_.muscles, prefix + muscle)));
      heel_[side] = model.geom_index(prefix + "heel");
      for (const char* geom : {"metatarsal_1", "metatarsal_5"})
        balls_[side].push_back(model.geom_index(prefix + geom));
    }
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    const Instant& now = moment.now;
    wishes.goal().effort = kEffort;
    feel_effort(moment.controller);
    const Eigen::Vector2d balls = middle_of_balls(now);
    if (!home_m_) home_m_ = moment.start_com_m.head<2>() - balls;
    course_ = {balls + *home_m_ + moment.place_error_m};
    if (Repetition* rep = current(now.time)) {
      if (!rep->given_up && (is_falling(now) || is_too_weak(now))) give_up(now, *rep);
      const Motion share = forward(*rep, now.time);
      const Eigen::Vector2d way(-kBehind_m - home_m_->x(), 0);
      course_.position_m += share.position * way;
      course_.velocity_m_s = share.velocity * way;
      course_.acceleration_m_s2 = share.acceleration * way;
      if (now.time >= rep->cue.start && now.time < rep->cue.end) raise(moment, *rep, wishes);
    }
    for (const Side side : {Side::kLeft, Side::kRight}) wishes.keep_flat(moment.physics, now, side);
    wishes.balance(now, course_, kOnForefeet.balance);
  }

  void move_arms(const Moment& moment, Drive& drive) override {
    const Eigen::Vector3d push_n = steadying_push_n(moment.now.balance, course_);
    arms_.move(moment, {push_n, push_n}, drive);
  }

 private:
  struct Repetition {
    RepCue cue;
    Time forward_begins, back_ends;
    std::optional<Time> given_up = {};
    PerSide<double> given_up_rad = {0, 0};  // the ankles then
  };

  // The weight shifts in the rests; a short rest makes it quick.
  void plan(const RepCue& cue) {
    const Time shift = from_seconds(kForwardShift_s);
    Repetition rep{cue, cue.start - shift, cue.end + shift};
    if (!reps_.empty()) {
      const Time middle = reps_.back().cue.end + (cue.start - reps_.back().cue.end) / 2;
      rep.forward_begins = std::max(rep.forward_begins, middle);
      reps_.back().back_ends = std::min(reps_.back().back_ends, middle);
    }
    reps_.push_back(rep);
  }

  Repetition* current(Time now) {
    for (Repetition& rep : reps_)
      if (now >= rep.forward_begins && now < rep.back_ends) return &rep;
    return nullptr;
  }

  // The weight comes back at once.
  static Motion forward(const Repetition& rep, Time now) {
    const RoundTrip shift{rep.forward_begins, rep.cue.start, rep.cue.end, rep.back_ends};
    if (!rep.given_up) return out_and_back(shift, 0, 1, now);
    const double then = out_and_back(shift, 0, 1, *rep.given_up).position;
    return minimum_jerk(then, 0, *rep.given_up, *rep.given_up + kComingDown, now);
  }

  void give_up(const Instant& now, Repetition& rep) const {
    rep.given_up = now.time;
    for (const Side side : {Side::kLeft, Side::kRight})
      rep.given_up_rad[side] = now.joint_angle_rad[joint(side, "ankle_dorsiflexion")];
  }

  // Who needs all that the calves have before the heels are up does not rise.
  bool is_too_weak(const Instant& now) const {
    const bool throws_trunk = now.joint_rate_rad_s[lumbar_flexion_] > kThrown_rad_s;
    return throws_trunk ||
           (effort_ > kExhausted && !is_up(now, Side::kLeft) && !is_up(now, Side::kRight));
  }

  void feel_effort(const MuscleController& controller) {
    double least = 1;
    for (const size_t line : calves_) least = std::min(least, controller.asked(line));
    effort_ += to_seconds(kControlPeriod) / kFelt_s * (least - effort_);
  }

  size_t joint(Side side, std::string_view part) const { return joint_index(layout_, side, part); }

  Eigen::Vector2d middle_of_balls(const Instant& now) const {
    Eigen::Vector2d sum = Eigen::Vector2d::Zero();
    int count = 0;
    for (const Side side : {Side::kLeft, Side::kRight})
      for (const SolePoint& point : now.soles[side])
        if (std::find(balls_[side].begin(), balls_[side].end(), point.geom) != balls_[side].end()) {
          sum += point.place_m.head<2>();
          ++count;
        }
    return sum / count;
  }

  bool is_up(const Instant& now, Side side) const {
    return std::any_of(now.soles[side].begin(), now.soles[side].end(), [&](const SolePoint& point) {
      return point.geom == heel_[side] && point.place_m.z() > kHeelDown_m;
    });
  }

  bool is_falling(const Instant& now) const {
    const double capture = capture_m(now.balance).x() - middle_of_balls(now).x();
    return capture < -kMostBackward_m || capture > kMostForward_m;
  }

  void raise(const Moment& moment, const Repetition& rep, Wishes& wishes) const {
    const Instant& now = moment.now;
    wishes.goal().com_weight.z() = 0;
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const size_t ankle = joint(side, "ankle_dorsiflexion"), knee = joint(side, "knee_flexion");
      const double rest = wishes.rest_angle(ankle);
      const int velocity = moment.physics.velocity_index(static_cast<int>(ankle));
      const double too_much = moment.controller.shortfall(velocity) / kGivingUp;
      wishes.joint(moment.physics, now, ankle,
                   rep.given_up ? minimum_jerk(rep.given_up_rad[side], rest, *rep.given_up,
                                               *rep.given_up + kComingDown, now.time)
                                : out_and_back(rep.cue, rest, rep.cue.target_rad, now.time),
                   kAnkle / (1 + too_much * too_much));
      if (effort_ > kExhausted) wishes.goal().own.push_back(velocity);
      wishes.joint(moment.physics, now, knee, {wishes.rest_angle(knee), 0, 0}, kKnee);
      const bool is_rising = now.time < rep.cue.down && !rep.given_up;
      if (is_rising || is_up(now, side)) wishes.rise_on_forefoot(side);
    }
  }

  const Layout& layout_;
  HoldingArms arms_{kArmYield_s};
  PlaneMotion course_{Eigen::Vector2d::Zero()};
  std::vector<Repetition> reps_;
  std::vector<size_t> calves_;       // muscles
  size_t lumbar_flexion_ = 0;        // joint
  double effort_ = 0;                // of all of them
  PerSide<int> heel_ = {-1, -1};     // geom
  PerSide<std::vector<int>> balls_;  // geoms
  std::optional<Eigen::Vector2d>
      home_m_;  // centre of mass at the start, from the balls of the feet
};

}  // namespace

std::unique_ptr<Movement> raise_heels(const Model& model, const std::vector<RepCue>& cues) {
  return std::make_unique<RaisingHeels>(model, cues);
}

}  // namespace steppage
