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
constexpr double kAnkle = 20;       // that lifts the body
constexpr double kBehind_m = 0.03;  // of the middle of the balls of the feet

// Hands that hold a support nearly keep their place: they steady the body over its short base.
constexpr double kArmYield_s = 3;

// A body that falls to beyond these places, from the balls of the feet, comes down.
constexpr double kMostBackward_m = 0.09, kMostForward_m = 0.06;
constexpr Time kComingDown{500'000};

constexpr double kHeelDown_m = 0.003;

class RaisingHeels final : public Movement {
 public:
  RaisingHeels(const Model& model, const std::vector<RepCue>& cues) : layout_(model.layout()) {
    for (const RepCue& cue : cues)
      if (reps_.empty() || reps_.back().cue.start < cue.start) plan(cue);
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const std::string prefix = std::string(name(side)) + "_";
      heel_[side] = model.geom_index(prefix + "heel");
      for (const char* geom : {"metatarsal_1", "metatarsal_5"})
        balls_[side].push_back(model.geom_index(prefix + geom));
    }
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    const Instant& now = moment.now;
    wishes.goal().effort = kEffort;
    const Eigen::Vector2d balls = middle_of_balls(now);
    if (!home_m_) home_m_ = moment.start_com_m.head<2>() - balls;
    PlaneMotion course{balls + *home_m_ + moment.place_error_m};
    if (Repetition* rep = current(now.time)) {
      const Motion share = out_and_back(
          {rep->forward_begins, rep->cue.start, rep->cue.end, rep->back_ends}, 0, 1, now.time);
      const Eigen::Vector2d way(-kBehind_m - home_m_->x(), 0);
      course.position_m += share.position * way;
      course.velocity_m_s = share.velocity * way;
      course.acceleration_m_s2 = share.acceleration * way;
      if (now.time >= rep->cue.start && now.time < rep->cue.end) raise(moment, *rep, wishes);
    }
    for (const Side side : {Side::kLeft, Side::kRight}) wishes.keep_flat(moment.physics, now, side);
    wishes.balance(now, course, kOnForefeet.balance);
  }

  void move_arms(const Moment& moment, Drive& drive) override {
    yield_arms(moment, kArmYield_s, drive);
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
    const Balance& body = now.balance;
    const double fall_s = std::sqrt(body.com_m.z() / kGravity_m_s2);
    const double capture = body.com_m.x() + fall_s * body.linear_momentum.x() / body.mass_kg -
                           middle_of_balls(now).x();
    return capture < -kMostBackward_m || capture > kMostForward_m;
  }

  void raise(const Moment& moment, Repetition& rep, Wishes& wishes) const {
    const Instant& now = moment.now;
    if (!rep.given_up && is_falling(now)) {
      rep.given_up = now.time;
      for (const Side side : {Side::kLeft, Side::kRight})
        rep.given_up_rad[side] = now.joint_angle_rad[joint(side, "ankle_dorsiflexion")];
    }
    wishes.goal().com_weight.z() = 0;
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const size_t ankle = joint(side, "ankle_dorsiflexion"), knee = joint(side, "knee_flexion");
      const double rest = wishes.rest_angle(ankle);
      wishes.joint(moment.physics, now, ankle,
                   rep.given_up ? minimum_jerk(rep.given_up_rad[side], rest, *rep.given_up,
                                               *rep.given_up + kComingDown, now.time)
                                : out_and_back(rep.cue, rest, rep.cue.target_rad, now.time),
                   kAnkle);
      wishes.joint(moment.physics, now, knee, {wishes.rest_angle(knee), 0, 0}, kKnee);
      const bool is_rising = now.time < rep.cue.down && !rep.given_up;
      if (is_rising || is_up(now, side)) wishes.rise_on_forefoot(side);
    }
  }

  const Layout& layout_;
  std::vector<Repetition> reps_;
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
