#include "truth/truth_recorder.hpp"

#include <algorithm>
#include <iterator>
#include <numbers>

#include "truth/intervals.hpp"

namespace steppage {
namespace {

constexpr Time kMotionPeriod{10'000};  // of truth/motion.csv
constexpr double kDegree = std::numbers::pi / 180;

std::vector<std::string> motion_columns(const Layout& layout, bool clearances) {
  std::vector<std::string> columns = {"t_s",       "pelvis_x_m", "pelvis_y_m", "pelvis_z_m",
                                      "pelvis_qw", "pelvis_qx",  "pelvis_qy",  "pelvis_qz"};
  for (const std::string& joint : layout.joints) columns.push_back(joint + "_deg");
  for (const std::string side : {"left", "right"}) {
    for (const char* axis : {"x", "y", "z"}) columns.push_back(side + "_grf_" + axis + "_n");
    for (const char* axis : {"x", "y"}) columns.push_back(side + "_cop_" + axis + "_m");
  }
  for (const std::string& muscle : layout.muscles) columns.push_back(muscle + "_activation");
  if (clearances)
    for (const std::string side : {"left", "right"})
      for (const char* part : {"heel", "toe"})
        columns.push_back(side + "_" + part + "_clearance_m");
  if (layout.cane != Side::kUnknown)
    for (const char* axis : {"x", "y", "z"})
      columns.push_back("cane_force_" + std::string(axis) + "_n");
  for (const Side side : {Side::kLeft, Side::kRight})
    if (layout.moves_along[side])
      for (const char* axis : {"x", "y", "z"})
        columns.push_back(std::string(name(side)) + "_hand_force_" + axis + "_n");
  if (layout.has_walker)
    for (const char* place : {"x_m", "y_m", "z_m", "qw", "qx", "qy", "qz"})
      columns.push_back("walker_" + std::string(place));
  if (layout.body_weight_support_n > 0) columns.emplace_back("body_weight_support_n");
  return columns;
}

std::vector<double> motion_row(const Layout& layout, const Instant& now, bool clearances) {
  std::vector<double> row = {to_seconds(now.time)};
  row.insert(row.end(), now.pelvis_position_m.begin(), now.pelvis_position_m.end());
  row.insert(row.end(), now.pelvis_quaternion.begin(), now.pelvis_quaternion.end());
  for (const double angle : now.joint_angle_rad) row.push_back(angle / kDegree);
  for (const Side side : {Side::kLeft, Side::kRight}) {
    row.insert(row.end(), now.ground_reaction_n[side].begin(), now.ground_reaction_n[side].end());
    row.insert(row.end(), now.centre_of_pressure_m[side].begin(),
               now.centre_of_pressure_m[side].begin() + 2);
  }
  for (const MuscleState& muscle : now.muscles) row.push_back(muscle.activation);
  if (clearances)
    for (const Side side : {Side::kLeft, Side::kRight})
      row.insert(row.end(), {heel_clearance_m(now.soles[side]), toe_clearance_m(now.soles[side])});
  if (layout.cane != Side::kUnknown)
    row.insert(row.end(), now.cane_force_n.begin(), now.cane_force_n.end());
  for (const Side side : {Side::kLeft, Side::kRight})
    if (layout.moves_along[side])
      row.insert(row.end(), now.grasp_force_n[side].begin(), now.grasp_force_n[side].end());
  if (layout.has_walker) {
    row.insert(row.end(), now.walker_position_m.begin(), now.walker_position_m.end());
    row.insert(row.end(), now.walker_quaternion.begin(), now.walker_quaternion.end());
  }
  if (layout.body_weight_support_n > 0) row.push_back(layout.body_weight_support_n);
  return row;
}

void move_to(auto& whole, auto& part) {
  if (!part) return;
  if (!whole) whole.emplace();
  std::move(part->begin(), part->end(), std::back_inserter(*whole));
}

std::vector<TruthEvent> rep_events(const std::vector<Rep>& reps) {
  std::vector<TruthEvent> events;
  for (const Rep& rep : reps) {
    if (!rep.movement) continue;
    events.push_back({rep.movement->start, rep.side, EventKind::kRepStart});
    events.push_back({rep.movement->turn, rep.side, EventKind::kRepTurn});
    events.push_back({rep.movement->end, rep.side, EventKind::kRepEnd});
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const TruthEvent& a, const TruthEvent& b) { return a.time < b.time; });
  return events;
}

}  // namespace

TruthRecorder::TruthRecorder(const Layout& layout, Time timestep, std::string activity,
                             std::vector<RepCue> cues, Time start, Time end, Walks walks)
    : layout_(layout),
      activity_(std::move(activity)),
      cues_(cues),
      start_(start),
      end_(end),
      walks_(walks),
      reps_(layout, std::move(cues), timestep),
      momentum_(timestep) {
  motion_.columns = motion_columns(layout, walks != Walks::kNever);
  if (walks != Walks::kHere) return;
  gait_.emplace(layout, timestep);
  falls_.emplace(timestep);
}

void TruthRecorder::observe(const Instant& now) {
  reps_.observe(now);
  momentum_.observe(now);
  if (gait_ && !has_fallen_) gait_->observe(now);
  if (falls_) falls_->observe(now);
  if (now.time % kMotionPeriod == Time{0})
    motion_.rows.push_back(motion_row(layout_, now, walks_ != Walks::kNever));
}

void TruthRecorder::fell(Time impact) {
  has_fallen_ = true;
  if (falls_) falls_->fell(impact);
}

Truth TruthRecorder::finish() const {
  Truth truth;
  truth.reps = reps_.finish();
  truth.events = rep_events(*truth.reps);
  truth.intervals = activity_intervals(activity_, cues_, start_, end_);
  truth.motion = motion_;
  if (!gait_) return truth;
  GaitTruth gait = gait_->finish();
  truth.events = std::move(gait.events);
  truth.intervals = {{start_, end_, Side::kUnknown, "activity", activity_}};
  truth.intervals->insert(truth.intervals->end(), gait.intervals.begin(), gait.intervals.end());
  const std::vector<Interval> falls = falls_->finish();
  truth.intervals->insert(truth.intervals->end(), falls.begin(), falls.end());
  truth.strides = std::move(gait.strides);
  return truth;
}

void append(Truth& whole, Truth part) {
  move_to(whole.events, part.events);
  move_to(whole.intervals, part.intervals);
  move_to(whole.reps, part.reps);
  move_to(whole.strides, part.strides);
  if (!whole.motion)
    whole.motion = std::move(part.motion);
  else if (part.motion)
    std::move(part.motion->rows.begin(), part.motion->rows.end(),
              std::back_inserter(whole.motion->rows));
}

}  // namespace steppage
