// Slow activation: the voluntary drive passes a first-order low-pass; reflexes and stimulation,
// which do not come from the cortex, stay fast.
#include <cmath>

#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

class Lagging final : public Distortion {
 public:
  Lagging(std::vector<size_t> muscles, double time_constant_s)
      : muscles_(std::move(muscles)), time_constant_s_(time_constant_s) {}

  void distort(const Instant& now, Drive& drive) override {
    const double step_s = stopwatch_.lap_s(now.time);
    if (lagging_.empty())
      for (const size_t muscle : muscles_) lagging_.push_back(drive.muscles[muscle].voluntary);
    const double follow = 1 - std::exp(-step_s / time_constant_s_);
    for (size_t i = 0; i < muscles_.size(); ++i) {
      double& voluntary = drive.muscles[muscles_[i]].voluntary;
      lagging_[i] += follow * (voluntary - lagging_[i]);
      voluntary = lagging_[i];
    }
  }

 private:
  std::vector<size_t> muscles_;
  double time_constant_s_;
  Stopwatch stopwatch_;
  std::vector<double> lagging_;  // index as muscles_
};

}  // namespace

std::unique_ptr<Impairment> read_slow_activation(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  const double time_constant_s = reader.number("time_constant_ms", {0, 500}) / 1000;
  if (time_constant_s == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Lagging>(indices(layout, muscles), time_constant_s);
  });
}

}  // namespace steppage
