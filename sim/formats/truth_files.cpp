#include "formats/truth_files.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <limits>
#include <sstream>

#include "formats/csv.hpp"
#include "formats/files.hpp"
#include "formats/problems.hpp"

namespace steppage {
namespace {

constexpr const char* kEventsFile = "truth/events.csv";
constexpr const char* kIntervalsFile = "truth/intervals.csv";
constexpr const char* kRepsFile = "truth/reps.csv";
constexpr const char* kStridesFile = "truth/strides.csv";
constexpr const char* kMotionFile = "truth/motion.csv";

const std::vector<std::string> kEventColumns = {"t_s", "side", "event"};
const std::vector<std::string> kIntervalColumns = {"start_s", "end_s", "side", "label", "detail"};
const std::vector<std::string> kRepColumns = {
    "exercise", "rep",       "side",           "start_s",   "turn_s",       "end_s",
    "hold_s",   "range_deg", "range_fraction", "completed", "compensation", "assistance_n"};
const std::vector<std::string> kStrideColumns = {"side",
                                                 "ic_s",
                                                 "ff_s",
                                                 "ho_s",
                                                 "fc_s",
                                                 "next_ic_s",
                                                 "stride_time_s",
                                                 "stance_fraction",
                                                 "stride_length_m",
                                                 "step_width_m",
                                                 "min_toe_clearance_m",
                                                 "ankle_at_ic_deg",
                                                 "ankle_min_swing_deg",
                                                 "hip_max_swing_deg",
                                                 "knee_max_swing_deg",
                                                 "contact"};
// Of simulated trials; real data sets have no such instruments.
const std::vector<std::string> kEffortColumns = {"support_n", "peak_activations",
                                                 "tracking_rms_deg"};

Side read_side(CsvReader& csv) { return static_cast<Side>(csv.choice(kSideNames)); }

std::vector<TruthEvent> read_events(CsvReader& csv) {
  std::vector<TruthEvent> events;
  while (csv.next_row()) {
    TruthEvent& event = events.emplace_back();
    event.time = csv.seconds();
    event.side = read_side(csv);
    event.kind = static_cast<EventKind>(csv.choice(kEventNames));
  }
  return events;
}

std::vector<Interval> read_intervals(CsvReader& csv) {
  std::vector<Interval> intervals;
  while (csv.next_row()) {
    Interval& interval = intervals.emplace_back();
    interval.start = csv.seconds();
    interval.end = csv.seconds();
    interval.side = read_side(csv);
    interval.label = csv.text();
    interval.detail = csv.text();
  }
  return intervals;
}

std::optional<RepMovement> read_movement(CsvReader& csv) {
  const auto start = csv.optional_seconds();
  const auto turn = csv.optional_seconds();
  const auto end = csv.optional_seconds();
  if (start && turn && end) return RepMovement{*start, *turn, *end};
  if (start || turn || end) csv.fail("has only some of start_s, turn_s and end_s");
  return {};
}

// "VAS:0.43 RF:0.22"
std::vector<PeakActivation> read_peaks(CsvReader& csv) {
  std::istringstream text(csv.text());
  std::vector<PeakActivation> peaks;
  for (std::string word; text >> word;) {
    const size_t colon = word.find(':');
    PeakActivation peak{word.substr(0, colon), 0};
    const std::string_view value =
        std::string_view(word).substr(std::min(word.size(), peak.muscle.size() + 1));
    const auto [end, error] =
        std::from_chars(value.data(), value.data() + value.size(), peak.value);
    const bool is_number = error == std::errc() && end == value.data() + value.size();
    if (peak.muscle.empty() || !is_number || !(peak.value >= 0 && peak.value <= 1))
      csv.fail("peak_activations holds \"" + word + "\", expected MUSCLE:VALUE, 0 to 1");
    peaks.push_back(std::move(peak));
  }
  return peaks;
}

std::vector<Rep> read_reps(CsvReader& csv) {
  const bool tells_effort = csv.has_column(kEffortColumns.front());
  std::vector<Rep> reps;
  while (csv.next_row()) {
    Rep& rep = reps.emplace_back();
    rep.exercise = csv.text();
    rep.number = static_cast<int>(csv.integer(0, std::numeric_limits<int>::max()));
    rep.side = read_side(csv);
    rep.movement = read_movement(csv);
    rep.hold_s = csv.number();
    rep.range_deg = csv.number();
    rep.range_fraction = csv.number();
    rep.completed = csv.integer(0, 1) == 1;
    rep.compensation = csv.text();
    rep.assistance_n = csv.number();
    if (!tells_effort) continue;
    rep.support_n = csv.number();
    rep.peak_activations = read_peaks(csv);
    rep.tracking_rms_deg = csv.number();
  }
  return reps;
}

std::vector<Stride> read_strides(CsvReader& csv) {
  std::vector<Stride> strides;
  while (csv.next_row()) {
    Stride& stride = strides.emplace_back();
    stride.side = read_side(csv);
    stride.ic = csv.seconds();
    stride.ff = csv.optional_seconds();
    stride.ho = csv.optional_seconds();
    stride.fc = csv.seconds();
    stride.next_ic = csv.seconds();
    stride.stride_time_s = csv.number();
    stride.stance_fraction = csv.number();
    stride.stride_length_m = csv.number();
    stride.step_width_m = csv.optional_number();
    stride.min_toe_clearance_m = csv.number();
    stride.ankle_at_ic_deg = csv.number();
    stride.ankle_min_swing_deg = csv.number();
    stride.hip_max_swing_deg = csv.number();
    stride.knee_max_swing_deg = csv.number();
    stride.contact = static_cast<FootContact>(csv.choice(kContactNames));
  }
  return strides;
}

Table read_table(CsvReader& csv) {
  Table table{csv.columns(), {}};
  while (csv.next_row()) {
    std::vector<double>& row = table.rows.emplace_back(table.columns.size());
    for (double& value : row) value = csv.number();
  }
  return table;
}

void write_events(CsvWriter& csv, const std::vector<TruthEvent>& events) {
  for (const TruthEvent& event : events) {
    csv.seconds(event.time);
    csv.text(name(event.side));
    csv.text(name(event.kind));
    csv.end_row();
  }
}

void write_intervals(CsvWriter& csv, const std::vector<Interval>& intervals) {
  for (const Interval& interval : intervals) {
    csv.seconds(interval.start);
    csv.seconds(interval.end);
    csv.text(name(interval.side));
    csv.text(interval.label);
    csv.text(interval.detail);
    csv.end_row();
  }
}

void write_movement(CsvWriter& csv, const std::optional<RepMovement>& movement) {
  for (const auto time : {&RepMovement::start, &RepMovement::turn, &RepMovement::end}) {
    if (movement)
      csv.seconds((*movement).*time);
    else
      csv.empty();
  }
}

void write_peaks(CsvWriter& csv, const std::vector<PeakActivation>& peaks) {
  std::string text;
  for (const PeakActivation& peak : peaks) {
    std::array<char, 32> value{};
    const auto end = std::to_chars(value.data(), value.data() + value.size(), peak.value).ptr;
    if (!text.empty()) text += ' ';
    text += peak.muscle + ':' + std::string(value.data(), end);
  }
  csv.text(text);
}

void write_reps(CsvWriter& csv, const std::vector<Rep>& reps) {
  for (const Rep& rep : reps) {
    csv.text(rep.exercise);
    csv.integer(rep.number);
    csv.text(name(rep.side));
    write_movement(csv, rep.movement);
    csv.number(rep.hold_s);
    csv.number(rep.range_deg);
    csv.number(rep.range_fraction);
    csv.integer(rep.completed);
    csv.text(rep.compensation);
    csv.number(rep.assistance_n);
    csv.number(rep.support_n);
    write_peaks(csv, rep.peak_activations);
    csv.number(rep.tracking_rms_deg);
    csv.end_row();
  }
}

void write_strides(CsvWriter& csv, const std::vector<Stride>& strides) {
  const auto seconds = [&](std::optional<Time> time) { time ? csv.seconds(*time) : csv.empty(); };
  for (const Stride& stride : strides) {
    csv.text(name(stride.side));
    csv.seconds(stride.ic);
    seconds(stride.ff);
    seconds(stride.ho);
    csv.seconds(stride.fc);
    csv.seconds(stride.next_ic);
    csv.number(stride.stride_time_s);
    csv.number(stride.stance_fraction);
    csv.number(stride.stride_length_m);
    stride.step_width_m ? csv.number(*stride.step_width_m) : csv.empty();
    csv.number(stride.min_toe_clearance_m);
    csv.number(stride.ankle_at_ic_deg);
    csv.number(stride.ankle_min_swing_deg);
    csv.number(stride.hip_max_swing_deg);
    csv.number(stride.knee_max_swing_deg);
    csv.text(name(stride.contact));
    csv.end_row();
  }
}

void write_table(CsvWriter& csv, const Table& table) {
  for (const std::vector<double>& row : table.rows) {
    if (row.size() != table.columns.size())
      csv.fail("is a row of " + std::to_string(row.size()) + " for " +
               std::to_string(table.columns.size()) + " columns");
    for (const double value : row) csv.number(value);
    csv.end_row();
  }
}

}  // namespace

Truth read_truth(const std::string& directory) {
  Problems problems;
  const auto read = [&](const char* file, const std::vector<std::string>& columns, auto& part,
                        auto read_rows, const std::vector<std::string>& appended = {}) {
    const std::string path = (std::filesystem::path(directory) / file).string();
    if (!std::filesystem::exists(path)) return;
    problems.collect([&] {
      CsvReader csv(path, read_file(path), columns, appended);
      part = read_rows(csv);
    });
  };
  Truth truth;
  read(kEventsFile, kEventColumns, truth.events, read_events);
  read(kIntervalsFile, kIntervalColumns, truth.intervals, read_intervals);
  read(kRepsFile, kRepColumns, truth.reps, read_reps, kEffortColumns);
  read(kStridesFile, kStrideColumns, truth.strides, read_strides);
  read(kMotionFile, {}, truth.motion, read_table);
  problems.throw_if_any();
  return truth;
}

void write_truth(OutputDirectory& out, const Truth& truth) {
  const auto write = [&out](const char* file, const std::vector<std::string>& columns,
                            const auto& part, auto write_rows) {
    CsvWriter csv(out.label(file), columns);
    write_rows(csv, part);
    out.write(file, csv.content());
  };
  if (truth.events) write(kEventsFile, kEventColumns, *truth.events, write_events);
  if (truth.intervals) write(kIntervalsFile, kIntervalColumns, *truth.intervals, write_intervals);
  std::vector<std::string> rep_columns = kRepColumns;
  rep_columns.insert(rep_columns.end(), kEffortColumns.begin(), kEffortColumns.end());
  if (truth.reps) write(kRepsFile, rep_columns, *truth.reps, write_reps);
  if (truth.strides) write(kStridesFile, kStrideColumns, *truth.strides, write_strides);
  if (truth.motion) write(kMotionFile, truth.motion->columns, *truth.motion, write_table);
}

}  // namespace steppage
