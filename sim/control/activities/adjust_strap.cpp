#include "control/activities/adjust_strap.hpp"

#include <numbers>

#include "control/interlude.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

// As between the repetitions of a seated exercise, but for the trunk, which is heavy when it leans.
const PostureHold kSeated = {{60, 36, 100}, 0.02, 10, 20, 0, 0};
constexpr double kLeaningWeight = 60;
constexpr double kLegWeight = 1;  // they stand firm meanwhile

// Bent over: the hand of that side comes to the middle of the shank.
constexpr double kPelvis = 4 * kDegree;
constexpr double kLumbarFlexion = 40 * kDegree;
constexpr double kLumbarBending = 6 * kDegree;  // to that side
constexpr double kShoulderFlexion = 55 * kDegree;
constexpr double kElbowFlexion = 12 * kDegree;

constexpr Tempo kUsualTempo = {1.6, 3, 1.6, 2};
constexpr double kTug_s = 0.5;

struct Settings {
  Repetitions repetitions;
  double tug_deg = 5;  // that the leg is moved, about its knee
};

struct Reach {
  RepCue timing;
  std::vector<RepCue> tugs;
  std::vector<double> tug_rad;
};

class Adjusting final : public Movement {
 public:
  Adjusting(const Model& model, const Posture& posture, std::vector<Reach> reaches)
      : reaches_(std::move(reaches)) {
    const Layout& layout = model.layout();
    const auto joint = [&](const std::string& name) {
      return static_cast<size_t>(find_index(layout.joints, name));
    };
    lumbar_flexion_ = joint("lumbar_flexion");
    lumbar_bending_ = joint("lumbar_bending");
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const std::string prefix = std::string(name(side)) + "_";
      for (size_t i = 0; i < layout.joints.size(); ++i)
        if (layout.joints[i].starts_with(prefix)) leg_[side].push_back(i);
      for (const char* part : {"foot", "toes"})
        foot_[side].push_back(model.body_index(prefix + part));
      hip_[side] = joint(prefix + "hip_flexion");
      knee_[side] = joint(prefix + "knee_flexion");
      shoulder_[side] = find_index(layout.arm_joints, prefix + "shoulder_flexion");
      elbow_[side] = find_index(layout.arm_joints, prefix + "elbow_flexion");
    }
    resting_arms_ = posture.angles_rad(layout.arm_joints);
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    const Time now = moment.now.time;
    const auto wish_joint = [&](size_t joint, Motion motion, double weight) {
      motion.position += wishes.rest_angle(joint);
      wishes.joint(moment.physics, moment.now, joint, motion, weight);
    };
    const Reach* reach = under_way(now);
    if (!reach) return;
    const Side side = reach->timing.side;
    const auto lean = [&](double by) { return out_and_back(reach->timing, 0, by, now); };
    wishes.orientation(moment.now, kLeaningWeight);
    wishes.turn_pelvis(1, lean(kPelvis));
    wishes.rest_trunk(moment.physics, moment.now, kLeaningWeight);
    wish_joint(lumbar_flexion_, lean(kLumbarFlexion), kLeaningWeight);
    wish_joint(lumbar_bending_, lean(side == Side::kRight ? kLumbarBending : -kLumbarBending),
               kLeaningWeight);
    wishes.goal().released = {};  // the other foot carries what of the trunk is before the seat
    wishes.lift(foot_[side]);
    for (const Side each : {Side::kLeft, Side::kRight})
      for (const size_t joint : leg_[each]) wish_joint(joint, {}, kLegWeight);
    for (const Side each : {Side::kLeft, Side::kRight})
      wish_joint(hip_[each], lean(kPelvis), kLegWeight);
    for (size_t i = 0; i < reach->tugs.size(); ++i)
      if (now >= reach->tugs[i].start && now < reach->tugs[i].end)
        wish_joint(knee_[side], out_and_back(reach->tugs[i], 0, reach->tug_rad[i], now),
                   kLegWeight);
  }

  void move_arms(const Moment& moment, Drive& drive) override {
    drive.arm_angle_rad = resting_arms_;
    const Reach* reach = under_way(moment.now.time);
    if (!reach) return;
    const double share = out_and_back(reach->timing, 0, 1, moment.now.time).position;
    const auto move = [&](int joint, double to) {
      double& angle = drive.arm_angle_rad[static_cast<size_t>(joint)];
      angle += share * (to - angle);
    };
    move(shoulder_[reach->timing.side], kShoulderFlexion);
    move(elbow_[reach->timing.side], kElbowFlexion);
  }

 private:
  const Reach* under_way(Time now) const {
    for (const Reach& reach : reaches_)
      if (now >= reach.timing.start && now < reach.timing.end) return &reach;
    return nullptr;
  }

  std::vector<Reach> reaches_;
  size_t lumbar_flexion_ = 0, lumbar_bending_ = 0;
  PerSide<std::vector<size_t>> leg_;
  PerSide<size_t> hip_, knee_;
  PerSide<std::vector<int>> foot_;  // bodies
  PerSide<int> shoulder_, elbow_;   // index as Layout::arm_joints
  std::vector<double> resting_arms_;
};

class AdjustStrap final : public Interlude {
 public:
  explicit AdjustStrap(Settings settings) : settings_(std::move(settings)) {}

  Posture prepare(BodySpec& body) const override { return sit_on_chair(body); }

  std::vector<Interval> episodes(uint64_t seed) const override {
    std::vector<Interval> episodes;
    for (const Reach& reach : reaches(seed))
      episodes.push_back(
          episode(reach.timing.start, reach.timing.end, "adjust_strap", reach.timing.side));
    return episodes;
  }

  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    return perform(model, posture, kSeated, seed,
                   std::make_unique<Adjusting>(model, posture, reaches(seed)));
  }

 private:
  // While the hand is at the strap it tugs once after the other.
  std::vector<Reach> reaches(uint64_t seed) const {
    Random random(seed, "activity/strap");
    std::vector<Reach> reaches;
    for (const RepCue& timing :
         plan_repetitions(settings_.repetitions, "adjust_strap", seed, kLead_s)) {
      Reach reach{timing, {}, {}};
      for (Time at = timing.top; at < timing.down;) {
        RepCue tug;
        tug.start = at;
        tug.top = tug.down = tug.start + from_seconds(kTug_s * random.uniform(0.6, 1.4));
        tug.end = tug.top + from_seconds(kTug_s * random.uniform(0.6, 1.4));
        if (tug.end > timing.down) break;
        at = tug.end;
        reach.tugs.push_back(tug);
        reach.tug_rad.push_back(settings_.tug_deg * kDegree * random.uniform(-1, 1));
      }
      reaches.push_back(std::move(reach));
    }
    return reaches;
  }

  Settings settings_;
};

}  // namespace

std::unique_ptr<Activity> read_adjust_strap(Reader& reader) {
  Settings settings;
  settings.repetitions = read_repetitions(reader, kUsualTempo, {"alternate", "left", "right"});
  settings.tug_deg = reader.number("tug_deg", {0, 15}, settings.tug_deg);
  return std::make_unique<AdjustStrap>(std::move(settings));
}

}  // namespace steppage
