#include "control/exercises/knee_extension.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "control/postures.hpp"
#include "control/repetitions.hpp"
#include "control/wishes.hpp"

namespace steppage {
namespace {

constexpr double kLead_s = 2;   // sits still first
constexpr double kTrail_s = 1;  // and last
constexpr double kDegree = std::numbers::pi / 180;

// A leg that stays behind feels heavy: the load that it seems to carry grows while it does, and is
// pushed against.
constexpr double kLoadGain = 80;      // Nm per rad s
constexpr double kMostShortfall = 3;  // rad/s2 that a full effort may be short of
constexpr double kMostLoad = 40;      // Nm: more than a leg weighs

// Found by trial on patients of 1.50 to 1.95 m at drives of 0.1 to 1: smooth, symmetric, no
// stamping.
constexpr double kTrunkWeight = 10;
constexpr double kLumbarWeight = 5;
constexpr double kMovingWeight = 1;
constexpr double kPostureWeight = 0.4;
constexpr double kRestingWeight = 0.02;  // a leg that rests lies where it is

// On its way back under the knee the foot is freed of the floor by lifting the thigh.
constexpr double kThighLift = 2.5 * kDegree;
constexpr double kLiftShare = 0.35;  // of the way down: its last part

struct Settings {
  Repetitions repetitions;
  double target_deg = 8;  // knee flexion left at the top: the soft bend
};

// Out to the target, and back.
Motion out_and_back(const RepCue& cue, double rest, double target, Time now) {
  return now < cue.down ? minimum_jerk(rest, target, cue.start, cue.top, now)
                        : minimum_jerk(target, rest, cue.down, cue.end, now);
}

Time lift_begins(const RepCue& cue) {
  return cue.end - from_seconds(kLiftShare * to_seconds(cue.end - cue.down));
}

Motion thigh_lift(const RepCue& cue, double rest, Time now) {
  const Time begin = lift_begins(cue);
  const Time middle = begin + (cue.end - begin) / 2;
  return now < middle ? minimum_jerk(rest, rest + kThighLift, begin, middle, now)
                      : minimum_jerk(rest + kThighLift, rest, middle, cue.end, now);
}

class KneeExtending final : public Performance {
 public:
  KneeExtending(const Model& model, const Posture& posture, const std::vector<RepCue>& cues)
      : controller_(model), wishes_(model, posture, {60, 36, 100}) {
    const Layout& layout = model.layout();
    for (size_t i = 0; i < layout.joints.size(); ++i)
      if (layout.joints[i].starts_with("lumbar")) lumbar_.push_back(i);
    for (const RepCue& cue : cues) {
      const std::string side(name(cue.side));
      std::vector<size_t> joints;
      for (size_t i = 0; i < layout.joints.size(); ++i)
        if (layout.joints[i].starts_with(side)) joints.push_back(i);
      legs_.push_back({cue, joints,
                       static_cast<size_t>(find_index(layout.joints, side + "_knee_flexion")),
                       static_cast<size_t>(find_index(layout.joints, side + "_hip_flexion")),
                       model.body_index(side + "_thigh")});
    }
  }

  void drive(const Physics& physics, const Instant& now, Drive& drive) override {
    wishes_.clear();
    wishes_.free_feet();  // the seat carries her
    wishes_.orientation(now, kTrunkWeight);
    wishes_.rest(physics, now, kRestingWeight);
    for (const size_t joint : lumbar_) wish_rest(physics, now, joint, kLumbarWeight);
    for (const Leg& leg : legs_)
      if (now.time >= leg.cue.start && now.time < leg.cue.end) wish_extension(physics, now, leg);
    const Eigen::VectorXd& activation = controller_.solve(physics, wishes_.goal());
    for (size_t i = 0; i < drive.muscles.size(); ++i)
      drive.muscles[i].voluntary = activation[static_cast<Eigen::Index>(i)];
  }

 private:
  struct Leg {
    RepCue cue;
    std::vector<size_t> joints;  // of this leg; index as Layout::joints
    size_t knee, hip;
    int thigh;  // body that leaves the seat
  };

  void wish_rest(const Physics& physics, const Instant& now, size_t joint, double weight) {
    wishes_.joint(physics, now, joint, {wishes_.rest_angle(joint), 0, 0}, weight);
  }

  void wish_extension(const Physics& physics, const Instant& now, const Leg& leg) {
    Goal& goal = wishes_.goal();
    if (now.time >= lift_begins(leg.cue)) goal.moving.push_back(leg.thigh);
    for (const size_t joint : leg.joints) wish_rest(physics, now, joint, kPostureWeight);
    if (now.time < leg.cue.start + kControlPeriod) {
      knee_rest_ = now.joint_angle_rad[leg.knee];  // from where it is, and back there
      load_ = 0;
    }
    const double hip_rest = wishes_.rest_angle(leg.hip);
    const Motion knee = out_and_back(leg.cue, knee_rest_, leg.cue.target_rad, now.time);
    wishes_.joint(physics, now, leg.knee, knee, kMovingWeight);
    wishes_.joint(physics, now, leg.hip, thigh_lift(leg.cue, hip_rest, now.time), kMovingWeight);

    const int velocity = physics.velocity_index(static_cast<int>(leg.knee));
    feel_load(knee.position - now.joint_angle_rad[leg.knee], controller_.shortfall(velocity));
    goal.load[velocity] = load_;
  }

  // It stops growing when the muscles are already asked for all they have.
  void feel_load(double error, double shortfall) {
    const bool exhausted = std::fabs(shortfall) > kMostShortfall && shortfall * error > 0;
    if (exhausted) return;
    load_ =
        std::clamp(load_ - kLoadGain * error * to_seconds(kControlPeriod), -kMostLoad, kMostLoad);
  }

  MuscleController controller_;
  Wishes wishes_;
  std::vector<Leg> legs_;       // one a cue
  std::vector<size_t> lumbar_;  // joints
  double knee_rest_ = 0;        // rad, of the moving leg
  double load_ = 0;             // Nm, that the moving knee seems to carry
};

class KneeExtension final : public Activity {
 public:
  explicit KneeExtension(Settings settings) : settings_(std::move(settings)) {}

  Posture prepare(BodySpec& body) const override { return sit_on_chair(body); }

  std::vector<RepCue> cues(uint64_t seed) const override {
    std::vector<RepCue> cues =
        plan_repetitions(settings_.repetitions, "knee_extension", seed, kLead_s);
    for (RepCue& cue : cues) {
      cue.joint = std::string(name(cue.side)) + "_knee_flexion";
      cue.target_rad = settings_.target_deg * kDegree;
    }
    return cues;
  }

  Time duration(uint64_t seed) const override {
    return cues(seed).back().end + from_seconds(kTrail_s);
  }

  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    return std::make_unique<KneeExtending>(model, posture, cues(seed));
  }

 private:
  Settings settings_;
};

}  // namespace

std::unique_ptr<Activity> read_knee_extension(Reader& reader) {
  Settings settings;
  settings.repetitions = read_repetitions(reader);
  settings.target_deg = reader.number("target_deg", {0, 60}, settings.target_deg);
  reader.text("support", {"none"}, "none");
  return std::make_unique<KneeExtension>(std::move(settings));
}

}  // namespace steppage
