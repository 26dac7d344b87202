// Delayed initiation and termination: a muscle does what it has been asked for all the time since a
// while ago, so that it starts late but stops at once; and the largest of that since another while,
// so that it stops late too.
#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

class Delaying final : public Distortion {
 public:
  Delaying(std::vector<size_t> muscles, double initiation_s, double termination_s)
      : muscles_(std::move(muscles)),
        asked_(from_seconds(initiation_s)),
        started_(from_seconds(termination_s)) {}

  void distort(const Instant& now, Drive& drive) override {
    std::vector<double> asked;
    for (const size_t muscle : muscles_) asked.push_back(drive.muscles[muscle].voluntary);
    asked_.remember(now.time, std::move(asked));
    started_.remember(now.time, asked_.smallest());
    const std::vector<double> left = started_.largest();
    for (size_t i = 0; i < muscles_.size(); ++i) drive.muscles[muscles_[i]].voluntary = left[i];
  }

 private:
  std::vector<size_t> muscles_;
  Past asked_, started_;
};

}  // namespace

std::unique_ptr<Impairment> read_delayed_initiation(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  const double initiation_s = reader.number("initiation_ms", {0, 1000}, 0) / 1000;
  const double termination_s = reader.number("termination_ms", {0, 1000}, 0) / 1000;
  if (initiation_s == 0 && termination_s == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Delaying>(indices(layout, muscles), initiation_s, termination_s);
  });
}

}  // namespace steppage
