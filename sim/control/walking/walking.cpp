#include "control/walking/walking.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

#include "control/bend.hpp"
#include "control/postures.hpp"
#include "core/random.hpp"

namespace steppage {
namespace {

// Motor noise grows with the excitation (Harris & Wolpert 1998, Nature 394:780) and outlasts a
// control period: standard deviation relative to the excitation, time constant.
constexpr double kNoise = 0.025, kNoise_s = 0.05;
// Steps differ by more than muscles' noise, and each goes on with a part of the deviation of the
// one before (Hausdorff 1995, J Appl Physiol 78:349). Standard deviations by trial: with them
// stride times vary by about 1 %, people's by 1 to 3 % (Hausdorff 2005, J Neuroeng Rehabil 2:19),
// which the tuned gaits bear less long.
constexpr StepChange kStep = {.reach_rad = 0.0075, .outwards_rad = 0.005, .vigour = 0.03};
constexpr double kStepGoesOn = 0.5;  // correlation of a step with the next
// The pace that is meant wanders, too, for dozens of steps (Hausdorff 1995); relative standard
// deviation by trial, correlation of a step with the next.
constexpr double kPace = 0.04, kPaceGoesOn = 0.95;
// More of it, at a wander of 1: at a faster pace a foot lands further ahead; and a swinging knee
// bends more or less from step to step. Standard deviations with which strides of the gait `older`
// vary like those of older people (docs/walking.md, section 6). The swings of their shanks vary
// more: for that the knee's would have to be larger by half, and few would walk a minute. Other
// gaits fall within a minute or so.
constexpr double kWanderReach_rad = 0.0255, kWanderKnee_rad = 0.051;
// Steps of who is about to stop; with the last step's numbers, stopping.cpp.
constexpr StepChange kBraking = {.reach_rad = 0.03, .lean_rad = -0.09, .push_off = -1};
// How long a walk keeps its first gains, and how long they then take to become the others.
constexpr double kFirst_s = 2, kBecomes_s = 3;
// Arms hang beside the trunk, elbows bent a little.
constexpr double kShoulder_rad = 0, kAbduction_rad = 0.15, kElbow_rad = 0.35;
constexpr double kPeroneal = 0.17;  // of TA's stimulation; more turns this foot outwards
// A hip that has to lift a swinging foot at the start.
constexpr double kToeRoom_m = 0.02, kMostHip_rad = 1.2, kHipStep_rad = 0.02;

// Gaussian, of standard deviation 1; each value is correlated with the one before.
class Noise {
 public:
  Noise(uint64_t seed, const std::string& of, double correlation)
      : random_(seed, "walking/noise/" + of), correlation_(correlation) {}
  double next() {
    value_ =
        correlation_ * value_ + random_.gaussian(0, std::sqrt(1 - correlation_ * correlation_));
    return value_;
  }

 private:
  Random random_;
  double correlation_;
  double value_ = 0;
};

class WalkingPatient final : public Performance {
 public:
  WalkingPatient(const Model& model, const Walking& walking, uint64_t seed)
      : nerves_(model),
        walking_(walking),
        speed_m_s_(walking.speed_m_s),
        gait_(walking.gait(speed_m_s_)),
        begun_(gait_.first ? 0 : 1),
        reflexes_(gait_.first.value_or(gait_.gains), gait_.uneven),
        excitation_(seed, "walking/excitation"),
        vigour_(seed, "vigour", kStepGoesOn),
        reach_(seed, "reach", kStepGoesOn),
        outwards_(seed, "outwards", kStepGoesOn),
        pace_(seed, "pace", kPaceGoesOn),
        swing_knee_(seed, "swing_knee", 0) {
    constexpr double kCorrelation = 1 - to_seconds(kControlPeriod) / kNoise_s;
    const Layout& layout = model.layout();
    for (const std::string& muscle : layout.muscles)
      noise_.emplace_back(seed, muscle, kCorrelation);
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const std::string prefix = std::string(name(side)) + "_";
      trunk_.erector[side] = index_of(layout.muscles, prefix + "ES");
      trunk_.abdominal[side] = index_of(layout.muscles, prefix + "ABD");
      trunk_.oblique[side] = index_of(layout.muscles, prefix + "OBL");
      shoulder_[side] = index_of(layout.arm_joints, prefix + "shoulder_flexion");
    }
  }

  void drive(const Physics& /*physics*/, const Instant& now, Drive& drive) override {
    follow_turns(now);
    follow_speed(now);
    const Sensed sensed = nerves_.sense(now, path_);
    const WalkingCommand command = reflexes_.step(sensed);
    begin_steps(sensed, now.time);
    for (const Side side : {Side::kLeft, Side::kRight}) {
      for (size_t i = 0; i < kLegMuscles.size(); ++i)
        set(drive, nerves_.muscle(side, i), command.legs[side][i]);
      set(drive, trunk_.erector[side], command.trunk.erector[side]);
      set(drive, trunk_.abdominal[side], command.trunk.abdominal[side]);
      set(drive, trunk_.oblique[side], command.trunk.oblique[side]);
      drive.arm_angle_rad[shoulder_[side]] = kShoulder_rad + command.shoulder_flexion_rad[side];
    }
    if (walking_.stimulation) stimulate(*walking_.stimulation, now, drive);
  }

 private:
  // A path that bends is where the patient is; a straight one begins where the bend ended.
  void follow_turns(const Instant& now) {
    const double time_s = to_seconds(now.time);
    path_.direction_rad = 0;
    for (const Turn& turn : walking_.turns) {
      const double share = std::clamp((time_s - turn.at_s) / (turn.end_s() - turn.at_s), 0.0, 1.0);
      path_.direction_rad += share * turn.by_rad;
      if (share > 0 && share < 1) path_.start_m = now.balance.com_m.head<2>();
    }
  }

  void follow_speed(const Instant& now) {
    const double asked_m_s =
        (1 + pace_change_) *
        asked_speed_m_s(walking_.speed_m_s, walking_.speed_changes, to_seconds(now.time));
    if (!began_) began_ = now.time;
    const double walked_s = to_seconds(now.time - *began_);
    const double begun = gait_.first ? std::clamp((walked_s - kFirst_s) / kBecomes_s, 0.0, 1.0) : 1;
    if (asked_m_s == speed_m_s_ && begun == begun_) return;
    if (asked_m_s != speed_m_s_) gait_ = walking_.gait(asked_m_s);
    speed_m_s_ = asked_m_s;
    begun_ = begun;
    reflexes_.use(begun < 1 ? mixed(*gait_.first, gait_.gains, begun) : gait_.gains, gait_.uneven);
  }

  void begin_steps(const Sensed& sensed, Time time) {
    for (const Side side : {Side::kLeft, Side::kRight}) {
      const bool stands = steppage::stands(reflexes_.phase(side));
      if (stands && !stood_[side]) begin_step(side, sensed, time);
      stood_[side] = stands;
    }
    if (is_to_pass_ && sensed.legs[opposite(landed_)].ahead <= sensed.legs[landed_].ahead)
      pass(sensed);
  }

  void begin_step(Side landed, const Sensed& sensed, Time time) {
    landed_ = landed;
    is_to_pass_ = true;
    const Felt felt = felt_in_step(sensed, landed, heading_at_landing_);
    heading_at_landing_ = sensed.heading;
    const double pace = pace_.next();
    pace_change_ = walking_.variability * kPace * pace;
    const bool brakes = walking_.brakes_from && time >= *walking_.brakes_from;
    corrected_ = corrector_.correct(gait_.feedback, landed, felt);
    others_ = {};
    if (walking_.keeps_pace && !brakes)
      others_.lean_rad += corrector_.lean_to_keep_pace(gait_.feedback, landed, felt);
    others_.vigour += walking_.variability * kStep.vigour * vigour_.next();
    others_.reach_rad += walking_.variability * kStep.reach_rad * reach_.next() +
                         walking_.wander * kWanderReach_rad * pace;
    others_.swing_knee_rad = walking_.wander * kWanderKnee_rad * swing_knee_.next();
    others_.outwards_rad += walking_.variability * kStep.outwards_rad * outwards_.next();
    if (brakes) {
      others_.push_off += kBraking.push_off;
      others_.lean_rad += kBraking.lean_rad;
      others_.reach_rad += kBraking.reach_rad;
    }
    change_step(StepMoment::kLanding, felt);
  }

  void pass(const Sensed& sensed) {
    is_to_pass_ = false;
    const Felt felt = felt_in_step(sensed, landed_, heading_at_landing_);
    const auto corrected = corrector_.correct_in_passing(gait_.feedback, landed_, felt);
    if (!corrected && walking_.study == nullptr) return;
    if (corrected) corrected_ = *corrected;
    change_step(StepMoment::kPassing, felt);
  }

  void change_step(StepMoment moment, const Felt& felt) {
    StepChange change = others_;
    for (const StepChangeKind& kind : step_changes()) {
      change.*kind.value += corrected_.*kind.value;
      if (walking_.study != nullptr)
        change.*kind.value += excitation_.gaussian(0, walking_.study->excitation * kind.most);
    }
    if (walking_.study != nullptr) walking_.study->steps.push_back({moment, landed_, felt, change});
    reflexes_.change(landed_, change);
  }

  // Perfect timing: on and off follow the foot's contact with the floor.
  void stimulate(const SwingStimulation& stimulation, const Instant& now, Drive& drive) {
    const bool swings = now.ground_reaction_n[stimulation.side].z() <= 0;
    swings_.push_back(swings);
    const auto delay = static_cast<size_t>(from_seconds(stimulation.delay_s) / kControlPeriod);
    const bool was_swinging = swings_.size() > delay && swings_[swings_.size() - 1 - delay];
    if (swings_.size() > delay + 1) swings_.pop_front();
    const Time repeat = from_seconds(stimulation.repeat_s);
    const Time time = repeat > Time{} ? now.time % repeat : now.time;
    const bool on = was_swinging && time >= from_seconds(stimulation.from_s) &&
                    time < from_seconds(stimulation.until_s);
    const double level = on ? stimulation.level : 0;
    for (const auto& [muscle, share] : {std::pair{TA, 1.0}, {EDL, 1.0}, {PER, kPeroneal}})
      drive.muscles[nerves_.muscle(stimulation.side, muscle)].stimulated = share * level;
  }

  void set(Drive& drive, size_t muscle, double excitation) {
    const double noisy = excitation / nerves_.strength() *
                         (1 + walking_.variability * kNoise * noise_[muscle].next());
    drive.muscles[muscle].voluntary = std::clamp(noisy, 0.0, 1.0);
  }

  Nerves nerves_;
  Walking walking_;
  double speed_m_s_;
  Gait gait_;
  std::optional<Time> began_;
  double begun_;  // share of the gait's gains in those that he walks with
  WalkingReflexes reflexes_;
  StepCorrector corrector_;
  Side landed_ = Side::kRight;
  bool is_to_pass_ = false;
  StepChange corrected_, others_;  // of the step: by feedback, and by chance, pace and braking
  double heading_at_landing_ = 0;
  Random excitation_;
  Path path_;
  struct {
    PerSide<size_t> erector, abdominal, oblique;
  } trunk_;
  PerSide<size_t> shoulder_;
  std::vector<Noise> noise_;  // of each muscle's excitation
  Noise vigour_, reach_, outwards_, pace_, swing_knee_;
  double pace_change_ = 0;  // relative
  PerSide<bool> stood_;
  std::deque<bool> swings_;  // in the last control periods, as long as the delay
};

}  // namespace

Posture under_way(const BodySpec& body, const WalkingGains& gains) {
  const Shape shape = body.shape();
  const double thigh = (shape.body_m.at("right_thigh") - shape.body_m.at("right_shank")).norm();
  const double shank = (shape.body_m.at("right_shank") - shape.body_m.at("right_foot")).norm();
  const double sole = shape.body_m.at("right_foot").z() - shape.geom_m.at("right_heel").z() +
                      shape.radius_m.at("right_heel");
  const double leg = thigh + shank + sole, second = std::sqrt(leg / kGravity_m_s2);
  // How far forward the shank of a leg leans, its pelvis upright but for the lean of the body.
  const double lean = gains.start_lean;
  const double usual_shank = gains.start_standing_knee - (gains.start_standing_hip - lean);
  const Bend standing =
      bend_within_range(body, Side::kRight, thigh, shank,
                        {gains.start_standing_hip, gains.start_standing_knee, usual_shank}, lean);
  const double standing_thigh = standing.hip_rad - lean, standing_shank = standing.shank_rad;

  Posture posture;
  const double height = thigh * std::cos(standing_thigh) + shank * std::cos(standing_shank) + sole;
  posture.pelvis_position_m = {0, 0, height - kSinking_m};
  posture.pelvis_quaternion = {std::cos(lean / 2), 0, std::sin(lean / 2), 0};
  posture.pelvis_velocity_m_s = {gains.start_speed * leg / second,
                                 gains.start_speed_left * leg / second, 0};
  posture.joint_angle_rad = {{"right_hip_flexion", standing.hip_rad},
                             {"right_knee_flexion", standing.knee_rad},
                             {"right_ankle_dorsiflexion", kFlatDorsiflexion * standing_shank},
                             {"right_subtalar_inversion", kFlatInversion * standing_shank},
                             {"left_hip_flexion", gains.start_swinging_hip},
                             {"left_knee_flexion", gains.start_swinging_knee}};
  // A swinging knee that bends less leaves it to the hip to keep the toes off the floor.
  if (const double knee = body.free_range("left_knee_flexion").most_rad;
      knee < gains.start_swinging_knee) {
    const double toes = shape.geom_m.at("left_toe_1").x() - shape.body_m.at("left_foot").x();
    double& hip = posture.joint_angle_rad["left_hip_flexion"];
    const auto clearance = [&] {
      const double back = knee - (hip - lean);  // of the shank, and by how much the toes hang
      return height - thigh * std::cos(hip - lean) - (shank + sole) * std::cos(back) -
             toes * std::sin(std::max(0.0, back));
    };
    while (clearance() < kToeRoom_m && hip < kMostHip_rad) hip += kHipStep_rad;
  }
  posture.joint_rate_rad_s = {{"right_hip_flexion", gains.start_standing_hip_rate / second},
                              {"left_hip_flexion", gains.start_swinging_hip_rate / second}};
  for (const std::string side : {"left_", "right_"}) {
    posture.joint_angle_rad[side + "shoulder_flexion"] = kShoulder_rad;
    posture.joint_angle_rad[side + "shoulder_abduction"] = kAbduction_rad;
    posture.joint_angle_rad[side + "elbow_flexion"] = kElbow_rad;
  }
  return posture;
}

double asked_speed_m_s(double first_m_s, std::span<const SpeedChange> changes, double time_s) {
  double speed_m_s = first_m_s;
  for (size_t i = 0; i < changes.size(); ++i) {
    const SpeedChange& change = changes[i];
    const double until_s = i + 1 < changes.size() ? std::min(changes[i + 1].at_s, time_s) : time_s;
    const double most_m_s = change.acceleration_m_s2 * std::max(0.0, until_s - change.at_s);
    speed_m_s += std::clamp(change.to_m_s - speed_m_s, -most_m_s, most_m_s);
  }
  return speed_m_s;
}

std::unique_ptr<Performance> walk(const Model& model, const Walking& walking, uint64_t seed) {
  return std::make_unique<WalkingPatient>(model, walking, seed);
}

}  // namespace steppage
