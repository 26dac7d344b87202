#include <algorithm>

#include "control/activities.hpp"
#include "control/compensations.hpp"
#include "core/input_error.hpp"
#include "device/device.hpp"
#include "formats/import.hpp"
#include "patient/impairments.hpp"
#include "patient/presets.hpp"
#include "scenario/document.hpp"
#include "score/metrics.hpp"
#include "sensors/parts.hpp"
#include "sensors/sensors.hpp"
#include "terminal.hpp"
#include "trial/plan.hpp"
#include "verbs.hpp"

namespace steppage {
namespace {

struct Row {
  std::string name, summary;
  std::vector<std::string> details = {};  // for who asks for them
};

template <class Kinds>
std::vector<Row> rows_of(const Kinds& kinds) {
  std::vector<Row> rows;
  for (const auto& kind : kinds)
    rows.push_back({std::string(kind.name), std::string(kind.summary)});
  return rows;
}

// Kinds with the source of their numbers, then presets with theirs.
std::vector<Row> impairment_rows() {
  std::vector<Row> rows = rows_of(impairments());
  for (size_t i = 0; i < rows.size(); ++i)
    rows[i].details.push_back("source: " + std::string(impairments()[i].source));
  for (const Preset& preset : presets()) {
    Row& row = rows.emplace_back(Row{preset.name, "preset: " + preset.summary});
    for (const PresetRow& part : preset_rows())
      if (part.preset == preset.name)
        row.details.push_back(part.severity + ": " + part.json + " (" + part.source + ")");
  }
  return rows;
}

std::vector<Row> exercise_rows() {
  std::vector<Row> rows;
  for (const ActivityKind& kind : activities())
    if (kind.is_exercise) rows.push_back({std::string(kind.name), std::string(kind.summary)});
  return rows;
}

std::vector<Row> activity_rows() { return rows_of(activities()); }
std::vector<Row> compensation_rows() { return rows_of(compensations()); }
std::vector<Row> sensor_rows() { return rows_of(sensors()); }
std::vector<Row> part_rows() { return rows_of(parts()); }
std::vector<Row> detector_rows() { return rows_of(detectors()); }
std::vector<Row> score_rows() { return rows_of(metric_rows()); }
std::vector<Row> format_rows() { return rows_of(datasets()); }

struct ListedTable {
  const char* name;
  std::vector<Row> (*rows)();
};

constexpr ListedTable kTables[] = {
    {"exercises", exercise_rows},
    {"activities", activity_rows},
    {"compensations", compensation_rows},
    {"impairments", impairment_rows},
    {"sensors", sensor_rows},
    {"parts", part_rows},
    {"detectors", detector_rows},
    {"metrics", score_rows},
    {"formats", format_rows},
};

std::string as_text(const std::vector<Row>& rows, bool verbose) {
  size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.name.size());
  std::string text;
  for (const Row& row : rows) {
    text += row.name + std::string(width + 2 - row.name.size(), ' ') + row.summary + "\n";
    if (verbose)
      for (const std::string& detail : row.details) text += "    " + detail + "\n";
  }
  return text;
}

std::string as_json(const std::vector<Row>& rows, bool verbose) {
  std::string list;
  for (const Row& row : rows) {
    std::string details;
    for (const std::string& detail : row.details)
      details += (details.empty() ? "" : ", ") + json_string(detail);
    list += (list.empty() ? "" : ",\n ") + std::string("{\"name\": ") + json_string(row.name) +
            ", \"summary\": " + json_string(row.summary) +
            (verbose ? ", \"details\": [" + details + "]}" : "}");
  }
  return "[" + list + "]\n";
}

[[noreturn]] void fail_unknown(const std::string& name) {
  std::vector<std::string> known = {"schema"};
  for (const ListedTable& table : kTables) known.emplace_back(table.name);
  const std::string near = closest(name, known);
  throw InputError("list " + name,
                   "is not a table" + (near.empty() ? "" : "; did you mean " + near + "?"));
}

}  // namespace

void declare_list(CLI::App& command, Options& options) {
  std::string names;
  for (const ListedTable& table : kTables) names += std::string(table.name) + ", ";
  command.add_option("TABLE", options.subject, names + "or schema (the JSON Schema of a scenario)")
      ->required();
  command.add_flag("--json", options.json, "print a JSON list of names and summaries");
  command.add_flag("--verbose", options.verbose,
                   "add where numbers come from, and what presets consist of");
}

int act_list(const Options& options) {
  if (options.subject == "schema") {
    print(Document::schema([](Document& document) { read_plan(document); }));
    return kPass;
  }
  for (const ListedTable& table : kTables)
    if (options.subject == table.name) {
      print(options.json ? as_json(table.rows(), options.verbose)
                         : as_text(table.rows(), options.verbose));
      return kPass;
    }
  fail_unknown(options.subject);
}

}  // namespace steppage
