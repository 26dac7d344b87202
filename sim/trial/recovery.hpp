// One patient over weeks of training, who gets better or worse with what is done.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/trial.hpp"
#include "trial/plan.hpp"

namespace steppage {

/// Where a setting stands after `dose`: it goes from `start` to `end` like 1 - exp(-dose/constant),
/// 63 % of the way at a dose of one constant (Heathcote et al. 2000, Psychon Bull Rev 7:185: the
/// practice of individuals is exponential; first-order recovery with use after stroke: Hidaka et
/// al. 2012, PMC3385844). That severities follow it, and the size of the constant: design.
double after_dose(double start, double end, double dose, double constant);

/// Repetitions of exercises, and strides; what has no side counts for both.
struct Repetitions {
  double left = 0, right = 0, all = 0;
  Repetitions& operator+=(const Repetitions& more);
  bool operator==(const Repetitions&) const = default;
};

/// Those in which the limb moved, or only those that reached their range.
enum class Counted { kMoved, kCompleted };
Repetitions count_repetitions(const Truth& truth, Counted counted);

/// A number of the scenario that changes, by the repetitions done or else by the weeks gone.
struct Change {
  std::string setting;  // its JSON pointer in the scenario
  double start = 0, end = 0;
  double Repetitions::*side = &Repetitions::all;  // whose repetitions count
  bool by_weeks = false;
  double constant = 1;  // repetitions or weeks
  bool operator==(const Change&) const = default;
};

struct RecoveryPlan {
  std::string file, name;
  uint64_t seed = 1;
  int weeks = 1;
  double sessions_per_week = 1;  // the trial of a week stands for each of them
  Counted counted = Counted::kMoved;
  double variation = 0;  // standard deviation from week to week over |end - start|
  std::vector<Change> changes;
  std::string scenario;  // of the first week, drawn
};

/// Reads the whole plan, scenario included; throws InputError with the problems.
RecoveryPlan read_recovery_plan(Document& document);
/// Whether a file is such a plan, and not a scenario.
bool is_recovery_plan(Document& document);

/// The values of the changes in a week (from 1) after all that was done before it. Variation never
/// leads beyond start or end.
std::vector<double> severities(const RecoveryPlan& plan, int week, const Repetitions& done);

/// The scenario of a week: the same patient at these severities, with noise of its own.
Plan plan_of_week(const RecoveryPlan& plan, int week, const std::vector<double>& severities);

}  // namespace steppage
