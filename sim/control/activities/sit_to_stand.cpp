#include "control/activities/sit_to_stand.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>

#include "control/postures.hpp"
#include "control/repetitions.hpp"
#include "control/wishes.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

double env(const char* name, double otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atof(text) : otherwise;
}

struct Settings {
  int repetitions = 5;
  double up_s = 2, stand_s = 2, down_s = 2.2, sit_s = 2;
  bool arms_forward = false;
};

// One standing up and sitting down.
struct Cycle {
  Time up, stood, down, sat;
};

Time at(Time start, Time end, double share) {
  return start + from_seconds(share * to_seconds(end - start));
}

Motion sum(const Motion& a, double factor, const Motion& b) {
  return {a.position + factor * b.position, a.velocity + factor * b.velocity,
          a.acceleration + factor * b.acceleration};
}

class Rising final : public Performance {
 public:
  Rising(const Model& model, const Posture& seated, const Instant& stood, std::vector<Cycle> cycles,
         const Settings& settings)
      : controller_(model),
        wishes_(model, seated, {36, 36, env("KFOOT", 80)}),
        stood_(stood),
        cycles_(std::move(cycles)),
        settings_(settings) {
    const Layout& layout = model.layout();
    seated_angle_ = [&] {
      std::vector<double> angle;
      for (size_t i = 0; i < layout.joints.size(); ++i) angle.push_back(wishes_.rest_angle(i));
      return angle;
    }();
    lumbar_ = static_cast<size_t>(find_index(layout.joints, "lumbar_flexion"));
    for (const char* side : {"left_", "right_"}) {
      const auto find = [&](const char* joint) {
        return static_cast<size_t>(find_index(layout.joints, std::string(side) + joint));
      };
      legs_.push_back({find("hip_flexion"), find("knee_flexion"), find("ankle_dorsiflexion")});
      seat_bodies_.push_back(model.body_index(std::string(side) + "thigh"));
    }
    seat_bodies_.push_back(model.body_index("pelvis"));
    for (size_t i = 0; i < layout.arm_joints.size(); ++i) arms_.push_back(layout.arm_joints[i]);
  }

  void drive(const Physics& physics, const Instant& now, Drive& drive) override {
    const double lean_deg = env("LEAN", 11), flex_deg = env("FLEX", 38);
    // where in the cycle
    const Cycle* cycle = &cycles_.front();
    for (const Cycle& c : cycles_)
      if (now.time >= c.up) cycle = &c;
    const Cycle& c = *cycle;
    const double off = env("OFF", 0.28);        // seat-off, share of up
    const double lean_end = env("LEANEND", 0.62);
    const double back = env("BACK", 0.4);
    const double on = env("ON", 0.8);  // seat contact, share of down
    const double transfer_s = env("TRANSFER", 0.25);
    const bool rising = now.time < c.down;
    // 0 seated, 1 standing
    const Motion rise = rising ? minimum_jerk(0, 1, at(c.up, c.stood, off), c.stood, now.time)
                               : minimum_jerk(1, 0, c.down, at(c.down, c.sat, on), now.time);
    const Motion lean =
        rising ? (sum(minimum_jerk(0, 1, c.up, at(c.up, c.stood, lean_end), now.time), -1,
                      minimum_jerk(0, 1, at(c.up, c.stood, back), c.stood, now.time)))
               : (sum(minimum_jerk(0, 1, c.down, at(c.down, c.sat, env("DLEAN", 0.6)), now.time), -1,
                      minimum_jerk(0, 1, at(c.down, c.sat, on), c.sat, now.time)));
    const Time off_t = at(c.up, c.stood, off), on_t = at(c.down, c.sat, on);
    // share of the weight that the feet are to carry
    const double loaded =
        rising ? minimum_jerk(0, 1, off_t, off_t + from_seconds(transfer_s), now.time).position
               : minimum_jerk(1, 0, on_t, on_t + from_seconds(env("TRANSFERDOWN", 0.4)), now.time)
                     .position;

    if (now.time < c.up + kControlPeriod && now.time >= c.up) seated_angle_ = now.joint_angle_rad;
    wishes_.clear();
    Goal& goal = wishes_.goal();
    const double seat_n =
        now.balance.contact_force_n.z() - now.ground_reaction_n.left.z() - now.ground_reaction_n.right.z();
    if (rising && loaded < 1) foot_high_ = std::max(loaded == 0 ? 0.0 : foot_high_, std::isfinite(now.foot_support.high_m.x()) ? now.foot_support.high_m.x() : foot_high_);
    if (loaded == 0) {
      seat_n_ = seat_n;
    }
    // joints
    const auto mix = [&](size_t joint) {
      const double a = seated_angle_[joint], b = stood_.joint_angle_rad[joint];
      return Motion{a + (b - a) * rise.position, (b - a) * rise.velocity,
                    (b - a) * rise.acceleration};
    };
    const double w = loaded;
    const bool idle = now.time < c.up || now.time > c.sat;
    const double seated = idle ? env("WIDLE", 1) : env("WSEAT", 1);
    const double foot = (1 - w) * env("WFOOT", 1) + w * env("WFOOTSTAND", 0);
    wishes_.rest(physics, now, (1 - w) * seated + w * 3);
    const double joints = (1 - w) * seated + w * env("WSTAND", 8);
    const Motion pelvis = sum({}, lean_deg * kDegree, lean);
    for (const Leg& leg : legs_) {
      wishes_.joint(physics, now, leg.hip, sum(mix(leg.hip), 1, pelvis), joints);
      wishes_.joint(physics, now, leg.knee, mix(leg.knee), joints);
      wishes_.joint(physics, now, leg.ankle, mix(leg.ankle), foot);
      wishes_.joint(physics, now, leg.ankle + 1, mix(leg.ankle + 1), foot);
    }
    for (size_t i = lumbar_; i < lumbar_ + 3; ++i)
      wishes_.joint(physics, now, i, i == lumbar_ ? sum({}, flex_deg * kDegree, lean) : Motion{},
                    (1 - w) * (idle ? 5 : env("WLUM", 60)) + w * 60);
    pitch(now, pelvis, (1 - w) * (idle ? 10 : env("WORI", 60)) + w * 60);
    if (w > 0) {
      for (const int body : seat_bodies_) goal.moving.push_back(body);
      goal.load[2] = (1 - w) * seat_n_;
      if (!has_height_) {
        has_height_ = true;
        seated_height_ = now.balance.com_m.z();
      }
      const double range = stood_.balance.com_m.z() - seated_height_;
      goal.com_acceleration.z() =
          36 * (seated_height_ + range * rise.position - now.balance.com_m.z()) +
          12 * (range * rise.velocity - now.balance.linear_momentum.z() / now.balance.mass_kg) +
          range * rise.acceleration;
      const double shift = foot_high_ - stood_.foot_support.high_m.x();
      const Eigen::Vector2d target(shift + stood_.balance.com_m.x() + env("POINT", 0), 0);
      const Eigen::Vector2d forward(shift, 0);
      const Eigen::Vector2d low = (stood_.foot_support.low_m + forward).array() + 0.01;
      const Eigen::Vector2d high = (stood_.foot_support.high_m + forward).array() - 0.01;
      const Eigen::Vector2d com = now.balance.com_m.head<2>();
      const double rate2 = (9.81 + env("RATEZ", 1) * goal.com_acceleration.z()) /
                           std::max(0.3, now.balance.com_m.z());
      const Eigen::Vector2d capture =
          com + now.balance.linear_momentum.head<2>() / now.balance.mass_kg / std::sqrt(rate2);
      const Eigen::Vector2d pressure =
          (target + env("RETURN", 1.55) * (capture - target)).cwiseMax(low).cwiseMin(high);
      goal.com_acceleration.head<2>() = rate2 * (com - pressure);
      goal.com_weight.head<2>().setConstant(w * 2000);
      goal.com_weight.z() = w * env("HEIGHT", 400);
    } else {
      if (env("FREE", 0) > 0) wishes_.free_feet();
    }
    const Eigen::VectorXd& activation = controller_.solve(physics, goal);
    for (size_t i = 0; i < drive.muscles.size(); ++i)
      drive.muscles[i].voluntary = activation[static_cast<Eigen::Index>(i)];
    if (now.time % Time{50000} == Time{0} && std::getenv("TRACE"))
      std::fprintf(stderr,
                   "%6.2f rise %5.2f lean %5.2f load %4.2f  com %6.3f %6.3f v %6.3f %6.3f  foot "
                   "%6.3f %6.3f  seat %6.0f grf %6.0f\n",
                   to_seconds(now.time), rise.position, lean.position, loaded,
                   now.balance.com_m.x(), now.balance.com_m.z(),
                   now.balance.linear_momentum.x() / now.balance.mass_kg,
                   now.balance.linear_momentum.z() / now.balance.mass_kg,
                   now.foot_support.low_m.x(), now.foot_support.high_m.x(), seat_n,
                   now.ground_reaction_n.left.z() + now.ground_reaction_n.right.z());
  }

 private:
  struct Leg {
    size_t hip, knee, ankle;
  };

  void pitch(const Instant& now, const Motion& wished, double weight) {
    const Eigen::Quaterniond is(now.pelvis_quaternion[0], now.pelvis_quaternion[1],
                                now.pelvis_quaternion[2], now.pelvis_quaternion[3]);
    const Eigen::Quaterniond should(
        Eigen::AngleAxisd(wished.position, Eigen::Vector3d::UnitY()));
    const Eigen::AngleAxisd error(should.conjugate() * is);
    const double k = 36;
    Goal& goal = wishes_.goal();
    goal.acceleration.segment<3>(3) =
        -k * error.angle() * error.axis() -
        2 * std::sqrt(k) * (now.pelvis_rate_rad_s - wished.velocity * Eigen::Vector3d::UnitY()) +
        wished.acceleration * Eigen::Vector3d::UnitY();
    goal.weight.segment<3>(3).setConstant(weight);
  }

  MuscleController controller_;
  Wishes wishes_;
  Instant stood_;
  std::vector<Cycle> cycles_;
  Settings settings_;
  std::vector<double> seated_angle_;
  std::vector<Leg> legs_;
  std::vector<int> seat_bodies_;
  std::vector<std::string> arms_;
  size_t lumbar_ = 0;
  double seat_n_ = 0;
  double foot_high_ = 0;
  bool has_height_ = false;
  double seated_height_ = 0;
};

class SitToStand final : public Activity {
 public:
  explicit SitToStand(Settings settings) : settings_(settings) {}
  Posture prepare(BodySpec& body) const override {
    standing_ = stand_on_floor(body);
    return sit_on_chair(body, false, {env("TILT", 23) * kDegree, env("RAISE", 0.05), env("FORWARD", 0.25)});
  }
  std::vector<RepCue> cues(uint64_t) const override { return {}; }
  Time duration(uint64_t seed) const override {
    return cycles(seed).back().sat + from_seconds(settings_.sit_s);
  }
  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    Posture high = standing_;
    Physics physics(model, standing_);
    const Instant stood = physics.step(physics.idle());
    return std::make_unique<Rising>(model, posture, stood, cycles(seed), settings_);
  }

 private:
  std::vector<Cycle> cycles(uint64_t) const {
    std::vector<Cycle> cycles;
    Time time = from_seconds(2);
    for (int i = 0; i < settings_.repetitions; ++i) {
      Cycle c;
      c.up = time;
      c.stood = c.up + from_seconds(settings_.up_s);
      c.down = c.stood + from_seconds(settings_.stand_s);
      c.sat = c.down + from_seconds(settings_.down_s);
      time = c.sat + from_seconds(settings_.sit_s);
      cycles.push_back(c);
    }
    return cycles;
  }
  Settings settings_;
  mutable Posture standing_;
};

}  // namespace

std::unique_ptr<Activity> read_sit_to_stand(Reader& reader) {
  Settings s;
  s.repetitions = static_cast<int>(reader.integer("repetitions", {1, 100}, s.repetitions));
  s.up_s = reader.number("up_s", {0.5, 10}, s.up_s);
  s.down_s = reader.number("down_s", {0.5, 10}, s.down_s);
  return std::make_unique<SitToStand>(s);
}

}  // namespace steppage
