#include <array>
#include <cstdio>
#include <filesystem>

#include "core/input_error.hpp"
#include "deliver.hpp"
#include "formats/csv.hpp"
#include "formats/files.hpp"
#include "formats/trial_directory.hpp"
#include "scenario_options.hpp"
#include "terminal.hpp"
#include "trial/recovery.hpp"
#include "trial/run.hpp"
#include "verbs.hpp"

namespace steppage {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 11> kColumns = {"week",
                                                  "trial",
                                                  "stop_reason",
                                                  "dose_left",
                                                  "dose_right",
                                                  "dose",
                                                  "repetitions_left",
                                                  "repetitions_right",
                                                  "repetitions",
                                                  "range_fraction_left",
                                                  "range_fraction_right"};

// Of the repetitions that moved at all; nothing without any.
std::optional<double> mean_range(const Truth& truth, Side side) {
  double sum = 0;
  int count = 0;
  for (const Rep& rep : truth.reps.value_or(std::vector<Rep>{})) {
    if (!rep.movement || (rep.side != side && rep.side != Side::kUnknown)) continue;
    sum += rep.range_fraction;
    ++count;
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

std::string trial_folder(int week) {
  char name[16];
  std::snprintf(name, sizeof name, "week_%03d", week);
  return name;
}

/// What happened in a week.
struct Week {
  int number = 0;
  Repetitions before;              // done in the weeks before: the dose
  std::vector<double> severities;  // as the plan's changes
  Repetitions done;                // in its sessions together
  PerSide<std::optional<double>> range_fraction;
  StopReason stop = StopReason::kCompleted;
  bool valid = false;
};

void note(const Trial& trial, const RecoveryPlan& plan, Week& week) {
  week.done = count_repetitions(trial.truth, plan.counted);
  for (double Repetitions::*side : {&Repetitions::left, &Repetitions::right, &Repetitions::all})
    week.done.*side *= plan.sessions_per_week;
  for (const Side side : {Side::kLeft, Side::kRight})
    week.range_fraction[side] = mean_range(trial.truth, side);
  week.stop = trial.stop;
  week.valid = score(trial).valid;
}

Week make_week(const RecoveryPlan& plan, int number, const Repetitions& before,
               const std::string& directory, const Options& options, ProgressLine& line) {
  Week week{number, before, severities(plan, number, before), {}, {}, {}};
  const Plan scenario = plan_of_week(plan, number, week.severities);
  const std::string folder = (fs::path(directory) / trial_folder(number)).string();
  if (options.resume && fs::exists(folder)) {
    Document made = Document::load((fs::path(folder) / "scenario.json").string());
    if (read_plan(made).drawn != scenario.drawn)
      throw InputError(folder, "is a trial of another plan; generate into another folder");
    note(read_recording(folder), plan, week);
  } else {
    const Trial trial =
        run(scenario, [&](double fraction) { line.show((number - 1 + fraction) / plan.weeks); });
    write_scored(trial, score(trial), folder);
    note(trial, plan, week);
  }
  return week;
}

// One row a week; severities are named by their pointers.
std::string table_of(const RecoveryPlan& plan, const std::vector<Week>& weeks,
                     const std::string& file) {
  std::vector<std::string> columns(kColumns.begin(), kColumns.end());
  for (const Change& change : plan.changes) columns.push_back(change.setting);
  CsvWriter csv(file, columns);
  for (const Week& week : weeks) {
    csv.integer(week.number);
    csv.text(trial_folder(week.number));
    csv.text(name(week.stop));
    for (const Repetitions* count : {&week.before, &week.done})
      for (const double number : {count->left, count->right, count->all}) csv.number(number);
    for (const Side side : {Side::kLeft, Side::kRight}) {
      if (week.range_fraction[side])
        csv.number(*week.range_fraction[side]);
      else
        csv.empty();
    }
    for (const double severity : week.severities) csv.number(severity);
    csv.end_row();
  }
  return csv.content();
}

void check_is_new(const std::string& directory, bool resume) {
  if (resume || !fs::exists(directory)) return;
  if (!fs::is_directory(directory) || !fs::is_empty(directory))
    throw InputError(directory, "exists; --resume goes on with what is there");
}

}  // namespace

void declare_generate(CLI::App& command, Options& options) {
  command.add_option("PLAN", options.subject, "plan of a patient's weeks of training")->required();
  command
      .add_option("--out", options.out, "folder to write: weeks.csv and a trial a week [out/NAME]")
      ->type_name("DIR");
  declare_changes(command, options);
  command.add_flag("--resume", options.resume, "keep the weeks that the folder has already");
  declare_progress(command, options);
}

int act_generate(const Options& options) {
  Document document = Document::load(options.subject, options.overrides, options.seed);
  const RecoveryPlan plan = read_recovery_plan(document);
  const std::string directory =
      options.out.empty() ? default_directory(plan.name, plan.file + ":/name") : options.out;
  check_is_new(directory, options.resume);
  check_directory((fs::path(directory) / trial_folder(1)).string());
  const std::string table = (fs::path(directory) / "weeks.csv").string();

  std::vector<Week> weeks;
  Repetitions done;
  std::string invalid;
  {
    ProgressLine line("generating", options.progress);
    for (int number = 1; number <= plan.weeks; ++number) {
      weeks.push_back(make_week(plan, number, done, directory, options, line));
      done += weeks.back().done;
      write_file(table, table_of(plan, weeks, table));
      if (!weeks.back().valid) invalid += (invalid.empty() ? "" : ", ") + std::to_string(number);
    }
  }
  char total[32];
  std::snprintf(total, sizeof total, "%.0f", done.all);
  print(std::to_string(plan.weeks) + " weeks, " + total + " repetitions: " + table + "\n");
  if (invalid.empty()) return kPass;
  complain("no valid trial in week " + invalid);
  return kInvalidTrial;
}

}  // namespace steppage
