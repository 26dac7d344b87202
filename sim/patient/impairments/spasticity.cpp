// Spasticity: a stretch reflex of muscles that are stretched fast or far, per muscle with fibre
// length L (in optimal lengths) and lengthening velocity V, `delay` ago:
//   reflex = phase * clip(gain (V - threshold)+ + length_gain (L - length_threshold)+, 0, 0.6)
// phase is 1 where modulation over the stride is lost; what is kept of it lets the reflex rest
// after the foot has left the floor (Sinkjaer et al. 1996: none at toe-off, 45 % of stance in late
// swing). With a large gain and its delay the loop oscillates by itself: clonus.
#include <algorithm>
#include <array>

#include "patient/control_steps.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

// Ashworth grades say little about reflexes (Mirbagheri et al. 2008): this table is a convention.
// Gains and thresholds were fitted to torques of ramp stretches of the ankle (tests/sim/patient/
// spasticity_test.cpp). They are about twice what a calf without tendons needs: its fibres would go
// on being stretched while they are active, and be stronger for it. In series with a tendon they
// give way to it, at shorter lengths, and their force comes 50 to 100 ms later, when a fast ramp is
// over: no gain makes it rise with speed as it would without.
// Grade 4 is grade 3 with a contracture, which is an impairment of its own.
struct Grade {
  const char* mas;
  double gain_s, threshold_l0_s;
};
constexpr std::array<Grade, 6> kGrades = {{{"0", 0, 3},
                                           {"1", 0.03, 2.2},
                                           {"1+", 0.05, 1.8},
                                           {"2", 0.075, 1.7},
                                           {"3", 0.115, 1.55},
                                           {"4", 0.115, 1.55}}};

constexpr double kMost = 0.6;  // drive

// Nerve conduction there and back, by how far the muscle is from the spine.
struct Conduction {
  std::string_view muscle;
  Time delay;
};
constexpr Time kShank{45'000}, kThigh{30'000}, kHip{20'000};
constexpr std::array<Conduction, 11> kConductions = {{{"GAS", kShank},
                                                      {"SOL", kShank},
                                                      {"TA", kShank},
                                                      {"TP", kShank},
                                                      {"FDL", kShank},
                                                      {"PER", kShank},
                                                      {"EDL", kShank},
                                                      {"VAS", kThigh},
                                                      {"RF", kThigh},
                                                      {"HAM", kThigh},
                                                      {"BFSH", kThigh}}};
constexpr Time kLongest{100'000};

Time conduction(std::string_view line) {
  const std::string_view muscle = line.substr(line.find('_') + 1);
  for (const Conduction& row : kConductions)
    if (row.muscle == muscle) return row.delay;
  return kHip;
}

struct Settings {
  double gain_s, threshold_l0_s;
  double length_gain, length_threshold;
  double modulation;  // share of the healthy modulation that is kept
  std::optional<Time> delay;
};

// What a healthy reflex is multiplied by, by the load and history of its leg.
class Modulation {
 public:
  double step(const Instant& now, Side side) {
    constexpr double kLoad_n = 20;
    constexpr Time kEarlySwing{250'000};
    constexpr double kLateSwing = 0.45;
    if (now.ground_reaction_n[side].z() > kLoad_n) lifted_ = now.time;
    if (lifted_ == now.time) return 1;
    return now.time - lifted_ < kEarlySwing ? 0 : kLateSwing;
  }

 private:
  Time lifted_ = Time::min() / 2;
};

class Spastic final : public Distortion {
 public:
  Spastic(const Layout& layout, std::vector<size_t> muscles, const Settings& settings)
      : muscles_(std::move(muscles)), settings_(settings) {
    for (const size_t muscle : muscles_) {
      const std::string& line = layout.muscles[muscle];
      delay_.push_back(settings.delay.value_or(conduction(line)));
      side_.push_back(line.starts_with(name(Side::kLeft)) ? Side::kLeft : Side::kRight);
    }
  }

  void distort(const Instant& now, Drive& drive) override {
    felt_.remember(now.time, stretch_reflexes(now));
    PerSide<double> healthy;
    for (const Side side : {Side::kLeft, Side::kRight})
      healthy[side] = modulation_[side].step(now, side);
    for (size_t i = 0; i < muscles_.size(); ++i) {
      const double phase = 1 - settings_.modulation * (1 - healthy[side_[i]]);
      drive.muscles[muscles_[i]].reflex += phase * felt_.ago(delay_[i], i);
    }
  }

 private:
  std::vector<double> stretch_reflexes(const Instant& now) {
    const double step_s = stopwatch_.lap_s(now.time);
    if (length_.empty())
      for (const size_t muscle : muscles_) length_.push_back(now.muscles[muscle].fibre_length);
    std::vector<double> reflexes;
    for (size_t i = 0; i < muscles_.size(); ++i) {
      const double length = now.muscles[muscles_[i]].fibre_length;
      const double velocity = step_s > 0 ? (length - length_[i]) / step_s : 0;
      length_[i] = length;
      reflexes.push_back(
          std::clamp(settings_.gain_s * std::max(0.0, velocity - settings_.threshold_l0_s) +
                         settings_.length_gain * std::max(0.0, length - settings_.length_threshold),
                     0.0, kMost));
    }
    return reflexes;
  }

  std::vector<size_t> muscles_;
  Settings settings_;
  std::vector<Time> delay_;     // index as muscles_
  std::vector<Side> side_;      // likewise
  std::vector<double> length_;  // at the last control step, likewise
  Past felt_{kLongest};
  PerSide<Modulation> modulation_;
  Stopwatch stopwatch_;
};

}  // namespace

std::unique_ptr<Impairment> read_spasticity(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  std::vector<std::string> grades;
  for (const Grade& grade : kGrades) grades.emplace_back(grade.mas);
  const std::string mas = reader.text("mas", grades, "0");
  const Grade& grade = *std::find_if(kGrades.begin(), kGrades.end(),
                                     [&](const Grade& one) { return one.mas == mas; });
  Settings settings;
  settings.gain_s = reader.number("gain_s", {0, 0.5}, grade.gain_s);
  settings.threshold_l0_s = reader.number("threshold_l0_s", {0, 10}, grade.threshold_l0_s);
  settings.length_gain = reader.number("length_gain", {0, 2}, 0);
  settings.length_threshold = reader.number("length_threshold", {0.5, 1.5}, 1);
  settings.modulation = reader.number("modulation", {0, 1}, 0);
  if (reader.has("delay_ms"))
    settings.delay =
        from_seconds(reader.number("delay_ms", {5, 1000 * to_seconds(kLongest)}) / 1000);
  if (settings.gain_s == 0 && settings.length_gain == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Spastic>(layout, indices(layout, muscles), settings);
  });
}

}  // namespace steppage
