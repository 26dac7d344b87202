// The metrics: tables of rows, each a pure function of a comparison.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "score/compare.hpp"

namespace steppage {

/// Which way is better; zero: an error with a sign. Neither: it describes, it does not judge.
enum class Better { kHigher, kLower, kZero, kNeither };

/// A number, or nothing where there was nothing to measure, and how many items it rests on.
struct Value {
  std::optional<double> value;
  int count = 0;
};

struct MetricInfo {
  std::string_view name;  // after the dot: "f1"
  std::string_view unit;  // "1" for a share
  std::string_view summary;
  Better better = Better::kNeither;
};

struct EventMetric {
  MetricInfo info;
  Value (*measure)(const EventComparison&);
};

struct LagMetric {
  MetricInfo info;
  Value (*measure)(const Lag&);
};

struct RepMetric {
  MetricInfo info;
  Value (*measure)(const RepComparison&);
};

struct StimulationMetric {
  MetricInfo info;
  Value (*measure)(const StimulationComparison&);
};

struct PhysicsMetric {
  MetricInfo info;
  Value (*measure)(const MomentumResidual&);
};

/// Each is measured for every kind of kMeasuredKinds: "initial_contact.f1".
std::span<const EventMetric> event_metrics();
std::span<const LagMetric> lag_metrics();
/// "reps.exact"
std::span<const RepMetric> rep_metrics();
/// "fes.onset_error_ms"; of the stimulated side
std::span<const StimulationMetric> stimulation_metrics();
/// "physics.momentum_residual_force_n"
std::span<const PhysicsMetric> physics_metrics();

/// One row of `steppage list metrics`, with the full name.
struct MetricRow {
  std::string name;
  std::string_view unit;
  std::string_view summary;
  Better better = Better::kNeither;
};
std::vector<MetricRow> metric_rows();

/// One line of a scorecard.
struct Measurement {
  std::string name;             // "initial_contact.f1"
  std::optional<double> value;  // finite; empty: not measurable
  std::string unit;
  int count = 0;
  std::string side = "both";        // left, right, both
  std::optional<int> tolerance_ms;  // where events were matched
  bool aligned = false;             // the constant lag of the reference was removed
  bool operator==(const Measurement&) const = default;
};

/// Every metric of the tables on what was compared. A kind of event, or repetitions, of which
/// nothing could be compared has one empty line: f1 at 100 ms, or reps.exact, of both sides.
std::vector<Measurement> measure(const Comparison& comparison);

}  // namespace steppage
