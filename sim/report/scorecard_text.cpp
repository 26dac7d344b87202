#include <array>
#include <cstdio>
#include <set>

#include "report/report.hpp"

namespace steppage {
namespace {

constexpr int kToleranceMs = 100;
constexpr std::array<std::string_view, 3> kSides = {"left", "right", "both"};
constexpr std::array<std::string_view, 5> kEventLines = {"f1", "bias_ms", "sd_ms", "mae_ms",
                                                         "latency_p95_ms"};
constexpr std::array<std::string_view, 6> kRepLines = {
    "count_true", "count_detected", "exact", "iou_f1", "range_deg", "range_fraction"};
constexpr std::array<std::string_view, 10> kStimulationLines = {
    "onset_error_ms",    "offset_error_ms",      "swing_coverage", "stance_overstimulation",
    "missed_swings",     "false_bursts_per_min", "latency_p95_ms", "charge_per_step_uc",
    "safety_violations", "clinical_gain"};
constexpr std::array<std::string_view, 2> kPhysicsLines = {"momentum_residual_force_n",
                                                           "momentum_residual_moment_nm"};

std::string printed(const char* format, double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

std::string number(const Measurement& line) {
  if (!line.value) return "not measurable";
  if (line.name.ends_with("bias_ms") || line.name.ends_with("set_error_ms"))
    return printed("%+.1f", *line.value);
  if (line.unit == "ms" || line.unit == "deg") return printed("%.1f", *line.value);
  if (line.unit == "1") return printed("%.3f", *line.value);
  return printed("%.3g", *line.value);
}

std::string padded(const std::string& text, size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

class TextTable {
 public:
  TextTable(const Scorecard& card, bool colour) : lines_(card.measurements), colour_(colour) {
    for (const Measurement& line : lines_) sides_.insert(line.side);
  }

  std::string bold(const std::string& text) const { return painted(text, "1"); }
  std::string painted(const std::string& text, const char* code) const {
    return colour_ ? std::string("\033[") + code + "m" + text + "\033[0m" : text;
  }

  std::string heading(const std::string& title) const {
    std::string row = title + std::string(kNameWidth - title.size(), ' ');
    for (const std::string_view side : kSides)
      if (sides_.count(std::string(side))) row += padded(std::string(side), kCellWidth);
    return bold(row) + "\n";
  }

  /// Empty when no side has such a line.
  std::string row(const std::string& name, std::optional<int> tolerance_ms, bool aligned) const {
    std::string row = "  " + name;
    row.resize(kNameWidth, ' ');
    bool found = false;
    for (const std::string_view side : kSides) {
      if (!sides_.count(std::string(side))) continue;
      const Measurement* line = find(lines_, name, side, tolerance_ms, aligned);
      row += padded(line ? number(*line) : "", kCellWidth);
      found = found || line;
    }
    row.erase(row.find_last_not_of(' ') + 1);
    return found ? row + "\n" : "";
  }

 private:
  static constexpr size_t kNameWidth = 40, kCellWidth = 16;
  const std::vector<Measurement>& lines_;
  std::set<std::string> sides_;
  bool colour_;
};

bool is_measured(const Scorecard& card, const std::string& group) {
  for (const Measurement& line : card.measurements)
    if (line.name.starts_with(group + ".") && line.value) return true;
  return false;
}

std::string event_rows(const Scorecard& card, const TextTable& table, const std::string& kind) {
  std::string text = table.heading(kind + ", within " + std::to_string(kToleranceMs) + " ms");
  for (const std::string_view line : kEventLines)
    text += table.row(kind + "." + std::string(line), kToleranceMs, false);
  for (const Measurement& lag : card.measurements) {
    if (lag.name != kind + ".lag_ms" || !lag.value) continue;
    text += table.heading("  aligned, " + number(lag) + " ms removed");
    for (const std::string_view line : kEventLines)
      text += table.row(kind + "." + std::string(line), kToleranceMs, true);
  }
  return text;
}

template <size_t n>
std::string plain_rows(const TextTable& table, const std::string& group,
                       const std::array<std::string_view, n>& lines) {
  std::string text = table.heading(group);
  for (const std::string_view line : lines)
    text += table.row(group + "." + std::string(line), {}, false);
  return text;
}

std::string verdict(const Trial& trial, const Scorecard& card, const TextTable& table) {
  if (!card.valid) return table.painted("INVALID: " + card.reason, "31");
  return table.painted(trial.stop == StopReason::kFell ? "valid, fell" : "valid", "32");
}

}  // namespace

std::string scorecard_text(const Trial& trial, const Scorecard& card, bool colour) {
  const TextTable table(card, colour);
  std::string text = table.bold(trial.name.empty() ? "trial" : trial.name) + ", detector " +
                     card.detector + ": " + verdict(trial, card, table) + "\n";
  std::string unmeasured;
  const auto add = [&](const std::string& group, const auto& rows) {
    if (is_measured(card, group))
      text += rows();
    else
      unmeasured += (unmeasured.empty() ? "" : ", ") + group;
  };
  add("reps", [&] { return plain_rows(table, "reps", kRepLines); });
  for (const EventKind event : kMeasuredKinds) {
    const std::string kind(name(event));
    add(kind, [&] { return event_rows(card, table, kind); });
  }
  if (trial.stimulation) add("fes", [&] { return plain_rows(table, "fes", kStimulationLines); });
  if (is_measured(card, "physics")) text += plain_rows(table, "physics", kPhysicsLines);
  if (!unmeasured.empty()) text += "not measurable: " + unmeasured + "\n";
  return text;
}

}  // namespace steppage
