// Everything that a run produced, simulated or recorded. Above it things make one, below it things
// read one.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/events.hpp"
#include "core/samples.hpp"
#include "core/stimulation.hpp"

namespace steppage {

enum class StopReason { kCompleted, kFell, kDiverged, kDetectorFailed };

inline constexpr std::array<std::string_view, 4> kStopNames = {"completed", "fell", "diverged",
                                                               "detector_failed"};

inline constexpr std::string_view name(StopReason reason) {
  return kStopNames[static_cast<size_t>(reason)];
}

/// A labelled stretch of time. label: activity, exercise, stance, swing, drag, rest, scored, ...
struct Interval {
  Time start{};
  Time end{};
  Side side = Side::kUnknown;
  std::string label;
  std::string detail;
  bool operator==(const Interval&) const = default;
};

/// When a repetition's movement began, turned and ended.
struct RepMovement {
  Time start{};
  Time turn{};
  Time end{};
  bool operator==(const RepMovement&) const = default;
};

/// The largest activation of one muscle, of its strongest line.
struct PeakActivation {
  std::string muscle;  // short name: "VAS"
  double value = 0;    // 0 to 1
  bool operator==(const PeakActivation&) const = default;
};

/// Rep::compensation of a movement that nobody asked for.
inline constexpr std::string_view kLostCount = "lost_count";

/// One repetition that was asked for, or that was added by a patient who lost count. Without a
/// movement there was nothing for a counter to count.
struct Rep {
  std::string exercise;
  int number = 0;  // 1, 2, ... per side
  Side side = Side::kUnknown;
  std::optional<RepMovement> movement;
  double hold_s = 0;
  double range_deg = 0;       // reached, from rest
  double range_fraction = 0;  // of what was asked for: range, or time on one leg
  bool completed = false;
  std::string compensation = "none";
  double assistance_n = 0;  // largest force of the own hand or the other foot on the moving leg
  double support_n = 0;     // largest force of a hand on a support
  std::vector<PeakActivation> peak_activations = {};  // of the muscles that the exercise trains
  double tracking_rms_deg = 0;  // of the joint against the course that the patient meant to take
  bool operator==(const Rep&) const = default;
};

/// What touches the ground first at initial contact.
enum class FootContact { kHeel, kFlat, kToe };

inline constexpr std::array<std::string_view, 3> kContactNames = {"heel", "flat", "toe"};

inline constexpr std::string_view name(FootContact contact) {
  return kContactNames[static_cast<size_t>(contact)];
}

/// One foot from an initial contact to its next one. Angles in degrees, positive as joints are.
struct Stride {
  Side side = Side::kUnknown;
  Time ic{};
  std::optional<Time> ff;  // absent when the foot is never flat
  std::optional<Time> ho;  // absent when the heel never rises, or never was down
  Time fc{};
  Time next_ic{};
  double stride_time_s = 0;
  double stance_fraction = 0;          // of the stride's time
  double stride_length_m = 0;          // along the floor
  std::optional<double> step_width_m;  // negative: the feet cross; absent without the other foot's
  double min_toe_clearance_m = 0;      // in mid-swing
  double ankle_at_ic_deg = 0;
  double ankle_min_swing_deg = 0;  // from mid-swing on
  double hip_max_swing_deg = 0;
  double knee_max_swing_deg = 0;
  FootContact contact = FootContact::kHeel;  // at ic
  bool operator==(const Stride&) const = default;
};

/// A plain table: one name a column, rows of equal width.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<double>> rows;
  bool operator==(const Table&) const = default;
};

/// What physics or a reference instrument knows. A part that the source does not have is absent.
struct Truth {
  std::optional<std::vector<TruthEvent>> events;
  std::optional<std::vector<Interval>> intervals;
  std::optional<std::vector<Rep>> reps;
  std::optional<Table> motion;
  std::optional<std::vector<Stride>> strides = {};
  bool operator==(const Truth&) const = default;
};

/// Largest disagreement between the change of the patient's momentum and gravity plus contacts.
struct MomentumResidual {
  double force_n = 0;
  double moment_nm = 0;
  bool operator==(const MomentumResidual&) const = default;
};

struct Trial {
  std::string name;
  std::string scenario_json;  // the drawn scenario or the recording's description, as stored
  std::vector<Stream> streams;
  Truth truth;
  /// True where the reference instrument leads or lags by a constant that is not the detector's.
  bool reference_has_constant_lag = false;
  std::string detector = "none";
  std::vector<DeviceEvent> device_events;
  std::optional<StimulationRecord> stimulation = {};  // absent without a stimulator
  StopReason stop = StopReason::kCompleted;
  std::string stop_detail;
  /// A fall is a result, and not the end of what may be believed.
  bool falls_are_scored = false;
  std::optional<MomentumResidual> momentum_residual;
  bool operator==(const Trial&) const = default;
};

}  // namespace steppage
