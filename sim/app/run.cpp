#include "trial/run.hpp"

#include <filesystem>

#include "core/input_error.hpp"
#include "deliver.hpp"
#include "scenario/document.hpp"
#include "scenario_options.hpp"
#include "score/scorecard.hpp"
#include "terminal.hpp"
#include "trial/plan.hpp"
#include "verbs.hpp"

namespace steppage {

namespace {

Plan read_with(const Options& options, const std::string& detector) {
  std::vector<std::string> overrides = options.overrides;
  if (!detector.empty()) overrides.push_back("/device/detector=" + json_string(detector));
  Document document = Document::load(options.subject, overrides, options.seed);
  return read_plan(document);
}

Trial simulate(const Plan& plan, const std::string& what, const Options& options) {
  ProgressLine line(what, options.progress);
  return run(plan, [&line](double fraction) { line.show(fraction); });
}

// DIR/none, DIR/oracle and DIR/detector; the scorecard is the detector's.
int run_arms(const Plan& plan, const std::string& directory, const Options& options) {
  if (!plan.stimulation || plan.detector == "oracle")
    throw InputError(options.subject + ":/device",
                     "has no stimulator that a detector times; --arms compares that");
  const Plan without = read_with(options, "none"), best = read_with(options, "oracle");
  const auto folder = [&](const char* arm) {
    return (std::filesystem::path(directory) / arm).string();
  };
  for (const char* arm : {"none", "oracle", "detector"}) check_directory(folder(arm));
  const Trial none = simulate(without, "without stimulation", options);
  const Trial oracle = simulate(best, "with perfect timing", options);
  const Trial detector = simulate(plan, "with the detector", options);
  write_scored(none, score(none), folder("none"));
  write_scored(oracle, score(oracle), folder("oracle"));
  return deliver(detector, score_arms({&none, &oracle, &detector}), folder("detector"), options);
}

}  // namespace

void declare_run(CLI::App& command, Options& options) {
  declare_scenario(command, options);
  declare_delivery(command, options);
  command.add_option("--detector", options.detector, "detector instead of the scenario's")
      ->type_name("NAME");
  command.add_flag("--arms", options.arms,
                   "run without stimulation and with perfect timing too, into DIR/none, DIR/oracle "
                   "and DIR/detector: gives fes.clinical_gain");
  declare_progress(command, options);
}

int act_run(const Options& options) {
  const Plan plan = read_with(options, options.detector);
  const std::string directory =
      options.out.empty() ? default_directory(plan.name, options.subject + ":/name") : options.out;
  if (options.arms) return run_arms(plan, directory, options);
  check_directory(directory);
  const Trial trial = simulate(plan, "simulating", options);
  return deliver(trial, score(trial), directory, options);
}

}  // namespace steppage
