#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numbers>

#include "report/drawing.hpp"

namespace steppage {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kPointBudget = 240'000;  // of all lines together: about 2.5 MB of text
constexpr size_t kMaxJoints = 6;
constexpr double kLeastRangeDeg = 2;  // a joint that moves less is not drawn

struct Point {
  double time_s = 0;
  double value = 0;
};

struct Line {
  std::string label, side;
  std::vector<Point> points;  // finite, by time
};

struct SignalRow {
  std::string group, label, unit;
  std::vector<Line> lines;
};

std::string side_of(const std::string& label) {
  for (const Side side : {Side::kLeft, Side::kRight})
    if (label.starts_with(std::string(name(side)) + "_")) return std::string(name(side));
  return "unknown";
}

double rounded(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", value);
  return std::strtod(text.data(), nullptr);
}

/// The least and the greatest point of each stretch of equally many points, in order of time.
std::vector<Point> thinned(const std::vector<Point>& points, size_t limit) {
  if (points.size() <= limit) return points;
  const size_t stretches = std::max<size_t>(limit / 2, 1);
  std::vector<Point> kept;
  for (size_t i = 0; i < stretches; ++i) {
    const auto at = [&](size_t stretch) {
      return points.begin() + static_cast<std::ptrdiff_t>(stretch * points.size() / stretches);
    };
    const auto less = [](const Point& a, const Point& b) { return a.value < b.value; };
    auto [low, high] = std::minmax_element(at(i), at(i + 1), less);
    if (low > high) std::swap(low, high);
    kept.push_back(*low);
    if (low != high) kept.push_back(*high);
  }
  return kept;
}

Line stream_line(const Stream& stream, const std::function<double(const ImuSample&)>& value) {
  Line line{stream.sensor, side_of(stream.site), {}};
  for (const ImuSample& sample : stream.samples)
    if (const double v = value(sample); std::isfinite(v))
      line.points.push_back({to_seconds(sample.t_arrival), v});
  return line;
}

void add_stream(const Stream& stream, std::vector<SignalRow>& rows) {
  const auto pitch_rate_deg_s = [](const ImuSample& s) {
    return s.gyro_rad_s.y() * 180 / std::numbers::pi;
  };
  const auto force = [](const ImuSample& s) { return s.accel_m_s2.norm(); };
  rows.push_back(
      {stream.sensor, "pitch rate (gyro y)", "deg/s", {stream_line(stream, pitch_rate_deg_s)}});
  rows.push_back({stream.sensor, "specific force (norm)", "m/s2", {stream_line(stream, force)}});
}

/// A column "right_knee_flexion_deg" is a line of the row "knee_flexion".
void add_joint_column(const Table& motion, size_t time, size_t column,
                      std::vector<SignalRow>& rows) {
  std::string joint = motion.columns[column];
  joint.resize(joint.size() - std::string_view("_deg").size());
  Line line{joint, side_of(joint), {}};
  for (const std::vector<double>& row : motion.rows)
    if (std::isfinite(row[column])) line.points.push_back({row[time], row[column]});
  if (line.side != "unknown") joint.erase(0, line.side.size() + 1);
  const auto same = std::find_if(rows.begin(), rows.end(),
                                 [&](const SignalRow& row) { return row.label == joint; });
  if (same == rows.end())
    rows.push_back({"joint angles (truth)", joint, "deg", {line}});
  else
    same->lines.push_back(line);
}

double range(const SignalRow& row) {
  double widest = 0;
  const auto less = [](const Point& a, const Point& b) { return a.value < b.value; };
  for (const Line& line : row.lines) {
    if (line.points.empty()) continue;
    const auto [low, high] = std::minmax_element(line.points.begin(), line.points.end(), less);
    widest = std::max(widest, high->value - low->value);
  }
  return widest;
}

/// In the order of their columns.
std::vector<SignalRow> joint_rows(const Table& motion) {
  const auto time = std::find(motion.columns.begin(), motion.columns.end(), "t_s");
  if (time == motion.columns.end()) return {};
  std::vector<SignalRow> rows;
  for (size_t column = 0; column < motion.columns.size(); ++column)
    if (motion.columns[column].ends_with("_deg"))
      add_joint_column(motion, static_cast<size_t>(time - motion.columns.begin()), column, rows);
  std::erase_if(rows, [](const SignalRow& row) { return range(row) < kLeastRangeDeg; });
  if (rows.size() <= kMaxJoints) return rows;
  std::vector<double> ranges;
  ranges.reserve(rows.size());
  for (const SignalRow& row : rows) ranges.push_back(range(row));
  std::sort(ranges.begin(), ranges.end(), std::greater<>());
  const double least = ranges[kMaxJoints - 1];
  std::erase_if(rows, [&](const SignalRow& row) { return range(row) < least; });
  rows.resize(std::min(rows.size(), kMaxJoints));
  return rows;
}

/// Steps of 0.1 ms from the time before, the first from zero.
Json clock_json(const std::vector<Point>& points) {
  Json steps = Json::array();
  int64_t before = 0;
  for (const Point& point : points) {
    const int64_t now = std::llround(point.time_s * 1e4);
    steps.push_back(now - before);
    before = now;
  }
  return steps;
}

Json line_json(const Line& line, size_t limit, Json& clocks) {
  const std::vector<Point> points = thinned(line.points, limit);
  Json values = Json::array();
  for (const Point& point : points) values.push_back(rounded(point.value));
  // Lines of one sensor mostly share the clock of the line before.
  Json clock = clock_json(points);
  if (clocks.empty() || clocks.back() != clock) clocks.push_back(std::move(clock));
  return {{"label", line.label},
          {"side", line.side},
          {"clock", clocks.size() - 1},
          {"values", std::move(values)}};
}

}  // namespace

Json drawn_signals(const Trial& trial) {
  std::vector<SignalRow> rows;
  if (trial.truth.motion) rows = joint_rows(*trial.truth.motion);
  for (const Stream& stream : trial.streams) add_stream(stream, rows);
  size_t lines = 0;
  for (const SignalRow& row : rows) lines += row.lines.size();

  Json result = {{"clocks", Json::array()}, {"rows", Json::array()}};
  for (const SignalRow& row : rows) {
    Json drawn = {
        {"group", row.group}, {"label", row.label}, {"unit", row.unit}, {"lines", Json::array()}};
    for (const Line& line : row.lines)
      drawn["lines"].push_back(line_json(line, kPointBudget / lines, result["clocks"]));
    result["rows"].push_back(std::move(drawn));
  }
  return result;
}

}  // namespace steppage
