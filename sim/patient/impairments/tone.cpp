// Tone: muscles that are not asked for anything stay a little active.
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

class Toned final : public Distortion {
 public:
  Toned(std::vector<size_t> muscles, double level) : muscles_(std::move(muscles)), level_(level) {}

  void distort(const Instant& /*now*/, Drive& drive) override {
    for (const size_t muscle : muscles_) drive.muscles[muscle].reflex += level_;
  }

 private:
  std::vector<size_t> muscles_;
  double level_;
};

}  // namespace

std::unique_ptr<Impairment> read_tone(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  const double level = reader.number("level", {0, 0.3});
  if (level == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Toned>(indices(layout, muscles), level);
  });
}

}  // namespace steppage
