// Sensory loss: the joints of a leg feel to be somewhere near where they were a while ago, and its
// muscles feel to pull less than they do, which is what reflexes of force live on.
#include <numbers>

#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kWander_s = 0.5;  // how long an error of position sense lasts

struct Settings {
  double angle_rad, rate_rad_s;  // standard deviations
  double bias_rad;               // towards positive angles
  double delay_s;
  double force;  // share that is felt
};

class Numb final : public Distortion {
 public:
  Numb(const Layout& layout, const std::vector<Side>& sides, const Settings& settings,
       uint64_t seed)
      : settings_(settings), angles_(from_seconds(settings.delay_s)), rates_(angles_) {
    for (const Side side : sides) {
      const std::string prefix = std::string(name(side)) + "_";
      for (const char* part : {"hip_flexion", "hip_adduction", "hip_rotation", "knee_flexion",
                               "ankle_dorsiflexion", "subtalar_inversion"}) {
        const std::string joint = prefix + part, stream = "impairments/sensory_loss/" + joint;
        joints_.push_back({index_of(layout.joints, joint),
                           Wander(seed, stream + "/angle", settings.angle_rad, kWander_s),
                           Wander(seed, stream + "/rate", settings.rate_rad_s, kWander_s)});
      }
      for (size_t i = 0; i < layout.muscles.size(); ++i)
        if (layout.muscles[i].starts_with(prefix)) muscles_.push_back(i);
    }
  }

  void feel(Time now, Instant& felt) override {
    const double step_s = stopwatch_.lap_s(now);
    const Time delay = from_seconds(settings_.delay_s);
    angles_.remember(now, felt.joint_angle_rad);
    rates_.remember(now, felt.joint_rate_rad_s);
    for (Joint& joint : joints_) {
      felt.joint_angle_rad[joint.index] =
          angles_.ago(delay, joint.index) + settings_.bias_rad + joint.angle_error_rad.step(step_s);
      felt.joint_rate_rad_s[joint.index] =
          rates_.ago(delay, joint.index) + joint.rate_error_rad_s.step(step_s);
    }
    for (const size_t muscle : muscles_) felt.muscles[muscle].force_n *= settings_.force;
  }

 private:
  struct Joint {
    size_t index;
    Wander angle_error_rad, rate_error_rad_s;
  };
  Settings settings_;
  std::vector<Joint> joints_;
  std::vector<size_t> muscles_;
  Past angles_, rates_;  // index as Layout::joints
  Stopwatch stopwatch_;
};

}  // namespace

std::unique_ptr<Impairment> read_sensory_loss(Reader& reader) {
  const std::vector<Side> sides = read_sides(reader);
  Settings settings;
  settings.angle_rad = kDegree * reader.number("angle_noise_deg", {0, 20}, 0);
  settings.rate_rad_s = kDegree * reader.number("rate_noise_deg_s", {0, 100}, 0);
  settings.bias_rad = kDegree * reader.number("bias_deg", {-10, 10}, 0);
  settings.delay_s = reader.number("delay_ms", {0, 200}, 0) / 1000;
  settings.force = reader.number("force_felt", {0, 1}, 1);
  if (settings.angle_rad == 0 && settings.rate_rad_s == 0 && settings.bias_rad == 0 &&
      settings.delay_s == 0 && settings.force == 1)
    return nothing();
  return distorting([=](const Layout& layout, uint64_t seed) {
    return std::make_unique<Numb>(layout, sides, settings, seed);
  });
}

}  // namespace steppage
