#include "patient/fatigue.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

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
  Fatigue(double rate, const Layout& layout) : fatigued_(layout.muscles.size(), 0) {
    for (const std::string& muscle : layout.muscles) {
      rates_.push_back(rates_of(muscle));
      rates_.back().fatigue_hz *= rate;
    }
  }

  void distort(const Instant& now, Drive& drive) override {
    const double step_s = to_seconds(now.time - before_.value_or(now.time));
    before_ = now.time;
    for (size_t i = 0; i < fatigued_.size(); ++i) {
      advance(rates_[i], now.muscles[i].activation, step_s, fatigued_[i]);
      drive.muscles[i].capacity = 1 - fatigued_[i];
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

  std::vector<Rates> rates_;      // index as Layout::muscles
  std::vector<double> fatigued_;  // MF
  std::optional<Time> before_;    // the last control step
};

}  // namespace

std::unique_ptr<Distortion> start_fatigue(double rate, const Layout& layout) {
  return std::make_unique<Fatigue>(rate, layout);
}

}  // namespace steppage
