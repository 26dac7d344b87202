#include "control/activities/fidget.hpp"

#include <algorithm>
#include <numbers>

#include "control/interlude.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// As between the repetitions of a seated exercise, but for a trunk that is heavy when it bends.
const PostureHold kSeated = {{60, 36, 100}, 0.02, 60, 60, 0, 0};
constexpr double kMovingWeight = 1;
constexpr double kLegWeight = 0.4;  // of all else in a leg that moves

enum class Part { kLeg, kTrunk, kArm };
constexpr const char* kEpisodeNames[] = {"fidget_leg", "fidget_trunk", "fidget_arm"};

// What somebody does who waits: a joint leaves its rest by so much.
struct Habit {
  const char* joint;  // without its side
  Part part;
  double low_deg, high_deg;
  bool lifts_thigh = false;
};
constexpr Habit kHabits[] = {
    {"knee_flexion", Part::kLeg, -50, -10},      {"knee_flexion", Part::kLeg, 5, 15},
    {"hip_flexion", Part::kLeg, 3, 10, true},    {"hip_adduction", Part::kLeg, -12, 6},
    {"ankle_dorsiflexion", Part::kLeg, -15, 12}, {"lumbar_flexion", Part::kTrunk, -5, 20},
    {"lumbar_bending", Part::kTrunk, -10, 10},   {"lumbar_rotation", Part::kTrunk, -15, 15},
    {"shoulder_flexion", Part::kArm, -10, 40},   {"shoulder_abduction", Part::kArm, 0, 20},
    {"elbow_flexion", Part::kArm, -30, 50},
};

struct Settings {
  double duration_s = 60;
  double pause_s = 0.8;  // between the beginnings of two movements, on average
  double intensity = 1;  // multiplies every angle
};

struct Fidget {
  RepCue timing;
  const Habit* habit;
  std::string joint;
  double by_rad;
};

// Of a joint several fidgets may overlap: they add up.
class Fidgeting final : public Movement {
 public:
  Fidgeting(const Model& model, const Posture& posture, std::vector<Fidget> fidgets)
      : fidgets_(std::move(fidgets)) {
    const Layout& layout = model.layout();
    for (const Fidget& fidget : fidgets_) {
      std::vector<size_t> leg;
      if (fidget.habit->part == Part::kLeg)
        for (size_t i = 0; i < layout.joints.size(); ++i)
          if (layout.joints[i].starts_with(name(fidget.timing.side))) leg.push_back(i);
      leg_.push_back(leg);
      joint_.push_back(find_index(layout.joints, fidget.joint));
      arm_.push_back(find_index(layout.arm_joints, fidget.joint));
      thigh_.push_back(fidget.habit->lifts_thigh
                           ? model.body_index(std::string(name(fidget.timing.side)) + "_thigh")
                           : -1);
    }
    resting_arms_ = posture.angles_rad(layout.arm_joints);
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    const auto wish_joint = [&](size_t joint, Motion motion, double weight) {
      motion.position += wishes.rest_angle(joint);
      wishes.joint(moment.physics, moment.now, joint, motion, weight);
    };
    under_way(moment.now.time, [&](size_t i, const Motion& /*by*/) {
      for (const size_t joint : leg_[i]) wish_joint(joint, {}, kLegWeight);
    });
    under_way(moment.now.time, [&](size_t i, const Motion& by) {
      if (arm_[i] >= 0) return;
      wish_joint(static_cast<size_t>(joint_[i]), by,
                 leg_[i].empty() ? kSeated.lumbar : kMovingWeight);
      if (thigh_[i] >= 0) wishes.lift({thigh_[i]});
    });
  }

  void move_arms(const Moment& moment, Drive& drive) override {
    drive.arm_angle_rad = resting_arms_;
    under_way(moment.now.time, [&](size_t i, const Motion& by) {
      if (arm_[i] >= 0) drive.arm_angle_rad[static_cast<size_t>(arm_[i])] += by.position;
    });
  }

 private:
  template <class Visit>
  void under_way(Time now, const Visit& visit) const {
    for (size_t i = 0; i < fidgets_.size(); ++i) {
      const RepCue& timing = fidgets_[i].timing;
      if (now >= timing.start && now < timing.end)
        visit(i, out_and_back(timing, 0, fidgets_[i].by_rad, now));
    }
  }

  std::vector<Fidget> fidgets_;
  std::vector<std::vector<size_t>> leg_;  // joints of the leg of each fidget
  std::vector<int> joint_, arm_, thigh_;  // of each fidget; -1: none
  std::vector<double> resting_arms_;
};

class FidgetActivity final : public Interlude {
 public:
  explicit FidgetActivity(Settings settings) : settings_(settings) {}

  Posture prepare(BodySpec& body) const override { return sit_on_chair(body); }

  std::vector<Interval> episodes(uint64_t seed) const override {
    std::vector<Interval> episodes;
    for (const Fidget& fidget : fidgets(seed))
      episodes.push_back(episode(fidget.timing.start, fidget.timing.end,
                                 kEpisodeNames[static_cast<size_t>(fidget.habit->part)],
                                 fidget.timing.side));
    return episodes;
  }

  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    return perform(model, posture, kSeated, seed,
                   std::make_unique<Fidgeting>(model, posture, fidgets(seed)));
  }

 private:
  // Every joint does one thing at a time.
  std::vector<Fidget> fidgets(uint64_t seed) const {
    Random random(seed, "activity/fidget");
    const double end_s = settings_.duration_s;
    std::vector<Fidget> fidgets;
    std::map<std::string, Time> busy_until;
    for (double at_s = kLead_s; at_s < end_s;
         at_s += settings_.pause_s * random.uniform(0.3, 1.7)) {
      const Habit& habit = kHabits[random.index(std::size(kHabits))];
      const Side side = random.index(2) == 0 ? Side::kLeft : Side::kRight;
      RepCue timing;
      timing.start = from_seconds(at_s);
      timing.top = timing.start + from_seconds(random.uniform(0.4, 1.2));
      timing.down = timing.top + from_seconds(random.uniform(0, 1.5));
      timing.end = timing.down + from_seconds(random.uniform(0.4, 1.2));
      std::string joint = habit.joint;
      if (habit.part != Part::kTrunk) {
        timing.side = side;
        joint = std::string(name(side)) + "_" + joint;
      }
      const double by_deg = random.uniform(habit.low_deg, habit.high_deg);
      if (timing.start < busy_until[joint]) continue;
      busy_until[joint] = timing.end;
      fidgets.push_back({timing, &habit, joint, settings_.intensity * by_deg * kDegree});
    }
    return fidgets;
  }

  Settings settings_;
};

}  // namespace

std::unique_ptr<Activity> read_fidget(Reader& reader) {
  Settings settings;
  settings.duration_s = reader.number("duration_s", {5, 3600}, settings.duration_s);
  settings.pause_s = reader.number("pause_s", {0.1, 60}, settings.pause_s);
  settings.intensity = reader.number("intensity", {0.1, 1.5}, settings.intensity);
  return std::make_unique<FidgetActivity>(settings);
}

}  // namespace steppage
