// Peripheral fatigue: muscles that work lose fibres for a while. Three compartments (Xia & Frey-Law
// 2008, J Biomech 41:3046): of each muscle's fibres a share is active (the activation), a share MF
// is fatigued, and the others rest:
//   dMF/dt = F active - R MF
// with R larger by a factor r when the muscle rests (Looft et al. 2018, J Biomech 77:16). What is
// left, 1 - MF, is the muscle's capacity. What is not seen between two control steps far apart
// counts as going on in the state of the later one.

#include <algorithm>
#include <array>
#include <cmath>

#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

// Fitted to endurance times of joints (Frey-Law, Looft & Heitsman 2012, J Biomech 45:1803).
struct Rates {
  double fatigue_hz;   // F
  double recovery_hz;  // R
};
constexpr Rates kAnkle = {0.00589, 0.00058};
constexpr Rates kKnee = {0.01500, 0.00149};
constexpr Rates kTrunk = {0.00755, 0.00075};
constexpr Rates kGeneral = {0.00970, 0.00091};  // the hip has no values of its own
constexpr double kRestFactor = 15;              // r
constexpr double kResting = 0.03;               // activation: tone

struct Row {
  std::string_view muscle;
  Rates rates;
};
constexpr std::array<Row, 14> kRows = {{{"VAS", kKnee},
                                        {"RF", kKnee},
                                        {"HAM", kKnee},
                                        {"BFSH", kKnee},
                                        {"GAS", kAnkle},
                                        {"SOL", kAnkle},
                                        {"TA", kAnkle},
                                        {"EDL", kAnkle},
                                        {"TP", kAnkle},
                                        {"FDL", kAnkle},
                                        {"PER", kAnkle},
                                        {"ES", kTrunk},
                                        {"ABD", kTrunk},
                                        {"OBL", kTrunk}}};

// Of "right_VAS" or "right_GMAX_1".
Rates rates_of(std::string_view line) {
  const std::string_view muscle = line.substr(line.find('_') + 1);
  const auto row = std::find_if(kRows.begin(), kRows.end(),
                                [&](const Row& one) { return one.muscle == muscle; });
  return row == kRows.end() ? kGeneral : row->rates;
}

class Fatigue final : public Distortion {
 public:
  Fatigue(const Layout& layout, std::vector<size_t> muscles, double rate)
      : muscles_(std::move(muscles)), fatigued_(muscles_.size(), 0) {
    for (const size_t muscle : muscles_) {
      rates_.push_back(rates_of(layout.muscles[muscle]));
      rates_.back().fatigue_hz *= rate;
    }
  }

  void distort(const Instant& now, Drive& drive) override {
    const double step_s = stopwatch_.lap_s(now.time);
    for (size_t i = 0; i < muscles_.size(); ++i) {
      advance(rates_[i], now.muscles[muscles_[i]].activation, step_s, fatigued_[i]);
      drive.muscles[muscles_[i]].capacity *= 1 - fatigued_[i];
    }
  }

 private:
  // Exact for a constant activation, however long the step.
  static void advance(const Rates& rates, double active, double step_s, double& fatigued) {
    const double recovery_hz = rates.recovery_hz * (active < kResting ? kRestFactor : 1);
    const double settled = rates.fatigue_hz * active / recovery_hz;
    const double kept = std::exp(-recovery_hz * step_s);
    fatigued = std::clamp(settled + (fatigued - settled) * kept, 0.0, 1.0);
  }

  std::vector<size_t> muscles_;
  std::vector<Rates> rates_;      // index as muscles_
  std::vector<double> fatigued_;  // MF, likewise
  Stopwatch stopwatch_;
};

}  // namespace

std::unique_ptr<Impairment> read_fatigue(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  const double rate = reader.number("rate", {0, 10}, 1);
  if (rate == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Fatigue>(layout, indices(layout, muscles), rate);
  });
}

std::unique_ptr<Impairment> general_fatigue(double rate) {
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Fatigue>(layout, indices(layout, layout.muscles), rate);
  });
}

}  // namespace steppage
