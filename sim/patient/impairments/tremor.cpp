// Tremor: the muscles of a joint are driven in turn.
#include <cmath>
#include <numbers>

#include "patient/antagonists.hpp"
#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

// The frequency of a tremor wanders by some per cent from second to second.
constexpr double kFrequencySpread = 0.05, kFrequencyKept_s = 1;

class Trembling final : public Distortion {
 public:
  Trembling(const Layout& layout, const std::vector<Side>& sides, const std::string& part,
            double amplitude, double frequency_hz, uint64_t seed)
      : amplitude_(amplitude), frequency_hz_(frequency_hz) {
    for (const Side side : sides) {
      const std::string joint = std::string(name(side)) + "_" + part;
      const std::string stream = "impairments/tremor/" + joint;
      joints_.push_back({movers(layout, joint, true), movers(layout, joint, false),
                         Wander(seed, stream, kFrequencySpread, kFrequencyKept_s),
                         Random(seed, stream + "/phase").uniform()});
    }
  }

  void distort(const Instant& now, Drive& drive) override {
    const double step_s = stopwatch_.lap_s(now.time);
    for (Joint& joint : joints_) {
      joint.turns += frequency_hz_ * (1 + joint.frequency.step(step_s)) * step_s;
      const double push = amplitude_ * std::sin(2 * std::numbers::pi * joint.turns);
      for (const size_t muscle : push > 0 ? joint.as_named : joint.against)
        drive.muscles[muscle].reflex += std::fabs(push);
    }
  }

 private:
  struct Joint {
    std::vector<size_t> as_named, against;
    Wander frequency;
    double turns;  // of the phase
  };
  std::vector<Joint> joints_;
  double amplitude_, frequency_hz_;
  Stopwatch stopwatch_;
};

}  // namespace

std::unique_ptr<Impairment> read_tremor(Reader& reader) {
  const std::vector<Side> sides = read_sides(reader);
  const std::string joint = reader.text("joint", muscle_driven_joints());
  const double amplitude = reader.number("amplitude", {0, 0.5});
  const double frequency_hz = reader.number("frequency_hz", {2, 12}, 5);
  if (amplitude == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t seed) {
    return std::make_unique<Trembling>(layout, sides, joint, amplitude, frequency_hz, seed);
  });
}

}  // namespace steppage
