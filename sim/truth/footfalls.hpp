// One foot in walking: when it stands, when it swings, and where it drags.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include "core/instant.hpp"
#include "core/trial.hpp"

namespace steppage {

/// A foot is loaded above the larger of these. As on force plates: between 0 and 50 N the threshold
/// hardly moves initial contact; final contact comes earlier by some ms than with 10 N (Tirosh &
/// Sparrow 2003). The share of body weight is for the heavy, whose scraping toes push harder.
inline constexpr double kLoaded_n = 20;
inline constexpr double kLoaded_weights = 0.02;
/// Heel or front of the foot touch above this.
inline constexpr double kTouching_n = 5;
/// A loaded foot stands while one loaded point of its sole moves slower than this, otherwise it
/// slides. Spheres that roll over the floor do 0.15 m/s at most, a toe that is dragged does more
/// than half the walking speed.
inline constexpr double kPlanted_m_s = 0.3;
/// A foot that carries more than this share of body weight stands even though it slides: a toe that
/// is dragged is pressed down by no more than the leg above it weighs, 0.16 (Winter).
inline constexpr double kCarrying_weights = 0.2;
/// Contact that is interrupted for less is one; shorter contact is none.
inline constexpr Time kChatter{10'000};
/// A foot that does not stand for so long is in swing.
inline constexpr Time kShortestSwing{80'000};
/// Standing for less is a toe that caught on the floor: not even runners' stances are as short.
inline constexpr Time kShortestStance{100'000};
/// Sliding into or out of stance for less belongs to it: a heel lands at up to 1.2 m/s.
inline constexpr Time kLanding{50'000};
/// Heel and front that touch within this of each other land flat: at 100 pictures a second nobody
/// could tell which was first.
inline constexpr Time kFlatContact{20'000};

struct FootSample {
  Time time{};
  double load_n = 0;                                  // vertical, of the whole foot
  double heel_n = 0;                                  // vertical, on the heel
  double front_n = 0;                                 // and on all before it
  double slip_m_s = 0;                                // of the slowest loaded point
  double toe_clearance_m = 0;                         // of the lowest point before the heel
  double toe_speed_m_s = 0;                           // horizontal, of that point
  Eigen::Vector2d place_m = Eigen::Vector2d::Zero();  // of the foot on the floor
  double hip_flexion_rad = 0, knee_flexion_rad = 0, ankle_dorsiflexion_rad = 0;
};

/// The foot off the ground, but for where it drags.
struct Swing {
  double min_toe_clearance_m = 0;
  double ankle_min_deg = 0;  // from mid-swing on
  double hip_max_deg = 0, knee_max_deg = 0;
};

/// A stance, and the swing that led to it.
struct Footfall {
  std::optional<Swing> swing;  // unless the trial begins with this stance
  std::optional<Time> ic;      // likewise
  std::optional<Time> ff, ho;  // unless heel or front never touch
  std::optional<Time> fc;      // unless the trial ends before
  Time first{}, last{};        // loaded
  FootContact contact = FootContact::kFlat;
  Eigen::Vector2d place_m = Eigen::Vector2d::Zero();  // kShortestStance after its beginning
  double ankle_at_ic_deg = 0;
};

/// Where the foot touches in swing: it slides, or for moments stands still.
struct Drag {
  Time start{}, end{};
  bool caught = false;
};

/// Minimum toe clearance: the lowest local minimum between a quarter and three quarters of the
/// swing (Winter 1992, Begg 2007), 0 where the toe touches. Some strides have none; then the
/// clearance when the toe is fastest, which is when those minima happen.
double min_toe_clearance_m(const std::vector<FootSample>& swing);

/// Finds the footfalls of one foot while its samples come in.
class FootfallFinder {
 public:
  explicit FootfallFinder(double mass_kg);
  void observe(const FootSample& now);
  /// The trial ends here.
  void finish();
  const std::vector<Footfall>& footfalls() const { return footfalls_; }
  const std::vector<Drag>& drags() const { return drags_; }

 private:
  /// Samples from first to last, both included.
  struct Run {
    size_t first, last;
  };
  template <class Is>
  std::vector<Run> runs(Is is) const;
  void bridge(std::vector<Run>& runs, Time gap) const;
  void drop_shorter(std::vector<Run>& runs, Time shortest, bool at_end) const;
  bool is_loaded(const FootSample& sample) const { return sample.load_n > threshold_n_; }
  bool is_still(const FootSample& sample) const {
    return is_loaded(sample) && sample.slip_m_s < kPlanted_m_s;
  }
  bool stands(const FootSample& sample) const {
    return is_still(sample) || sample.load_n > carrying_n_;
  }
  std::vector<Run> find_stances(bool at_end) const;
  /// Puts into the record what the samples so far tell, and forgets all before the last stance's
  /// end.
  void settle(bool at_end);
  void add_drags(Run swing);
  Footfall measure(Run stance, bool begins, bool ends) const;
  Swing measure_swing(Run swing) const;

  double threshold_n_, carrying_n_;
  std::vector<FootSample> trace_;
  std::optional<Time> stood_;  // when it last stood
  bool is_open_ = false;       // it has stood since the last settling
  std::vector<Footfall> footfalls_;
  std::vector<Drag> drags_;
};

}  // namespace steppage
