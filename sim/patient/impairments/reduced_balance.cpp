// Reduced balance: the body's centre of mass feels to be where it is not, by an error that wanders,
// and by one that grows within seconds after the patient was put upright and stays, so that she
// leans to one side.
#include <Eigen/Geometry>
#include <cmath>

#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

constexpr double kLeaning_s = 2;
constexpr double kWander_s = 1.5;       // as healthy sway
constexpr double kSidewardShare = 0.6;  // two feet side by side are steadier that way

class Unsteady final : public Distortion {
 public:
  Unsteady(double sway_m, double lean_left_m, uint64_t seed)
      : forward_(seed, "impairments/reduced_balance/forward", sway_m, kWander_s),
        left_(seed, "impairments/reduced_balance/left", kSidewardShare * sway_m, kWander_s),
        lean_left_m_(lean_left_m) {}

  void feel(Time now, Instant& felt) override {
    const double step_s = stopwatch_.lap_s(now);
    const double forward_m = forward_.step(step_s), left_m = left_.step(step_s) - leaning_left_m_;
    leaning_left_m_ += (1 - std::exp(-step_s / kLeaning_s)) * (lean_left_m_ - leaning_left_m_);
    const Eigen::Vector4d& q = felt.pelvis_quaternion;
    const Eigen::Vector3d ahead =
        Eigen::Quaterniond(q[0], q[1], q[2], q[3]) * Eigen::Vector3d::UnitX();
    const Eigen::Vector2d heading = ahead.head<2>().normalized();
    felt.balance.com_m.head<2>() +=
        forward_m * heading + left_m * Eigen::Vector2d(-heading.y(), heading.x());
  }

 private:
  Wander forward_, left_;
  double lean_left_m_;
  double leaning_left_m_ = 0;
  Stopwatch stopwatch_;
};

}  // namespace

std::unique_ptr<Impairment> read_reduced_balance(Reader& reader) {
  const bool left = reader.text("side", {"left", "right"}) == "left";
  const double sway_m = reader.number("sway_mm", {0, 50}, 0) / 1000;
  const double lean_m = reader.number("lean_mm", {0, 80}, 0) / 1000;
  if (sway_m == 0 && lean_m == 0) return nothing();
  return distorting([=](const Layout& /*layout*/, uint64_t seed) {
    return std::make_unique<Unsteady>(sway_m, left ? lean_m : -lean_m, seed);
  });
}

}  // namespace steppage
