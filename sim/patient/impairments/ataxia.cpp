// Ataxia: each muscle's drive comes late by a time that wanders, and its size wanders too.
#include <algorithm>
#include <cmath>

#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

constexpr double kWander_s = 0.5;  // about a movement's duration
constexpr double kLatest = 3;      // standard deviations

class Wandering final : public Distortion {
 public:
  Wandering(const Layout& layout, std::vector<size_t> muscles, double jitter_s, double noise,
            uint64_t seed)
      : muscles_(std::move(muscles)),
        latest_s_(kLatest * jitter_s),
        past_(from_seconds(latest_s_)) {
    for (const size_t muscle : muscles_) {
      const std::string& name = layout.muscles[muscle];
      lateness_s_.emplace_back(seed, "impairments/ataxia/timing/" + name, jitter_s, kWander_s);
      size_.emplace_back(seed, "impairments/ataxia/size/" + name, noise, kWander_s);
    }
  }

  void distort(const Instant& now, Drive& drive) override {
    const double step_s = stopwatch_.lap_s(now.time);
    std::vector<double> asked;
    for (const size_t muscle : muscles_) asked.push_back(drive.muscles[muscle].voluntary);
    past_.remember(now.time, std::move(asked));
    for (size_t i = 0; i < muscles_.size(); ++i) {
      const double late_s = std::min(latest_s_, std::fabs(lateness_s_[i].step(step_s)));
      const double size = 1 + size_[i].step(step_s);
      drive.muscles[muscles_[i]].voluntary =
          std::clamp(size * past_.ago(from_seconds(late_s), i), 0.0, 1.0);
    }
  }

 private:
  std::vector<size_t> muscles_;
  double latest_s_;
  Past past_;
  std::vector<Wander> lateness_s_, size_;  // index as muscles_
  Stopwatch stopwatch_;
};

}  // namespace

std::unique_ptr<Impairment> read_ataxia(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  const double jitter_s = reader.number("jitter_ms", {0, 200}, 0) / 1000;
  const double noise = reader.number("noise", {0, 0.5}, 0);
  if (jitter_s == 0 && noise == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t seed) {
    return std::make_unique<Wandering>(layout, indices(layout, muscles), jitter_s, noise, seed);
  });
}

}  // namespace steppage
