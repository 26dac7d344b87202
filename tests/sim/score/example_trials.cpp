#include "sim/score/example_trials.hpp"

#include "core/check.hpp"

namespace steppage {

void add_truth(Trial& trial, Side side, std::initializer_list<int64_t> times_ms, EventKind kind) {
  if (!trial.truth.events) trial.truth.events.emplace();
  for (const int64_t t : times_ms) trial.truth.events->push_back({ms(t), side, kind});
}

void add_claims(Trial& trial, Side side, std::initializer_list<int64_t> times_ms, int64_t delay_ms,
                EventKind kind) {
  trial.detector = "example";
  for (const int64_t t : times_ms)
    trial.device_events.push_back({ms(t), ms(t + delay_ms), side, kind, 0, 1});
}

void add_rep(Trial& trial, Side side, int64_t start_ms, int64_t end_ms, double range_deg) {
  if (!trial.truth.reps) trial.truth.reps.emplace();
  Rep rep;
  rep.exercise = "knee_extension";
  rep.number = static_cast<int>(trial.truth.reps->size()) + 1;
  rep.side = side;
  rep.movement = RepMovement{ms(start_ms), ms((start_ms + end_ms) / 2), ms(end_ms)};
  rep.range_deg = range_deg;
  rep.range_fraction = range_deg / 80;
  rep.completed = true;
  trial.truth.reps->push_back(rep);
}

void add_claimed_rep(Trial& trial, Side side, int64_t start_ms, int64_t end_ms) {
  add_claims(trial, side, {start_ms}, 0, EventKind::kRepStart);
  add_claims(trial, side, {end_ms}, 0, EventKind::kRepEnd);
}

void add_scored(Trial& trial, int64_t start_ms, int64_t end_ms) {
  if (!trial.truth.intervals) trial.truth.intervals.emplace();
  trial.truth.intervals->push_back({ms(start_ms), ms(end_ms), Side::kUnknown, "scored", ""});
}

Trial perfect_trial() {
  Trial trial;
  trial.name = "perfect";
  trial.momentum_residual = MomentumResidual{};
  for (const EventKind kind : kMeasuredKinds) {
    add_truth(trial, Side::kLeft, {1000, 2100, 3150}, kind);
    add_truth(trial, Side::kRight, {1500, 2650, 3600}, kind);
    add_claims(trial, Side::kLeft, {1000, 2100, 3150}, 0, kind);
    add_claims(trial, Side::kRight, {1500, 2650, 3600}, 0, kind);
  }
  for (const Side side : {Side::kLeft, Side::kRight})
    for (const int64_t start : {5000, 8000}) {
      add_rep(trial, side, start, start + 2000);
      add_claimed_rep(trial, side, start, start + 2000);
    }
  return trial;
}

Trial walking_trial() {
  Trial trial;
  trial.stimulation = StimulationRecord{Side::kRight, "common_peroneal", 40, {}};
  add_truth(trial, Side::kRight, {1000, 2000, 3000, 4000});
  add_truth(trial, Side::kRight, {1400, 2400, 3400}, EventKind::kHeelOff);
  add_truth(trial, Side::kRight, {1600, 2600, 3600}, EventKind::kFinalContact);
  return trial;
}

void add_burst(Trial& trial, int64_t on_ms, int64_t off_ms) {
  trial.stimulation->rows.push_back({ms(on_ms), {true, 40, 250, 40}});
  trial.stimulation->rows.push_back({ms(off_ms), {false, 0, 0, 0}});
}

void add_strides(Trial& trial, Side side, double ankle_deg, double clearance_m, double hip_deg) {
  if (!trial.truth.strides) trial.truth.strides.emplace();
  for (const int64_t start : {5000, 6000}) {
    Stride& stride = trial.truth.strides->emplace_back();
    stride.side = side;
    stride.ic = ms(start);
    stride.ankle_at_ic_deg = stride.ankle_min_swing_deg = ankle_deg;
    stride.min_toe_clearance_m = clearance_m;
    stride.hip_max_swing_deg = hip_deg;
  }
}

Trial perfectly_stimulated_trial() {
  Trial trial = walking_trial();
  for (const int64_t heel_off : {1400, 2400, 3400}) add_burst(trial, heel_off, heel_off + 700);
  return trial;
}

std::optional<double> value_of(const std::vector<Measurement>& lines, std::string_view metric,
                               std::string_view side, std::optional<int> tolerance_ms,
                               bool aligned) {
  const Measurement* line = find(lines, metric, side, tolerance_ms, aligned);
  CHECK(line != nullptr);
  return line->value;
}

}  // namespace steppage
