// Central fatigue: the voluntary drive of a muscle that keeps working falls, and comes back at
// rest, with one time constant.
#include <cmath>

#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

constexpr double kResting = 0.03;  // activation: tone

class Tiring final : public Distortion {
 public:
  Tiring(std::vector<size_t> muscles, double loss, double time_constant_s)
      : muscles_(std::move(muscles)),
        tired_(muscles_.size(), 0),
        loss_(loss),
        time_constant_s_(time_constant_s) {}

  void distort(const Instant& now, Drive& drive) override {
    const double follow = 1 - std::exp(-stopwatch_.lap_s(now.time) / time_constant_s_);
    for (size_t i = 0; i < muscles_.size(); ++i) {
      const double works = now.muscles[muscles_[i]].activation > kResting ? 1 : 0;
      tired_[i] += follow * (works - tired_[i]);
      drive.muscles[muscles_[i]].voluntary *= 1 - loss_ * tired_[i];
    }
  }

 private:
  std::vector<size_t> muscles_;
  std::vector<double> tired_;  // index as muscles_; 0 to 1
  double loss_, time_constant_s_;
  Stopwatch stopwatch_;
};

}  // namespace

std::unique_ptr<Impairment> read_central_fatigue(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  const double loss = reader.number("loss", {0, 1});
  const double time_constant_s = reader.number("time_constant_s", {10, 3600}, 180);
  if (loss == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Tiring>(indices(layout, muscles), loss, time_constant_s);
  });
}

}  // namespace steppage
