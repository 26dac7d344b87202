// Abnormal synergies: drive leaks to the other muscles of Brunnstrom's patterns.
#include <algorithm>
#include <array>

#include "patient/body.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

// Shares at severity 1. Flexion: hip flexion and abduction, knee flexion, dorsiflexion. Extension:
// hip extension and adduction, knee extension, plantarflexion and inversion (Brunnstrom 1970).
struct Leak {
  std::string_view pattern, from, to;
  double share;
};
constexpr std::array<Leak, 12> kLeaks = {{{"flexion", "HFL", "TA", 0.5},
                                          {"flexion", "HFL", "HAB", 0.3},
                                          {"flexion", "HFL", "HAM", 0.4},
                                          {"flexion", "HFL", "BFSH", 0.4},
                                          {"extension", "VAS", "SOL", 0.5},
                                          {"extension", "VAS", "GAS", 0.5},
                                          {"extension", "VAS", "HAD", 0.4},
                                          {"extension", "VAS", "TP", 0.4},
                                          {"extension", "GMAX", "SOL", 0.5},
                                          {"extension", "GMAX", "GAS", 0.5},
                                          {"extension", "GMAX", "HAD", 0.4},
                                          {"extension", "GMAX", "TP", 0.4}}};

std::vector<size_t> lines(const Layout& layout, Side side, std::string_view muscle) {
  std::vector<size_t> found;
  for (const std::string& line : muscle_lines(std::string(muscle)))
    found.push_back(index_of(layout.muscles, std::string(name(side)) + "_" + line));
  return found;
}

// A muscle takes the largest of what leaks to it from VAS and GMAX, which act together.
class Leaking final : public Distortion {
 public:
  Leaking(const Layout& layout, const std::vector<Side>& sides, const std::string& pattern,
          double severity)
      : leaked_(layout.muscles.size()) {
    for (const Side side : sides)
      for (const Leak& leak : kLeaks)
        if (pattern == leak.pattern || pattern == "both")
          paths_.push_back({lines(layout, side, leak.from), lines(layout, side, leak.to),
                            severity * leak.share});
  }

  void distort(const Instant& /*now*/, Drive& drive) override {
    std::fill(leaked_.begin(), leaked_.end(), 0.0);
    for (const Path& path : paths_) {
      double source = 0;
      for (const size_t from : path.from) source = std::max(source, drive.muscles[from].voluntary);
      for (const size_t to : path.to) leaked_[to] = std::max(leaked_[to], path.share * source);
    }
    for (size_t i = 0; i < leaked_.size(); ++i)
      drive.muscles[i].voluntary = std::min(1.0, drive.muscles[i].voluntary + leaked_[i]);
  }

 private:
  struct Path {
    std::vector<size_t> from, to;
    double share;
  };
  std::vector<Path> paths_;
  std::vector<double> leaked_;  // index as Layout::muscles
};

}  // namespace

std::unique_ptr<Impairment> read_synergy(Reader& reader) {
  const std::vector<Side> sides = read_sides(reader);
  const std::string pattern = reader.text("pattern", {"flexion", "extension", "both"}, "both");
  const double severity = reader.number("severity", {0, 1});
  if (severity == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Leaking>(layout, sides, pattern, severity);
  });
}

}  // namespace steppage
