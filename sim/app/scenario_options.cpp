#include "scenario_options.hpp"

#include "terminal.hpp"

namespace steppage {

void declare_scenario(CLI::App& command, Options& options) {
  command.add_option("SCENARIO", options.subject, "scenario file")->required();
  declare_changes(command, options);
}

void declare_changes(CLI::App& command, Options& options) {
  command.add_option("--seed", options.seed, "seed instead of the file's")
      ->type_name("N")
      ->check(CLI::Range(int64_t{0}, int64_t{1} << 53).name(""));
  command
      .add_option("--set", options.overrides,
                  "set one value of the file: --set /patient/mass_kg=80; may be repeated")
      ->type_name("/POINTER=VALUE")
      ->allow_extra_args(false);
}

void declare_progress(CLI::App& command, Options& options) {
  options.progress = error_is_terminal();
  command.add_flag("--progress,!--no-progress", options.progress,
                   "show progress on standard error [when it is a terminal]");
}

}  // namespace steppage
