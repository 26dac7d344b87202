#include "trial/gait_cost.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/check.hpp"
#include "core/gravity.hpp"
#include "core/instant.hpp"
#include "patient/model_tables.hpp"
#include "reference.hpp"

namespace steppage {
namespace {

constexpr double kSettled_s = 3;  // before it, a walk is finding its rhythm
constexpr size_t kCyclePoints = 51;
using Cycle = std::array<double, kCyclePoints>;

// One curve of the gait cycle: deviations up to `tolerance` are free, `unit` more costs 1.
struct CurveKind {
  const char* name;
  double tolerance, unit;
};
constexpr std::array<CurveKind, 4> kCurves = {{{"hip_flexion", 4, 8},
                                               {"knee_flexion", 4, 6},
                                               {"ankle_dorsiflexion", 3, 6},
                                               {"vertical_force", 0.08, 0.15}}};

double squared(double value) { return value * value; }
double beyond(double value, double limit) { return std::max(0.0, value - limit); }

const std::array<Cycle, kCurves.size()>& norms() {
  static const auto curves = [] {
    std::array<Cycle, kCurves.size()> found{};
    std::array<size_t, kCurves.size()> filled{};
    for (const auto& row : read_model_table(embedded::gait_curves_csv))
      for (size_t i = 0; i < kCurves.size(); ++i)
        if (row.at("curve") == kCurves[i].name)
          found[i].at(filled[i]++) = std::stod(row.at("fukuchi_mean"));
    for (const size_t points : filled) CHECK(points == kCyclePoints);
    return found;
  }();
  return curves;
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
  const std::vector<std::vector<double>>& rows() const { return table_.rows; }
  const std::vector<std::string>& columns() const { return table_.columns; }

 private:
  const Table& table_;
};

double cost_of_fall(const Motion& motion, const WishedGait& wished) {
  const double wished_m = wished.speed_m_s * wished.duration_s;
  return 2000 - 1000 * std::clamp(motion.last("pelvis_x_m") / wished_m, 0.0, 1.0) -
         300 * motion.last("t_s") / wished.duration_s;
}

std::vector<Stride> settled(const Trial& trial, Side side) {
  std::vector<Stride> strides;
  for (const Stride& stride : *trial.truth.strides)
    if (stride.side == side && to_seconds(stride.ic) > kSettled_s) strides.push_back(stride);
  return strides;
}

// Mean over the strides of one side.
std::array<Cycle, kCurves.size()> mean_cycle(const Motion& motion,
                                             const std::vector<Stride>& strides, Side side,
                                             double mass_kg) {
  const std::string prefix = std::string(name(side)) + "_";
  std::array<Cycle, kCurves.size()> cycle{};
  for (size_t i = 0; i < kCurves.size(); ++i) {
    const bool is_force = i + 1 == kCurves.size();
    const size_t column =
        motion.column(prefix + (is_force ? "grf_z_n" : std::string(kCurves[i].name) + "_deg"));
    const double unit = is_force ? mass_kg * kGravity_m_s2 : 1;
    for (const Stride& stride : strides)
      for (size_t p = 0; p < kCyclePoints; ++p) {
        const double time_s = to_seconds(stride.ic) +
                              stride.stride_time_s * static_cast<double>(p) / (kCyclePoints - 1);
        cycle[i][p] += motion.at(time_s, column) / unit / static_cast<double>(strides.size());
      }
  }
  return cycle;
}

double cost_of_curves(const std::array<Cycle, kCurves.size()>& cycle) {
  double cost = 0;
  for (size_t i = 0; i < kCurves.size(); ++i)
    for (size_t p = 0; p < kCyclePoints; ++p)
      cost += squared(beyond(std::fabs(cycle[i][p] - norms()[i][p]), kCurves[i].tolerance) /
                      kCurves[i].unit) /
              kCyclePoints;
  return cost;
}

// A foot that hits the floor: vertical force above what people's humps reach.
double cost_of_impact(const Cycle& force) {
  constexpr double kHump = 1.2, kUnit = 0.1;
  return squared(beyond(*std::max_element(force.begin(), force.end()), kHump) / kUnit);
}

double cost_of_strides(const std::vector<Stride>& strides) {
  constexpr double kLow_m = 0.012, kLowUnit_m = 0.006, kHigh_m = 0.03, kHighUnit_m = 0.01;
  constexpr double kNarrow_m = 0.06, kWide_m = 0.14;
  double cost = 0;
  for (const Stride& stride : strides) {
    cost += 3 * squared(beyond(kLow_m, stride.min_toe_clearance_m) / kLowUnit_m) +
            3 * squared(beyond(stride.min_toe_clearance_m, kHigh_m) / kHighUnit_m);
    const double width_m = stride.step_width_m.value_or(0.1);
    cost += 2000 * (squared(beyond(kNarrow_m, width_m)) + squared(beyond(width_m, kWide_m)));
  }
  return cost / static_cast<double>(strides.size());
}

double spread(const std::vector<Stride>& strides, double mean_s) {
  double sum = 0;
  for (const Stride& stride : strides) sum += squared(stride.stride_time_s - mean_s);
  return std::sqrt(sum / static_cast<double>(strides.size()));
}

// Joints that lean on their stops: time-weighted, rad.
double leaning_on_stops(const Motion& motion) {
  constexpr struct {
    const char* joint;
    double low_deg, high_deg;
  } kFree[] = {{"hip_flexion", -25, 100},
               {"knee_flexion", 0, 120},
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
  return sum / static_cast<double>(motion.rows().size()) * 3.14159265 / 180;
}

double activation_squared(const Motion& motion) {
  double sum = 0;
  for (size_t c = 0; c < motion.columns().size(); ++c)
    if (motion.columns()[c].ends_with("_activation"))
      for (const auto& row : motion.rows()) sum += squared(row[c]);
  return sum / static_cast<double>(motion.rows().size());
}

double widest_wander_m(const Motion& motion) {
  const size_t sideward = motion.column("pelvis_y_m");
  double widest = 0;
  for (const auto& row : motion.rows()) widest = std::max(widest, std::fabs(row[sideward]));
  return widest;
}

// The walk ratio of healthy adults, step length over cadence, hardly depends on speed (Sekiya &
// Nagasaki 1998, Gait Posture 7:225).
double usual_stride_s(double speed_m_s) {
  constexpr double kWalkRatio_m_s = 0.0058 * 60;  // step length by steps a second
  return 2 * std::sqrt(kWalkRatio_m_s / speed_m_s);
}

}  // namespace

double gait_cost(const Trial& trial, const WishedGait& wished) {
  const Motion motion(*trial.truth.motion);
  if (trial.stop == StopReason::kDiverged || motion.rows().size() < 2) return 2000;
  if (trial.stop != StopReason::kCompleted) return cost_of_fall(motion, wished);
  constexpr double kHardlyWalks = 700;
  double cost = 0, speed_m_s = 0, stride_s = 0;
  PerSide<std::array<Cycle, kCurves.size()>> cycles;
  for (const Side side : {Side::kLeft, Side::kRight}) {
    const std::vector<Stride> strides = settled(trial, side);
    if (strides.size() < 2) return kHardlyWalks;
    cycles[side] = mean_cycle(motion, strides, side, wished.mass_kg);
    double length_m = 0, time_s = 0;
    for (const Stride& stride : strides) {
      length_m += stride.stride_length_m;
      time_s += stride.stride_time_s;
    }
    speed_m_s += length_m / time_s / 2;
    const double mean_s = time_s / static_cast<double>(strides.size());
    stride_s += mean_s / 2;
    cost += (40 * cost_of_curves(cycles[side]) + cost_of_impact(cycles[side].back()) +
             cost_of_strides(strides) + 100 * beyond(spread(strides, mean_s), 0.02)) /
            2;
  }
  double asymmetry = 0;
  for (size_t p = 0; p < kCyclePoints; ++p)
    asymmetry += squared((cycles.left[1][p] - cycles.right[1][p]) / 10) / kCyclePoints;
  cost += 4 * asymmetry;
  cost += 3000 * squared(beyond(std::fabs(speed_m_s / wished.speed_m_s - 1), 0.03));
  cost += 300 * squared(beyond(std::fabs(stride_s - usual_stride_s(wished.speed_m_s)), 0.04));
  cost += 20 * leaning_on_stops(motion) + 3 * activation_squared(motion) / wished.speed_m_s;
  cost += 20 * squared(beyond(widest_wander_m(motion), 0.3));
  return std::min(cost, kHardlyWalks);
}

}  // namespace steppage
