// Truth and detection put side by side, once; every metric reads the result.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "core/trial.hpp"
#include "score/compare_stimulation.hpp"
#include "score/match.hpp"

namespace steppage {

/// Kinds of events whose detection is measured.
inline constexpr std::array kMeasuredKinds = {EventKind::kInitialContact, EventKind::kFinalContact,
                                              EventKind::kHeelOff};

/// Where a reference has a constant lag, the lag is the median of the pairs found within this.
inline constexpr Time kLagTolerance = std::chrono::milliseconds(250);

/// A detected repetition belongs to a true one when intersection over union is at least this.
inline constexpr double kRepOverlap = 0.5;

/// A movement that nobody asked for is a repetition when it reaches this share of the range.
inline constexpr double kAddedRepFraction = 0.6;

struct CompareSettings {
  Matching matching = Matching::kOptimal;
  std::vector<Time> tolerances = {std::chrono::milliseconds(25), std::chrono::milliseconds(50),
                                  std::chrono::milliseconds(100), std::chrono::milliseconds(250),
                                  std::chrono::milliseconds(500)};
};

/// One leg, or all together. Both includes what has no side.
enum class Scope { kLeft, kRight, kBoth };

inline constexpr std::array<std::string_view, 3> kScopeNames = {"left", "right", "both"};

inline constexpr std::string_view name(Scope scope) {
  return kScopeNames[static_cast<size_t>(scope)];
}

struct EventPair {
  Time truth{};
  Time detected{};  // when the detector says that it happened
  Time decided{};   // when the detector said so
  bool operator==(const EventPair&) const = default;
};

/// One kind of event at one tolerance.
struct EventComparison {
  EventKind kind = EventKind::kInitialContact;
  Scope scope = Scope::kBoth;
  Time tolerance{};
  bool aligned = false;  // the constant lag of the reference was removed: `truth` is moved by it
  std::vector<EventPair> pairs;
  std::vector<Time> missed;  // true events without a detection
  std::vector<Time> extra;   // detections without a true event
  bool operator==(const EventComparison&) const = default;
};

/// The median of detected - true that was removed.
struct Lag {
  EventKind kind = EventKind::kInitialContact;
  Time median{};
  int pairs = 0;
  bool operator==(const Lag&) const = default;
};

/// One count of a detector. Without a start it counts, and overlaps nothing.
struct DetectedRep {
  std::optional<Time> start;
  Time end{};
  Side side = Side::kUnknown;
  bool operator==(const DetectedRep&) const = default;
};

/// The repetitions of one leg in one trial, or in one activity of a session.
struct RepSet {
  int asked = 0;                                     // repetitions that the patient was asked for
  std::vector<Rep> moved;                            // those to be counted, by start
  std::optional<std::vector<DetectedRep>> detected;  // by end; absent when there was no device
  std::vector<IndexPair> pairs;                      // of `moved` and `detected`
  bool operator==(const RepSet&) const = default;
};

struct RepComparison {
  Scope scope = Scope::kBoth;
  std::vector<RepSet> sets;  // one a leg and activity; over several trials those of each
  bool operator==(const RepComparison&) const = default;
};

/// All that metrics need.
struct Comparison {
  std::vector<EventComparison> events;  // raw before aligned; both, left, right; by tolerance
  std::vector<Lag> lags;
  std::vector<RepComparison> reps;
  std::optional<StimulationComparison> stimulation;
  std::optional<MomentumResidual> residual;
  bool operator==(const Comparison&) const = default;
};

/// Matches within kind and side.
/// * A kind without a true event is left out: a reference that cannot see a heel rise says nothing
///   about one. So is every kind when the trial had no device.
/// * When a true event of the kind has no side, detections of that kind from all sides are pooled,
///   and only Scope::kBoth exists.
/// * When the truth has intervals labelled "scored", true events outside them are ignored, and
///   detections outside them widened by the tolerance. A repetition counts when it overlaps one.
/// * With Trial::reference_has_constant_lag each kind is compared a second time, aligned.
Comparison compare(const Trial& trial, const CompareSettings& settings = {});

/// Several trials as if they were one; `lags`, `stimulation` and `residual` belong to single trials
/// and are empty.
Comparison merge(const std::vector<Comparison>& comparisons);

}  // namespace steppage
