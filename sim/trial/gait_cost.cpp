#include "trial/gait_cost.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <numbers>
#include <numeric>
#include <string>

#include "core/check.hpp"
#include "core/gravity.hpp"
#include "core/instant.hpp"
#include "patient/model_tables.hpp"
#include "reference.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kSettled_s = 3;  // before it, a walk is finding its rhythm
constexpr size_t kCyclePoints = 51;
using Cycle = std::array<double, kCyclePoints>;

// Curves of the gait cycle. Joint angles are judged in the standard deviations between people.
constexpr std::array<const char*, 4> kCurves = {"hip_flexion", "knee_flexion", "ankle_dorsiflexion",
                                                "vertical_force"};
constexpr size_t kJoints = 3, kAnkle = 2, kForce = 3;
using Cycles = std::array<Cycle, kCurves.size()>;

double squared(double value) { return value * value; }
double beyond(double value, double limit) { return std::max(0.0, value - limit); }

// One column of the norms; the force has no standard deviation.
Cycles read_norms(const char* column, size_t curves) {
  Cycles found{};
  std::array<size_t, kCurves.size()> filled{};
  for (const auto& row : read_model_table(embedded::gait_curves_csv))
    for (size_t i = 0; i < curves; ++i)
      if (row.at("curve") == kCurves[i]) found[i].at(filled[i]++) = std::stod(row.at(column));
  for (size_t i = 0; i < curves; ++i) CHECK(filled[i] == kCyclePoints);
  return found;
}

const Cycles& norms() {
  static const Cycles mean = read_norms("fukuchi_mean", kCurves.size());
  return mean;
}

const Cycles& standard_deviations() {
  static const Cycles sd = read_norms("winter_sd", kJoints);
  return sd;
}

// Motion of a trial by name.
class Motion {
 public:
  explicit Motion(const Table& table) : table_(table) {}
  size_t column(const std::string& name) const { return index_of(table_.columns, name); }
  double last(const std::string& name) const {
    return table_.rows.empty() ? 0 : table_.rows.back()[column(name)];
  }
  /// Linear between the moments that were recorded.
  double at(double time_s, size_t column) const {
    const double start_s = table_.rows.front()[0], step_s = table_.rows.at(1)[0] - start_s;
    const double place =
        std::clamp((time_s - start_s) / step_s, 0.0, static_cast<double>(table_.rows.size() - 1));
    const auto before = std::min(static_cast<size_t>(place), table_.rows.size() - 2);
    const double share = place - static_cast<double>(before);
    return (1 - share) * table_.rows[before][column] + share * table_.rows[before + 1][column];
  }
  double most(size_t column, double from_s, double until_s) const {
    double most = -std::numeric_limits<double>::infinity();
    for (const auto& row : table_.rows)
      if (row[0] >= from_s && row[0] < until_s) most = std::max(most, row[column]);
    return most;
  }
  const std::vector<std::vector<double>>& rows() const { return table_.rows; }
  const std::vector<std::string>& columns() const { return table_.columns; }

 private:
  const Table& table_;
};

double cost_of_fall(const Motion& motion, const WishedGait& wished) {
  const double wished_m = wished.speed_m_s * wished.duration_s;
  return 2 * kCostOfFall - 700 * std::clamp(motion.last("pelvis_x_m") / wished_m, 0.0, 1.0) -
         300 * motion.last("t_s") / wished.duration_s;
}

// However badly somebody walks, it costs less than a fall, and worse still costs more.
double less_than_fall(double cost) {
  constexpr double kFree = kCostOfFall / 2;
  return cost < kFree ? cost : kCostOfFall - kFree * kFree / cost;
}

using Strides = std::vector<Stride>;

Strides settled(const Trial& trial, Side side) {
  Strides strides;
  for (const Stride& stride : *trial.truth.strides)
    if (stride.side == side && to_seconds(stride.ic) > kSettled_s) strides.push_back(stride);
  return strides;
}

double mean(const Strides& strides, double Stride::*number) {
  double sum = 0;
  for (const Stride& stride : strides) sum += stride.*number;
  return sum / static_cast<double>(strides.size());
}

// Mean over the strides of a column, on equal steps of the stride or of its first part.
Cycle mean_cycle(const Motion& motion, const Strides& strides, size_t column, bool stance = false) {
  Cycle cycle{};
  for (const Stride& stride : strides) {
    const double time_s = stride.stride_time_s * (stance ? stride.stance_fraction : 1);
    for (size_t p = 0; p < kCyclePoints; ++p)
      cycle[p] +=
          motion.at(to_seconds(stride.ic) + time_s * static_cast<double>(p) / (kCyclePoints - 1),
                    column) /
          static_cast<double>(strides.size());
  }
  return cycle;
}

double mean_of(const Cycle& cycle) {
  return std::accumulate(cycle.begin(), cycle.end(), 0.0) / kCyclePoints;
}

double correlation(const Cycle& a, const Cycle& b) {
  const double mean_a = mean_of(a), mean_b = mean_of(b);
  double ab = 0, aa = 0, bb = 0;
  for (size_t p = 0; p < kCyclePoints; ++p) {
    ab += (a[p] - mean_a) * (b[p] - mean_b);
    aa += squared(a[p] - mean_a);
    bb += squared(b[p] - mean_b);
  }
  return ab / std::sqrt(std::max(aa * bb, 1e-12));
}

// The largest rate at which shank and foot turn against the pelvis, deg a cycle; the shank forward
// and backward.
struct Haste {
  double shank = 0, shank_back = 0, foot = 0;
};

Haste haste_of(const Cycles& angles_deg) {
  const auto& [hip, knee, ankle, force] = angles_deg;
  Haste haste;
  for (size_t p = 1; p + 1 < kCyclePoints; ++p) {
    const auto rate = [p](const Cycle& angle_deg) {
      return (angle_deg[p + 1] - angle_deg[p - 1]) * (kCyclePoints - 1) / 2;
    };
    const double shank = rate(hip) - rate(knee);
    haste.shank = std::max(haste.shank, shank);
    haste.shank_back = std::max(haste.shank_back, -shank);
    haste.foot = std::max(haste.foot, shank + rate(ankle));
  }
  return haste;
}

// A leg that is thrown.
double cost_of_haste(const Cycles& cycles) {
  static const Haste usual = haste_of(norms());
  const Haste haste = haste_of(cycles);
  return 0.05 * (squared(beyond(haste.shank, usual.shank)) +
                 squared(beyond(haste.shank_back, usual.shank_back)) +
                 squared(beyond(haste.foot, usual.foot)));
}

double cost_of_joints(const Motion& motion, const Strides& strides, const std::string& side) {
  constexpr double kSimilar = 0.93, kAlike = 0.87;  // correlation
  constexpr double kCourse = 0.95;                  // standard deviations, without the offset
  double cost = 0;
  Cycles cycles{};
  for (size_t i = 0; i < kJoints; ++i) {
    const Cycle& cycle = cycles[i] =
        mean_cycle(motion, strides, motion.column(side + kCurves[i] + "_deg"));
    const double offset_deg = mean_of(cycle) - mean_of(norms()[i]);
    double apart = 0, course = 0;  // squared
    for (size_t p = 0; p < kCyclePoints; ++p) {
      const double more_deg = cycle[p] - norms()[i][p], sd_deg = standard_deviations()[i][p];
      apart += squared(more_deg / sd_deg) / kCyclePoints;
      course += squared((more_deg - offset_deg) / sd_deg) / kCyclePoints;
    }
    cost += 60 * apart + 150 * beyond(std::sqrt(course), kCourse);
    if (i != kAnkle) continue;
    const double alike = correlation(cycle, norms()[i]);
    cost += 120 * beyond(kSimilar, alike) + 400 * beyond(kAlike, alike);
  }
  return cost + cost_of_haste(cycles);
}

// Of the vertical force: another course over stance than people's.
double cost_of_force(const Motion& motion, const Strides& strides, const std::string& side,
                     double weight_n) {
  constexpr double kStance = 0.615;  // of the stride, in the norm
  const Cycle stance = mean_cycle(motion, strides, motion.column(side + "grf_z_n"), true);
  const Cycle& norm = norms()[kForce];
  double apart = 0;
  for (size_t p = 0; p < kCyclePoints; ++p) {
    const double place = kStance * static_cast<double>(p);
    const auto before = std::min(static_cast<size_t>(place), kCyclePoints - 2);
    const double share = place - static_cast<double>(before);
    const double wished = (1 - share) * norm[before] + share * norm[before + 1];
    apart += squared(stance[p] / weight_n - wished) / kCyclePoints;
  }
  return 300 * apart;
}

// A foot that hits the floor, by the mean peak in body weights.
double cost_of_landing(const Motion& motion, const Strides& strides, const std::string& side,
                       double weight_n) {
  constexpr double kHump = 1.15;  // what people's stays below
  constexpr double kHard = 1.18;
  const size_t column = motion.column(side + "grf_z_n");
  double peak = 0;
  for (const Stride& stride : strides)
    peak +=
        motion.most(column, to_seconds(stride.ic), to_seconds(stride.ic) + stride.stride_time_s) /
        weight_n / static_cast<double>(strides.size());
  const double more = beyond(peak, kHump);
  return 80 * more * std::sqrt(more) + 600 * beyond(peak, kHard);
}

double clearance_mm(const Strides& strides) {
  return 1000 * mean(strides, &Stride::min_toe_clearance_m);
}

struct Spread {
  double mean = 0, sd = 0;
};

Spread spread_of(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  Spread spread;
  for (const double value : values) spread.mean += value / count;
  for (const double value : values) spread.sd += squared(value - spread.mean) / count;
  spread.sd = std::sqrt(spread.sd);
  return spread;
}

Spread step_width_m(const Strides& strides) {
  std::vector<double> widths_m;
  for (const Stride& stride : strides)
    if (stride.step_width_m) widths_m.push_back(*stride.step_width_m);
  return spread_of(widths_m);
}

// Feet where people have theirs.
double cost_of_feet(const Strides& strides) {
  constexpr double kHigh_mm = 30;
  constexpr double kNarrow_m = 0.06, kWide_m = 0.12;
  constexpr double kLongStance = 0.63;  // of the stride
  const double width_m = step_width_m(strides).mean;
  return 0.02 * squared(beyond(clearance_mm(strides), kHigh_mm)) +
         4500 * (squared(beyond(kNarrow_m, width_m)) + squared(beyond(width_m, kWide_m))) +
         2000 * beyond(mean(strides, &Stride::stance_fraction), kLongStance);
}

// Strides that differ from each other, and toes that are about to catch.
double cost_of_unsteadiness(const Strides& strides) {
  constexpr double kVariation = 0.012;  // of the stride time
  constexpr double kWidth_m = 0.02;
  constexpr double kLow_mm = 14;
  std::vector<double> times_s;
  for (const Stride& stride : strides) times_s.push_back(stride.stride_time_s);
  const Spread time_s = spread_of(times_s);
  return 800 * beyond(time_s.sd / time_s.mean, kVariation) +
         2000 * beyond(step_width_m(strides).sd, kWidth_m) +
         0.2 * squared(beyond(kLow_mm, clearance_mm(strides)));
}

// Of the means of one side and the other: 1 where all differ as much as a limp is seen by.
double asymmetry(const PerSide<Strides>& strides) {
  constexpr struct {
    double Stride::*number;
    double unit;
  } kSeen[] = {{&Stride::stance_fraction, 0.02},
               {&Stride::stride_length_m, 0.05},
               {&Stride::knee_max_swing_deg, 5},
               {&Stride::hip_max_swing_deg, 5}};
  double sum = 0;
  for (const auto& [number, unit] : kSeen)
    sum += std::fabs(mean(strides.left, number) - mean(strides.right, number)) / unit;
  return sum / std::size(kSeen);
}

// Joints that lean on their stops: time-weighted, rad.
double leaning_on_stops(const Motion& motion) {
  constexpr struct {
    const char* joint;
    double low_deg, high_deg;
  } kFree[] = {{"hip_flexion", -25, 100},
               {"knee_flexion", -3, 120},
               {"ankle_dorsiflexion", -40, 25},
               {"hip_rotation", -25, 25},
               {"subtalar_inversion", -12, 18}};
  double sum = 0;
  for (const char* side : {"left_", "right_"})
    for (const auto& joint : kFree) {
      const size_t column = motion.column(std::string(side) + joint.joint + "_deg");
      for (const auto& row : motion.rows())
        sum += beyond(joint.low_deg, row[column]) + beyond(row[column], joint.high_deg);
    }
  return sum / static_cast<double>(motion.rows().size()) * kDegree;
}

// Mean over muscles and time.
double activation_squared(const Motion& motion) {
  double sum = 0;
  size_t muscles = 0;
  for (size_t c = 0; c < motion.columns().size(); ++c)
    if (motion.columns()[c].ends_with("_activation")) {
      ++muscles;
      for (const auto& row : motion.rows()) sum += squared(row[c]);
    }
  return sum / static_cast<double>(motion.rows().size() * muscles);
}

double widest_wander_m(const Motion& motion) {
  const size_t sideward = motion.column("pelvis_y_m");
  double widest = 0;
  for (const auto& row : motion.rows()) widest = std::max(widest, std::fabs(row[sideward]));
  return widest;
}

// How much the pelvis turns from stride to stride: standard deviation of the strides' mean yaw.
double heading_wander_deg(const Motion& motion, const PerSide<Strides>& strides) {
  const size_t w = motion.column("pelvis_qw"), x = motion.column("pelvis_qx"),
               y = motion.column("pelvis_qy"), z = motion.column("pelvis_qz");
  std::vector<double> headings_deg;
  for (const Side side : {Side::kLeft, Side::kRight})
    for (const Stride& stride : strides[side]) {
      double sum_rad = 0;
      size_t count = 0;
      for (const auto& row : motion.rows())
        if (row[0] >= to_seconds(stride.ic) && row[0] < to_seconds(stride.next_ic)) {
          sum_rad += std::atan2(2 * (row[w] * row[z] + row[x] * row[y]),
                                1 - 2 * (squared(row[y]) + squared(row[z])));
          ++count;
        }
      if (count > 0) headings_deg.push_back(sum_rad / static_cast<double>(count) / kDegree);
    }
  return spread_of(headings_deg).sd;
}

// Of older people, by speed: models/reference/gait_speeds.csv.
struct Pace {
  double speed_m_s = 0, stride_s = 0;
};

std::vector<Pace> read_paces() {
  std::vector<Pace> paces;
  for (const auto& row : read_model_table(embedded::gait_speeds_csv))
    if (row.at("people") == "older")
      paces.push_back(
          {std::stod(row.at("speed_m_s")), 120 / std::stod(row.at("cadence_steps_min"))});
  CHECK(paces.size() >= 2);
  return paces;
}

// Of people of another height than the table's, at the same Froude number.
double usual_stride_s(double speed_m_s, double height_m) {
  constexpr double kTheirHeight_m = 1.63;
  static const std::vector<Pace> paces = read_paces();
  const double scale = std::sqrt(height_m / kTheirHeight_m);  // of speeds and of times
  const double speed =
      std::clamp(speed_m_s / scale, paces.front().speed_m_s, paces.back().speed_m_s);
  size_t after = 1;
  while (paces[after].speed_m_s < speed) ++after;
  const Pace &slow = paces[after - 1], &fast = paces[after];
  const double share = (speed - slow.speed_m_s) / (fast.speed_m_s - slow.speed_m_s);
  return scale * (slow.stride_s + share * (fast.stride_s - slow.stride_s));
}

}  // namespace

double gait_cost(const Trial& trial, const WishedGait& wished, double looks) {
  const Motion motion(*trial.truth.motion);
  if (trial.stop == StopReason::kDiverged || motion.rows().size() < 2) return 2 * kCostOfFall;
  if (trial.stop != StopReason::kCompleted) return cost_of_fall(motion, wished);
  double cost = 0, cost_of_looks = 0, speed_m_s = 0, stride_s = 0;
  PerSide<Strides> strides;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    strides[side] = settled(trial, side);
    const Strides& of_side = strides[side];
    if (of_side.size() < 2) return cost_of_fall(motion, wished);  // stands rather than walks
    const double mean_s = mean(of_side, &Stride::stride_time_s);
    stride_s += mean_s / 2;
    speed_m_s += mean(of_side, &Stride::stride_length_m) / mean_s / 2;
    const std::string prefix = std::string(name(side)) + "_";
    const double weight_n = wished.mass_kg * kGravity_m_s2;
    cost +=
        (cost_of_landing(motion, of_side, prefix, weight_n) + cost_of_unsteadiness(of_side)) / 2;
    cost_of_looks += (cost_of_joints(motion, of_side, prefix) +
                      cost_of_force(motion, of_side, prefix, weight_n) + cost_of_feet(of_side)) /
                     2;
  }
  cost_of_looks += 5 * asymmetry(strides);
  const double usual_s = usual_stride_s(wished.speed_m_s, wished.height_m);
  cost_of_looks += 3000 * squared(beyond(std::fabs(stride_s - usual_s), 0.04));
  cost += 24000 * squared(beyond(std::fabs(speed_m_s / wished.speed_m_s - 1), 0.02));
  cost += 100 * leaning_on_stops(motion) + 300 * activation_squared(motion);
  cost += 60 * squared(beyond(widest_wander_m(motion), 0.25));
  cost += 15 * squared(beyond(heading_wander_deg(motion, strides), 1));
  return less_than_fall(cost + looks * cost_of_looks);
}

}  // namespace steppage
