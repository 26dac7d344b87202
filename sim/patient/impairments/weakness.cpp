// Weakness: a share of the voluntary drive (central) and a share of the force (atrophy) that are
// left.
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

class Weakening final : public Distortion {
 public:
  Weakening(std::vector<size_t> muscles, double drive)
      : muscles_(std::move(muscles)), drive_(drive) {}

  // What is asked arrives in proportion: volition still grades the muscle, below a lower ceiling.
  void distort(const Instant& /*now*/, Drive& drive) override {
    for (const size_t muscle : muscles_) drive.muscles[muscle].voluntary *= drive_;
  }

 private:
  std::vector<size_t> muscles_;
  double drive_;
};

class Weakness final : public Impairment {
 public:
  Weakness(std::vector<std::string> muscles, double drive, double strength)
      : muscles_(std::move(muscles)), drive_(drive), strength_(strength) {}

  void reshape(BodySpec& body) const override {
    if (strength_ == 1) return;
    for (const std::string& muscle : muscles_) body.scale_strength(muscle, strength_);
  }

  std::unique_ptr<Distortion> start(const Layout& layout, uint64_t /*seed*/) const override {
    if (drive_ == 1) return nullptr;
    return std::make_unique<Weakening>(indices(layout, muscles_), drive_);
  }

 private:
  std::vector<std::string> muscles_;
  double drive_;
  double strength_;
};

}  // namespace

std::unique_ptr<Impairment> read_weakness(Reader& reader) {
  std::vector<std::string> muscles = read_muscles(reader);
  const double drive = reader.number("drive", {0, 1}, 1);
  const double strength = reader.number("strength", {0.01, 1}, 1);
  return std::make_unique<Weakness>(std::move(muscles), drive, strength);
}

}  // namespace steppage
