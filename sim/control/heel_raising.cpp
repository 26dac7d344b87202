#include "control/heel_raising.hpp"

#include <algorithm>
#include <cmath>

#include "control/arm_moves.hpp"
#include "core/gravity.hpp"

namespace steppage {
namespace {

// Weights and places found by trial on patients of 1.50 to 1.95 m.
constexpr double kEffort = 10;  // what balance costs matters less than balance
constexpr double kKnee = 100;   // nearly straight, it says no height
constexpr double kAnkle = 100;  // that lifts the body
constexpr double kEven = 5;     // of the soles

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

bool is_among(int geom, const std::vector<int>& geoms) {
  return std::find(geoms.begin(), geoms.end(), geom) != geoms.end();
}

class RaisingHeels final : public Movement {
 public:
  RaisingHeels(const Model& model, const std::vector<RepCue>& cues)
      : heels_(model, kOnBothForefeet, cues) {}

  void wish(const Moment& moment, Wishes& wishes) override {
    const Instant& now = moment.now;
    wishes.goal().effort = kEffort;
    const Eigen::Vector2d balls = heels_.balls_m(now);
    if (!home_m_) home_m_ = moment.start_com_m.head<2>() - balls;
    course_ = heels_.wish(moment, {balls + *home_m_ + moment.place_error_m}, true, wishes);
    for (const Side side : {Side::kLeft, Side::kRight})
      wishes.keep_flat(moment.physics, now, side, kEven);
    wishes.balance(now, course_, kOnForefeet.balance);
  }

  void move_arms(const Moment& moment, Drive& drive) override {
    const Eigen::Vector3d push_n = steadying_push_n(moment.now.balance, course_);
    arms_.move(moment, {push_n, push_n}, drive);
  }

 private:
  HeelLift heels_;
  HoldingArms arms_{kArmYield_s};
  PlaneMotion course_{Eigen::Vector2d::Zero()};
  // Centre of mass at the start, from the balls of the feet.
  std::optional<Eigen::Vector2d> home_m_;
};

}  // namespace

HeelLift::HeelLift(const Model& model, const ForwardShift& shift, const std::vector<RepCue>& cues)
    : layout_(model.layout()), shift_(shift) {
  for (const RepCue& cue : cues) plan(cue);
  lumbar_flexion_ = static_cast<size_t>(find_index(layout_.joints, "lumbar_flexion"));
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::string prefix = std::string(name(side)) + "_";
    for (const char* muscle : {"SOL", "GAS"})
      calves_[side].push_back(static_cast<size_t>(find_index(layout_.muscles, prefix + muscle)));
    heel_[side] = model.geom_index(prefix + "heel");
    for (const char* geom : {"metatarsal_1", "metatarsal_5"})
      balls_[side].push_back(model.geom_index(prefix + geom));
  }
}

PlaneMotion HeelLift::wish(const Moment& moment, const PlaneMotion& over_feet, bool may_rise,
                           Wishes& wishes) {
  const Instant& now = moment.now;
  Repetition* rep = current(now.time);
  feel_effort(moment.controller, rep ? *rep : reps_.front());
  if (!rep) return over_feet;
  const bool is_raising = now.time >= rep->cue.start && now.time < rep->cue.end;
  if (!rep->given_up &&
      ((is_raising && !may_rise) || is_falling(now, *rep) || is_too_weak(now, *rep)))
    give_up(now, *rep);
  const Motion share = forward(*rep, now.time);
  const Motion up = out_and_back(rep->cue, shift_.behind_m, shift_.behind_up_m, now.time);
  const Eigen::Vector2d over_balls =
      balls_m(now, *rep) - Eigen::Vector2d(up.position, 0) + moment.place_error_m;
  const Eigen::Vector2d way = over_balls - over_feet.position_m;
  if (is_raising) raise(moment, *rep, wishes);
  return {over_feet.position_m + share.position * way,
          over_feet.velocity_m_s + share.velocity * way,
          over_feet.acceleration_m_s2 + share.acceleration * way};
}

bool HeelLift::is_under_way(Time now) const {
  return std::any_of(reps_.begin(), reps_.end(), [now](const Repetition& rep) {
    return now >= rep.forward_begins && now < rep.back_ends;
  });
}

Eigen::Vector2d HeelLift::balls_m(const Instant& now) const {
  const auto next = std::find_if(reps_.begin(), reps_.end(),
                                 [&](const Repetition& rep) { return now.time < rep.back_ends; });
  return balls_m(now, next == reps_.end() ? reps_.back() : *next);
}

// The weight shifts in the rests; a short rest makes it quick.
void HeelLift::plan(const RepCue& cue) {
  if (!reps_.empty() && reps_.back().cue.start == cue.start)
    return reps_.back().sides.push_back(cue.side);
  const Time shift = from_seconds(shift_.duration_s);
  Repetition rep{cue, {cue.side}, cue.start - shift, cue.end + shift};
  if (!reps_.empty()) {
    const Time middle = reps_.back().cue.end + (cue.start - reps_.back().cue.end) / 2;
    rep.forward_begins = std::max(rep.forward_begins, middle);
    reps_.back().back_ends = std::min(reps_.back().back_ends, middle);
  }
  reps_.push_back(rep);
}

HeelLift::Repetition* HeelLift::current(Time now) {
  for (Repetition& rep : reps_)
    if (now >= rep.forward_begins && now < rep.back_ends) return &rep;
  return nullptr;
}

// The weight comes back at once.
Motion HeelLift::forward(const Repetition& rep, Time now) {
  const RoundTrip shift{rep.forward_begins, rep.cue.start, rep.cue.end, rep.back_ends};
  if (!rep.given_up) return out_and_back(shift, 0, 1, now);
  const double then = out_and_back(shift, 0, 1, *rep.given_up).position;
  return minimum_jerk(then, 0, *rep.given_up, *rep.given_up + kComingDown, now);
}

void HeelLift::give_up(const Instant& now, Repetition& rep) const {
  rep.given_up = now.time;
  for (const Side side : rep.sides)
    rep.given_up_rad[side] = now.joint_angle_rad[joint_index(layout_, side, "ankle_dorsiflexion")];
}

// Who needs all that the calves have before the heels are up does not rise.
bool HeelLift::is_too_weak(const Instant& now, const Repetition& rep) const {
  const bool throws_trunk = now.joint_rate_rad_s[lumbar_flexion_] > kThrown_rad_s;
  return throws_trunk ||
         (effort_ > kExhausted && std::none_of(rep.sides.begin(), rep.sides.end(),
                                               [&](Side side) { return is_up(now, side); }));
}

void HeelLift::feel_effort(const MuscleController& controller, const Repetition& rep) {
  double least = 1;
  for (const Side side : rep.sides)
    for (const size_t line : calves_[side]) least = std::min(least, controller.asked(line));
  effort_ += to_seconds(kControlPeriod) / kFelt_s * (least - effort_);
}

Eigen::Vector2d HeelLift::balls_m(const Instant& now, const Repetition& rep) const {
  Eigen::Vector2d sum = Eigen::Vector2d::Zero();
  int count = 0;
  for (const Side side : rep.sides)
    for (const SolePoint& point : now.soles[side])
      if (is_among(point.geom, balls_[side])) {
        sum += point.place_m.head<2>();
        ++count;
      }
  return sum / count;
}

bool HeelLift::is_up(const Instant& now, Side side) const {
  return std::any_of(now.soles[side].begin(), now.soles[side].end(), [&](const SolePoint& point) {
    return point.geom == heel_[side] && point.place_m.z() > kHeelDown_m;
  });
}

bool HeelLift::is_falling(const Instant& now, const Repetition& rep) const {
  const double capture = capture_m(now.balance).x() - balls_m(now, rep).x();
  return capture < -kMostBackward_m || capture > kMostForward_m;
}

void HeelLift::raise(const Moment& moment, const Repetition& rep, Wishes& wishes) const {
  const Instant& now = moment.now;
  wishes.goal().com_weight.z() = 0;
  for (const Side side : rep.sides) {
    const size_t ankle = joint_index(layout_, side, "ankle_dorsiflexion"),
                 knee = joint_index(layout_, side, "knee_flexion");
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

std::unique_ptr<Movement> raise_heels(const Model& model, const std::vector<RepCue>& cues) {
  return std::make_unique<RaisingHeels>(model, cues);
}

}  // namespace steppage
