#include "control/joint_moves.hpp"

#include <algorithm>
#include <cmath>

namespace steppage {
namespace {

// A leg that stays behind feels heavy: the load that it seems to carry grows while it does, until
// the muscles are already asked for all they have.
constexpr double kLoadRate = 230;     // 1/s3: Nm per rad s and kg m2
constexpr double kMostShortfall = 3;  // rad/s2 that a full effort may be short of

// Beyond this shortfall (rad/s2) a movement is given up by and by rather than forced with the rest
// of the body.
constexpr double kGivingUp = 30;

// A leg that does not come off what it lies on, and would sink (rad/s2) if that were not there, is
// left lying after a while: who went on would brace the whole body for its fall.
constexpr double kOff_rad = 0.02;
constexpr double kSinking = 4;
constexpr Time kTrying{50'000};

constexpr double kLandingShare = 0.35;  // of the way down: its last part

Time landing_begins(const RepCue& cue) {
  return cue.end - from_seconds(kLandingShare * to_seconds(cue.end - cue.down));
}

class MovingJoints final : public Movement {
 public:
  MovingJoints(const Model& model, const JointMoves& moves, const std::vector<RepCue>& cues)
      : weight_(moves.weight),
        posture_weight_(moves.posture_weight),
        on_forefoot_(moves.on_forefoot) {
    for (const RepCue& cue : cues) reps_.push_back(repetition(model, moves, cue));
    const Layout& layout = model.layout();
    for (const std::string_view joint : moves.steady)
      for (const Side side : {Side::kLeft, Side::kRight})
        steady_.push_back({joint_index(layout, side, joint), 0, kFeltLean});
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    for (Repetition& rep : reps_) {
      if (moment.now.time >= rep.cue.start && moment.now.time < rep.cue.end)
        wish_repetition(moment, rep, wishes);
      for (const size_t joint : rep.relaxed) wishes.relax(moment.physics, joint);
    }
    for (MovingJoint& steady : steady_)
      follow(moment, {wishes.rest_angle(steady.joint), 0, 0}, steady, wishes);
  }

 private:
  struct MovingJoint {
    size_t joint;  // index as Layout::joints
    double to_rad;
    FeltLoad felt;
    double from_rad = 0;
    double load_nm = 0;
    double wished = 0;  // rad/s2, a control period ago
  };
  struct DisplacedJoint {
    size_t joint;
    double by_rad;
  };
  struct Repetition {
    RepCue cue;
    std::vector<size_t> leg, unwished, relaxed;  // joints
    std::vector<MovingJoint> moving;
    std::vector<DisplacedJoint> trunk, landing;
    std::vector<int> lifted, lifted_when_landing;  // bodies
    bool has_begun = false;
    Time sinking{};  // that it was expected to, while it lay
  };

  static Repetition repetition(const Model& model, const JointMoves& moves, const RepCue& cue) {
    const Layout& layout = model.layout();
    const auto name_of = [](Side side, std::string_view part) {
      return std::string(name(side)) + "_" + std::string(part);
    };
    const auto joint_of = [&](Side side, std::string_view joint) {
      return joint_index(layout, side, joint);
    };
    Repetition rep{cue, {}, {}, {}, {}, {}, {}, {}, {}};
    for (size_t i = 0; i < layout.joints.size(); ++i)
      if (layout.joints[i].starts_with(name_of(cue.side, ""))) rep.leg.push_back(i);
    for (const std::string_view joint : moves.unwished)
      rep.unwished.push_back(joint_of(cue.side, joint));
    for (const std::string_view joint : moves.relaxed)
      rep.relaxed.push_back(joint_of(cue.side, joint));
    for (const JointMove& move : moves.moves) {
      const Side side = move.limb == Limb::kMoving ? cue.side : opposite(cue.side);
      const bool is_measured = name_of(side, move.joint) == cue.joint;
      rep.moving.push_back(
          {joint_of(side, move.joint), is_measured ? cue.target_rad : move.to_rad, move.load});
    }
    for (const TrunkMove& move : moves.trunk)
      rep.trunk.push_back(
          {static_cast<size_t>(find_index(layout.joints, move.joint)), move.by_rad});
    for (const Landing& landing : moves.landing)
      rep.landing.push_back({joint_of(cue.side, landing.joint), landing.by_rad});
    for (const std::string_view body : moves.lifted)
      rep.lifted.push_back(model.body_index(name_of(cue.side, body)));
    for (const std::string_view body : moves.lifted_when_landing)
      rep.lifted_when_landing.push_back(model.body_index(name_of(cue.side, body)));
    return rep;
  }

  void wish_repetition(const Moment& moment, Repetition& rep, Wishes& wishes) const {
    const Instant& now = moment.now;
    if (!rep.has_begun)
      for (MovingJoint& moving : rep.moving) moving.from_rad = now.joint_angle_rad[moving.joint];
    rep.has_begun = true;
    for (const size_t joint : rep.leg)
      wishes.joint(moment.physics, now, joint, {wishes.rest_angle(joint), 0, 0}, posture_weight_);
    for (const size_t joint : rep.unwished)
      wishes.joint(moment.physics, now, joint, {wishes.rest_angle(joint), 0, 0}, 0);
    if (!rep.lifted.empty() && is_sinking(moment, rep.moving.front()))
      rep.sinking += kControlPeriod;
    for (MovingJoint& moving : rep.moving)
      follow(moment, out_and_back(rep.cue, moving.from_rad, moving.to_rad, now.time), moving,
             wishes);
    for (const DisplacedJoint& trunk : rep.trunk)
      wishes.displace(moment.physics, trunk.joint,
                      out_and_back(rep.cue, 0, trunk.by_rad, now.time));
    if (rep.sinking < kTrying) wishes.lift(rep.lifted);
    if (on_forefoot_) wishes.rise_on_forefoot(rep.cue.side);
    if (now.time >= landing_begins(rep.cue)) land(moment, rep, wishes);
  }

  static bool is_sinking(const Moment& moment, const MovingJoint& moving) {
    const double up = moving.to_rad > moving.from_rad ? 1 : -1;
    const int velocity = moment.physics.velocity_index(static_cast<int>(moving.joint));
    const double expected = moving.wished - moment.controller.shortfall(velocity);
    const double off_rad = moment.now.joint_angle_rad[moving.joint] - moving.from_rad;
    return up * off_rad < kOff_rad && up * expected < -kSinking;
  }

  void follow(const Moment& moment, const Motion& motion, MovingJoint& moving,
              Wishes& wishes) const {
    const double error = motion.position - moment.now.joint_angle_rad[moving.joint];
    const int velocity = moment.physics.velocity_index(static_cast<int>(moving.joint));
    const double shortfall = moment.controller.shortfall(velocity);
    const double too_much = shortfall / kGivingUp;
    wishes.joint(moment.physics, moment.now, moving.joint, motion,
                 weight_ / (1 + too_much * too_much));
    const bool is_exhausted = std::fabs(shortfall) > kMostShortfall && shortfall * error > 0;
    if (!is_exhausted)
      moving.load_nm = std::clamp(moving.load_nm - kLoadRate * moving.felt.inertia_kg_m2 * error *
                                                       to_seconds(kControlPeriod),
                                  -moving.felt.most_nm, moving.felt.most_nm);
    wishes.goal().load[velocity] = moving.load_nm;
    moving.wished = wishes.goal().acceleration[velocity];
    wishes.goal().own.push_back(velocity);
  }

  void land(const Moment& moment, const Repetition& rep, Wishes& wishes) const {
    const Time begin = landing_begins(rep.cue);
    const Time middle = begin + (rep.cue.end - begin) / 2;
    wishes.lift(rep.lifted_when_landing);
    for (const DisplacedJoint& landing : rep.landing) {
      wishes.joint(moment.physics, moment.now, landing.joint,
                   {wishes.rest_angle(landing.joint), 0, 0}, weight_);
      wishes.displace(
          moment.physics, landing.joint,
          out_and_back({begin, middle, middle, rep.cue.end}, 0, landing.by_rad, moment.now.time));
    }
  }

  std::vector<Repetition> reps_;
  std::vector<MovingJoint> steady_;
  double weight_, posture_weight_;
  bool on_forefoot_;
};

}  // namespace

std::unique_ptr<Movement> move_joints(const Model& model, const JointMoves& moves,
                                      const std::vector<RepCue>& cues) {
  return std::make_unique<MovingJoints>(model, moves, cues);
}

}  // namespace steppage
