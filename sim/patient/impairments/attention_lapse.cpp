// Lapses of attention: at random moments less is asked of the muscles for a while (hesitation).
#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

class Lapsing final : public Distortion {
 public:
  Lapsing(std::vector<size_t> muscles, double rate_hz, double duration_s, double depth,
          uint64_t seed)
      : muscles_(std::move(muscles)),
        rate_hz_(rate_hz),
        duration_(from_seconds(duration_s)),
        depth_(depth),
        random_(seed, "impairments/attention_lapse") {}

  void distort(const Instant& now, Drive& drive) override {
    const double step_s = stopwatch_.lap_s(now.time);
    if (random_.uniform() < rate_hz_ * step_s && now.time >= until_) until_ = now.time + duration_;
    if (now.time >= until_) return;
    for (const size_t muscle : muscles_) drive.muscles[muscle].voluntary *= 1 - depth_;
  }

 private:
  std::vector<size_t> muscles_;
  double rate_hz_;
  Time duration_;
  double depth_;
  Random random_;
  Stopwatch stopwatch_;
  Time until_ = Time::min();  // the present lapse lasts
};

}  // namespace

std::unique_ptr<Impairment> read_attention_lapse(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  const double rate_hz = reader.number("per_min", {0, 30}) / 60;
  const double duration_s = reader.number("duration_s", {0.1, 10}, 1);
  const double depth = reader.number("depth", {0, 1}, 0.5);
  if (rate_hz == 0 || depth == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t seed) {
    return std::make_unique<Lapsing>(indices(layout, muscles), rate_hz, duration_s, depth, seed);
  });
}

}  // namespace steppage
