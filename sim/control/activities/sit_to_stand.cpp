#include "control/activities/sit_to_stand.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>

#include "control/performing.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

double env(const char* name, double otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atof(text) : otherwise;
}

struct Settings {
  int repetitions = 5;
  double up_s = 2, stand_s = 2, down_s = 2.6, sit_s = 2;
};

// One standing up and sitting down.
struct Cycle {
  Time up, stood, down, sat;
};

Time at(Time start, Time end, double share) {
  return start + from_seconds(share * to_seconds(end - start));
}

Motion operator*(double factor, const Motion& m) {
  return {factor * m.position, factor * m.velocity, factor * m.acceleration};
}
Motion operator+(const Motion& a, const Motion& b) {
  return {a.position + b.position, a.velocity + b.velocity, a.acceleration + b.acceleration};
}

class Rising final : public Movement {
 public:
  Rising(const Model& model, const Instant& stood, std::vector<Cycle> cycles)
      : stood_(stood), cycles_(std::move(cycles)) {
    const Layout& layout = model.layout();
    lumbar_ = static_cast<size_t>(find_index(layout.joints, "lumbar_flexion"));
    for (const char* side : {"left_", "right_"}) {
      const auto find = [&](const char* joint) {
        return static_cast<size_t>(find_index(layout.joints, std::string(side) + joint));
      };
      legs_.push_back({find("hip_flexion"), find("knee_flexion"), find("ankle_dorsiflexion"),
                       find("subtalar_inversion")});
      seat_bodies_.push_back(model.body_index(std::string(side) + "thigh"));
    }
    seat_bodies_.push_back(model.body_index("pelvis"));
  }

  void wish(const Moment& moment, Wishes& wishes) override {
    const Instant& now = moment.now;
    const Physics& physics = moment.physics;
    const Cycle* cycle = &cycles_.front();
    for (const Cycle& c : cycles_)
      if (now.time >= c.up) cycle = &c;
    const Cycle& c = *cycle;
    const bool rising = now.time < c.down;
    const Time off = at(c.up, c.stood, env("OFF", .25));
    const Time on = at(c.down, c.sat, env("ON", .62));
    const Motion rise = rising ? minimum_jerk(0, 1, off, c.stood, now.time)
                               : minimum_jerk(1, 0, c.down, on, now.time);
    const Motion lean =
        rising ? minimum_jerk(0, 1, c.up, at(c.up, c.stood, env("LEANEND", .43)), now.time) +
                     -1 * minimum_jerk(0, 1, at(c.up, c.stood, env("BACK", .36)), c.stood, now.time)
               : minimum_jerk(0, 1, c.down, at(c.down, c.sat, env("DLEAN", .5)), now.time) +
                     -1 * minimum_jerk(0, 1, at(c.down, c.sat, env("DBACK", .82)), c.sat, now.time);
    // share of the weight that the feet are to carry
    const double w =
        rising ? minimum_jerk(0, 1, off, off + from_seconds(env("TRANSFER", .06)), now.time).position
               : minimum_jerk(1, 0, on, on + from_seconds(env("TRANSFERDOWN", .4)), now.time)
                     .position;

    wishes.clear();
    Goal& goal = wishes.goal();
    const double seat_n = now.balance.contact_force_n.z() - now.ground_reaction_n.left.z() -
                          now.ground_reaction_n.right.z();
    if (rising && w == 0) {
      seat_n_ = seat_n;
      seated_height_ = now.pelvis_position_m.z();
      if (std::isfinite(now.foot_support.high_m.x())) foot_high_ = now.foot_support.high_m.x();
    }
    const auto mix = [&](size_t joint) {
      const double a = wishes.rest_angle(joint), b = stood_.joint_angle_rad[joint];
      return Motion{a, 0, 0} + (b - a) * rise;
    };
    const bool idle = now.time < c.up || now.time > c.sat;
    const double seated = idle ? env("WIDLE", 1) : env("WSEAT", 1);
    const double foot = idle ? env("WFIDLE", 0) : 1 - w;
    if (idle && env("FREE", 0) > 0) wishes.free_feet();
    const double joints = (1 - w) * seated + w * env("WSTAND", 4);
    wishes.rest(physics, now, joints);
    for (const Leg& leg : legs_) {
      wishes.joint(physics, now, leg.hip, mix(leg.hip) + (rising ? env("LEAN", 10) : env("DLEANDEG", 12)) * kDegree * lean, joints);
      wishes.joint(physics, now, leg.knee, mix(leg.knee), joints);
      wishes.joint(physics, now, leg.ankle, mix(leg.ankle), foot);
      wishes.joint(physics, now, leg.inversion, mix(leg.inversion), foot);
    }
    wishes.rest_trunk(physics, now, (1 - w) * (idle ? 5 : 60) + w * 60);
    wishes.displace(physics, lumbar_, (rising ? env("FLEX", 34) : env("DFLEX", 20)) * kDegree * lean);
    wishes.orientation(now, (1 - w) * (idle ? 10 : 60) + w * 60);
    wishes.turn_pelvis(1, (rising ? env("LEAN", 10) : env("DLEANDEG", 12)) * kDegree * lean);
    if (w > 0) {
      wishes.lift(seat_bodies_);
      goal.load[2] = (1 - w) * seat_n_;
      const double low_z = seated_height_ - (rising ? 0 : env("SINK", 0.01));
      const double range = stood_.pelvis_position_m.z() - low_z;
      const double rate = (now.pelvis_position_m.z() - last_height_) / 0.005;
      goal.acceleration[2] = 36 * (low_z + range * rise.position - now.pelvis_position_m.z()) +
                             12 * (range * rise.velocity - rate) + range * rise.acceleration;
      goal.weight[2] = w * env("HEIGHT", 300);
      const double shift = foot_high_ - stood_.foot_support.high_m.x();
      const Eigen::Vector2d target(shift + stood_.balance.com_m.x() + env("POINT", .02) - (rising ? env("UPOINT", 0) : env("DPOINT", .075)) * (1 - rise.position), 0);
      const Eigen::Vector2d forward(shift, 0);
      const Eigen::Vector2d low = (stood_.foot_support.low_m + forward).array() + 0.01;
      const Eigen::Vector2d high = (stood_.foot_support.high_m + forward).array() - 0.01;
      const Eigen::Vector2d com = now.balance.com_m.head<2>();
      const double rate2 = (9.81 + env("RATEZ", 1) * goal.acceleration[2]) /
                           std::max(0.3, now.balance.com_m.z());
      const Eigen::Vector2d capture =
          com + now.balance.linear_momentum.head<2>() / now.balance.mass_kg / std::sqrt(rate2);
      const Eigen::Vector2d pressure =
          (target + env("RETURN", 2.1) * (capture - target)).cwiseMax(low).cwiseMin(high);
      goal.com_acceleration.head<2>() = rate2 * (com - pressure);
      goal.com_weight.head<2>().setConstant(w * 2000);
    }
    last_height_ = now.pelvis_position_m.z();
    if (now.time % Time{50000} == Time{0} && std::getenv("TRACE"))
      std::fprintf(stderr,
                   "%6.2f rise %5.2f lean %5.2f load %4.2f  com %6.3f %6.3f v %6.3f %6.3f  foot "
                   "%6.3f %6.3f  seat %6.0f grf %6.0f\n",
                   to_seconds(now.time), rise.position, lean.position, w, now.balance.com_m.x(),
                   now.balance.com_m.z(), now.balance.linear_momentum.x() / now.balance.mass_kg,
                   now.balance.linear_momentum.z() / now.balance.mass_kg,
                   now.foot_support.low_m.x(), now.foot_support.high_m.x(), seat_n,
                   now.ground_reaction_n.left.z() + now.ground_reaction_n.right.z());
  }

 private:
  struct Leg {
    size_t hip, knee, ankle, inversion;
  };

  Instant stood_;
  std::vector<Cycle> cycles_;
  std::vector<Leg> legs_;
  std::vector<int> seat_bodies_;
  size_t lumbar_ = 0;
  double seat_n_ = 0;
  double foot_high_ = 0;
  double seated_height_ = 0;
  double last_height_ = 0;
};

class SitToStand final : public Activity {
 public:
  explicit SitToStand(Settings settings) : settings_(settings) {}
  Posture prepare(BodySpec& body) const override {
    standing_ = stand_on_floor(body);
    return sit_ready_to_rise(body);
  }
  std::vector<RepCue> cues(uint64_t /*seed*/) const override { return {}; }
  Time duration(uint64_t seed) const override {
    return cycles(seed).back().sat + from_seconds(settings_.sit_s);
  }
  std::unique_ptr<Performance> start(const Model& model, const Posture& posture,
                                     uint64_t seed) const override {
    Physics physics(model, standing_);
    const Instant stood = physics.step(physics.idle());
    PostureHold hold;
    hold.stiffness = {36, 36, env("KFOOT", 240)};
    return perform(model, posture, hold, seed,
                   std::make_unique<Rising>(model, stood, cycles(seed)));
  }

 private:
  std::vector<Cycle> cycles(uint64_t /*seed*/) const {
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
