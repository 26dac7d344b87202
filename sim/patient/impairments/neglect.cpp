// Motor neglect: a side that can do its part when it is alone is used less the more of the work is
// asked of the other side at the same time.
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

class Neglecting final : public Distortion {
 public:
  Neglecting(const Layout& layout, Side side, double severity) : severity_(severity) {
    for (size_t i = 0; i < layout.muscles.size(); ++i)
      (layout.muscles[i].starts_with(name(side)) ? own_ : other_).push_back(i);
  }

  void distort(const Instant& /*now*/, Drive& drive) override {
    const double own = asked(own_, drive), other = asked(other_, drive);
    if (other == 0) return;
    const double left = 1 - severity_ * other / (own + other);
    for (const size_t muscle : own_) drive.muscles[muscle].voluntary *= left;
  }

 private:
  static double asked(const std::vector<size_t>& muscles, const Drive& drive) {
    double sum = 0;
    for (const size_t muscle : muscles) sum += drive.muscles[muscle].voluntary;
    return sum;
  }

  std::vector<size_t> own_, other_;
  double severity_;
};

}  // namespace

std::unique_ptr<Impairment> read_neglect(Reader& reader) {
  const Side side = reader.text("side", {"left", "right"}) == "left" ? Side::kLeft : Side::kRight;
  const double severity = reader.number("severity", {0, 1});
  if (severity == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Neglecting>(layout, side, severity);
  });
}

}  // namespace steppage
