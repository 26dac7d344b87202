#include "trial/run.hpp"

#include "deliver.hpp"
#include "scenario/document.hpp"
#include "scenario_options.hpp"
#include "terminal.hpp"
#include "trial/plan.hpp"
#include "verbs.hpp"

namespace steppage {

void declare_run(CLI::App& command, Options& options) {
  declare_scenario(command, options);
  declare_delivery(command, options);
  command.add_option("--detector", options.detector, "detector instead of the scenario's")
      ->type_name("NAME");
  declare_progress(command, options);
}

int act_run(const Options& options) {
  std::vector<std::string> overrides = options.overrides;
  if (!options.detector.empty())
    overrides.push_back("/device/detector=" + json_string(options.detector));
  Document document = Document::load(options.subject, overrides, options.seed);
  const Plan plan = read_plan(document);
  const std::string directory =
      options.out.empty() ? default_directory(plan.name, document.file() + ":/name") : options.out;
  check_directory(directory);

  ProgressLine line("simulating", options.progress);
  const Trial trial = run(plan, [&line](double fraction) { line.show(fraction); });
  return deliver(trial, directory, options);
}

}  // namespace steppage
