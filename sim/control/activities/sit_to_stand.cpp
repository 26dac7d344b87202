#include "control/activities/sit_to_stand.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "control/interlude.hpp"
#include "control/postures.hpp"
#include "core/gravity.hpp"
#include "physics/reach.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// Found by trial on patients of 1.50 to 1.95 m and 48 to 110 kg, as all that follows.
const PostureHold kHold = {{36, 36, 180}, 1, 60, 60, 2000, 160};
constexpr double kStandingWeight = 5;  // of the joints; the pelvis and the balance decide
constexpr double kStillWeight = 10;    // of pelvis and trunk while the patient just sits
constexpr double kStillLumbarWeight = 5;

// How the trunk leans: pelvis and back.
struct Lean {
  double pelvis_rad, lumbar_rad;
};
constexpr Lean kLeanUp = {20 * kDegree, 21 * kDegree};
constexpr Lean kLeanDown = {18 * kDegree, 12 * kDegree};

// Momentum transfer (Schenkman et al. 1990, Phys Ther 70:638): the trunk is still on its way
// forward when the seat is left. Shares of the time that standing up takes.
constexpr double kSeatOff = 0.19;
constexpr double kLeansUntil = 0.38;
constexpr double kStraightensFrom = 0.38;
// Shares of the time that sitting down takes.
constexpr double kSeatOn = 0.55;
constexpr double kBendsUntil = 0.55;
constexpr double kSitsUpFrom = 0.78;

constexpr double kLoading_s = 0.02;   // the feet take over from the seat
constexpr double kUnloading_s = 0.7;  // and hand back to it
constexpr double kSink_m = 0.01;      // below where the pelvis rests: the seat is met for certain
// At the seat the centre of mass goes for a point before the one of quiet stance when rising, so
// that it does not fall back, and for one behind when sitting down.
constexpr double kAhead_m = 0.04;
constexpr double kBehind = 0.115;   // of the height of the standing pelvis: back into the seat
constexpr double kReturn = 1.5;     // of the centre of pressure beyond the capture point
constexpr double kMargin_m = 0.01;  // soles give way at their edges

struct Settings {
  int repetitions = 5;
  double up_s = 2, stand_s = 2, down_s = 2.6, sit_s = 2;
  bool arms_forward = false;
};

struct Cycle {
  Time up, stood, down, sat;
};

Time share_of(Time start, Time end, double share) {
  return start + from_seconds(share * to_seconds(end - start));
}

Motion operator+(const Motion& a, const Motion& b) {
  return {a.position + b.position, a.velocity + b.velocity, a.acceleration + b.acceleration};
}
Motion operator*(double factor, const Motion& motion) {
  return {factor * motion.position, factor * motion.velocity, factor * motion.acceleration};
}

// There and back, each within its own time.
Motion bump(Time start, Time top, Time down, Time end, Time now) {
  return minimum_jerk(0, 1, start, top, now) + -1 * minimum_jerk(0, 1, down, end, now);
}

// The rectangle of the floor under both feet, without their toes, which yield.
struct Base {
  Eigen::Vector2d low_m = Eigen::Vector2d::Constant(INFINITY);
  Eigen::Vector2d high_m = Eigen::Vector2d::Constant(-INFINITY);
  Eigen::Vector2d middle_m() const { return (low_m + high_m) / 2; }
};

Base base_under(const Instant& now) {
  Base base;
  for (const Side side : {Side::kLeft, Side::kRight})
    for (const SolePoint& point : now.soles[side]) {
      if (point.is_toe) continue;
      base.low_m = base.low_m.cwiseMin(point.place_m.head<2>());
      base.high_m = base.high_m.cwiseMax(point.place_m.head<2>());
    }
  return base;
}

// Standing: knees not locked, as in quiet stance.
struct Stance {
  Posture posture;
  Base base;
  Eigen::Vector2d com_m;
};

Stance stance_of(const Model& model, const Posture& seated) {
  constexpr double kKnee_rad = 0.06, kShankLean_rad = 0.08;
  Stance stance;
  stance.posture.joint_angle_rad = seated.joint_angle_rad;
  for (const std::string side : {"left_", "right_"}) {
    stance.posture.joint_angle_rad[side + "hip_flexion"] = kKnee_rad - kShankLean_rad;
    stance.posture.joint_angle_rad[side + "knee_flexion"] = kKnee_rad;
    stance.posture.joint_angle_rad[side + "ankle_dorsiflexion"] = kShankLean_rad;
    stance.posture.joint_angle_rad[side + "subtalar_inversion"] = 0;
  }
  const BodyPoint ankle{"right_foot"};  // as high as in the seated posture: the feet are flat
  stance.posture.pelvis_position_m.z() =
      (place(model, seated, ankle) - place(model, stance.posture, ankle)).z();
  Physics physics(model, stance.posture);
  const Instant& standing = physics.step(physics.idle());
  stance.base = base_under(standing);
  stance.com_m = standing.balance.com_m.head<2>();
  return stance;
}

class Rising final : public Movement {
 public:
  Rising(const Model& model, const Posture& seated, const Settings& settings,
         std::vector<Cycle> cycles)
      : settings_(settings),
        cycles_(std::move(cycles)),
        seated_height_m_(seated.pelvis_position_m.z()),
        height_m_(seated_height_m_),
        stance_(stance_of(model, seated)) {
    const Layout& layout = model.layout();
    lumbar_flexion_ = static_cast<size_t>(find_index(layout.joints, "lumbar_flexion"));
    for (const std::string& joint : layout.joints) {
      standing_.push_back(stance_.posture.angle_rad(joint));
      hips_.push_back(joint.ends_with("hip_flexion"));
      feet_.push_back(joint.ends_with("dorsiflexion") || joint.ends_with("inversion"));
    }
    for (const char* body : {"pelvis", "left_thigh", "right_thigh"})
      on_seat_.push_back(model.body_index(body));
    for (const std::string& joint : layout.arm_joints) {
      arms_.push_back(seated.angle_rad(joint));
      forward_arms_.push_back(joint.ends_with("shoulder_flexion") ? 80 * kDegree
                              : joint.ends_with("elbow_flexion")  ? 10 * kDegree
                                                                  : arms_.back());
    }
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    const Instant& now = moment.now;
    const Cycle& cycle = current(now.time);
    const bool is_rising = now.time < cycle.down;
    const Motion rise = is_rising ? risen(cycle, now.time) : sunk(cycle, now.time);
    const double load = is_rising ? taken_over(cycle, now.time) : handed_back(cycle, now.time);
    const Motion lean = is_rising ? leaning_up(cycle, now.time) : leaning_down(cycle, now.time);
    const Lean& by = is_rising ? kLeanUp : kLeanDown;
    const bool is_still = now.time < cycle.up || now.time > cycle.sat;

    wishes.clear();
    wish_joints(moment, rise, by.pelvis_rad * lean, load, wishes);
    wishes.rest_trunk(moment.physics, now, is_still ? kStillLumbarWeight : kHold.lumbar);
    wishes.displace(moment.physics, lumbar_flexion_, by.lumbar_rad * lean);
    wishes.orientation(now, is_still ? kStillWeight : kHold.orientation);
    wishes.turn_pelvis(1, by.pelvis_rad * lean);
    if (load == 0) {
      feet_m_ = base_under(now).middle_m() - stance_.base.middle_m();
      seat_n_ = now.balance.contact_force_n.z() - now.ground_reaction_n.left.z() -
                now.ground_reaction_n.right.z();
    } else {
      carry(moment, is_rising, rise, load, wishes);
    }
    height_m_ = now.pelvis_position_m.z();
  }

  void move_arms(const Moment& moment, Drive& drive) override {
    drive.arm_angle_rad = arms_;
    if (!settings_.arms_forward) return;
    const Cycle& cycle = current(moment.now.time);
    const double share = bump(cycle.up - from_seconds(1), cycle.up, cycle.sat,
                              cycle.sat + from_seconds(1), moment.now.time)
                             .position;
    for (size_t i = 0; i < arms_.size(); ++i)
      drive.arm_angle_rad[i] += share * (forward_arms_[i] - arms_[i]);
  }

 private:
  const Cycle& current(Time now) const {
    size_t i = 0;
    while (i + 1 < cycles_.size() && now >= cycles_[i + 1].up - from_seconds(1)) ++i;
    return cycles_[i];
  }

  // 0 seated, 1 standing.
  static Motion risen(const Cycle& cycle, Time now) {
    return minimum_jerk(0, 1, share_of(cycle.up, cycle.stood, kSeatOff), cycle.stood, now);
  }
  static Motion sunk(const Cycle& cycle, Time now) {
    return minimum_jerk(1, 0, cycle.down, share_of(cycle.down, cycle.sat, kSeatOn), now);
  }
  // The share of the weight that feet and legs are to carry.
  static double taken_over(const Cycle& cycle, Time now) {
    const Time off = share_of(cycle.up, cycle.stood, kSeatOff);
    return minimum_jerk(0, 1, off, off + from_seconds(kLoading_s), now).position;
  }
  static double handed_back(const Cycle& cycle, Time now) {
    const Time on = share_of(cycle.down, cycle.sat, kSeatOn);
    return minimum_jerk(1, 0, on, on + from_seconds(kUnloading_s), now).position;
  }
  static Motion leaning_up(const Cycle& cycle, Time now) {
    return bump(cycle.up, share_of(cycle.up, cycle.stood, kLeansUntil),
                share_of(cycle.up, cycle.stood, kStraightensFrom), cycle.stood, now);
  }
  static Motion leaning_down(const Cycle& cycle, Time now) {
    return bump(cycle.down, share_of(cycle.down, cycle.sat, kBendsUntil),
                share_of(cycle.down, cycle.sat, kSitsUpFrom), cycle.sat, now);
  }

  // Loaded feet stand as the floor wants.
  void wish_joints(const Moment& moment, const Motion& rise, const Motion& pelvis, double load,
                   Wishes& wishes) const {
    for (size_t i = 0; i < standing_.size(); ++i) {
      const double seated = wishes.rest_angle(i);
      Motion motion = Motion{seated, 0, 0} + (standing_[i] - seated) * rise;
      if (hips_[i]) motion = motion + pelvis;
      const double loaded = feet_[i] ? 0 : kStandingWeight;
      wishes.joint(moment.physics, moment.now, i, motion,
                   (1 - load) * kHold.joints + load * loaded);
    }
  }

  // The seat is not to be counted on but for what it still carries.
  void carry(const Moment& moment, bool is_rising, const Motion& rise, double load,
             Wishes& wishes) const {
    Goal& goal = wishes.goal();
    wishes.lift(on_seat_);
    goal.load[2] = (1 - load) * seat_n_;
    const double seat = seated_height_m_ - (is_rising ? 0 : kSink_m);
    const double way = stance_.posture.pelvis_position_m.z() - seat;
    const double height = moment.now.pelvis_position_m.z();
    const double rate = (height - height_m_) / to_seconds(kControlPeriod);
    const double stiffness = kHold.stiffness.body;
    goal.acceleration[2] = way * rise.acceleration +
                           stiffness * (seat + way * rise.position - height) +
                           2 * std::sqrt(stiffness) * (way * rise.velocity - rate);
    goal.weight[2] = load * kHold.height;

    Eigen::Vector2d point = feet_m_ + stance_.com_m + moment.place_error_m;
    const double behind_m = kBehind * stance_.posture.pelvis_position_m.z();
    point.x() += (is_rising ? kAhead_m : -behind_m) * (1 - rise.position);
    balance(moment.now, point, load * kHold.balance, goal);
  }

  // As Wishes::balance, of a body that goes up and down, over feet of which parts may just be
  // unloaded.
  void balance(const Instant& now, const Eigen::Vector2d& point_m, double weight,
               Goal& goal) const {
    const Balance& body = now.balance;
    const double rate2 = (kGravity_m_s2 + goal.acceleration[2]) / std::max(0.3, body.com_m.z());
    const Eigen::Vector2d com = body.com_m.head<2>();
    const Eigen::Vector2d capture =
        com + body.linear_momentum.head<2>() / body.mass_kg / std::sqrt(std::max(1.0, rate2));
    const Eigen::Vector2d low = (feet_m_ + stance_.base.low_m).array() + kMargin_m;
    const Eigen::Vector2d high = (feet_m_ + stance_.base.high_m).array() - kMargin_m;
    const Eigen::Vector2d pressure =
        (point_m + kReturn * (capture - point_m)).cwiseMax(low).cwiseMin(high);
    goal.com_acceleration.head<2>() = rate2 * (com - pressure);
    goal.com_weight.head<2>().setConstant(weight);
  }

  Settings settings_;
  std::vector<Cycle> cycles_;
  double seated_height_m_, height_m_;  // of the pelvis; now, the latter of a control period ago
  Stance stance_;
  size_t lumbar_flexion_ = 0;
  std::vector<double> standing_;                      // rad, index as Layout::joints
  std::vector<bool> hips_, feet_;                     // likewise
  std::vector<int> on_seat_;                          // bodies
  std::vector<double> arms_, forward_arms_;           // rad, index as Layout::arm_joints
  Eigen::Vector2d feet_m_ = Eigen::Vector2d::Zero();  // where they are, seen from the stance's
  double seat_n_ = 0;                                 // that the seat carried last
};

class SitToStand final : public Interlude {
 public:
  explicit SitToStand(Settings settings) : settings_(settings) {}

  Posture prepare(BodySpec& body) const override { return sit_ready_to_rise(body); }

  std::vector<Interval> episodes(uint64_t /*seed*/) const override {
    std::vector<Interval> episodes;
    for (const Cycle& cycle : cycles()) {
      episodes.push_back(episode(cycle.up, cycle.stood, "stand_up"));
      episodes.push_back(episode(cycle.stood, cycle.down, "stand"));
      episodes.push_back(episode(cycle.down, cycle.sat, "sit_down"));
    }
    return episodes;
  }

  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    return perform(model, posture, kHold, seed,
                   std::make_unique<Rising>(model, posture, settings_, cycles()));
  }

 private:
  std::vector<Cycle> cycles() const {
    std::vector<Cycle> cycles;
    Time next = from_seconds(kLead_s);
    for (int i = 0; i < settings_.repetitions; ++i) {
      Cycle cycle;
      cycle.up = next;
      cycle.stood = cycle.up + from_seconds(settings_.up_s);
      cycle.down = cycle.stood + from_seconds(settings_.stand_s);
      cycle.sat = cycle.down + from_seconds(settings_.down_s);
      next = cycle.sat + from_seconds(settings_.sit_s);
      cycles.push_back(cycle);
    }
    return cycles;
  }

  Settings settings_;
};

}  // namespace

std::unique_ptr<Activity> read_sit_to_stand(Reader& reader) {
  Settings settings;
  settings.repetitions =
      static_cast<int>(reader.integer("repetitions", {1, 100}, settings.repetitions));
  Reader tempo = reader.object("tempo_s");
  settings.up_s = tempo.number("up", {1.5, 5}, settings.up_s);
  settings.stand_s = tempo.number("stand", {0.5, 60}, settings.stand_s);
  settings.down_s = tempo.number("down", {2, 6}, settings.down_s);
  settings.sit_s = tempo.number("sit", {1, 60}, settings.sit_s);
  tempo.finish();
  settings.arms_forward = reader.text("arms", {"down", "forward"}, "down") == "forward";
  return std::make_unique<SitToStand>(settings);
}

}  // namespace steppage
