#include "deliver.hpp"

#include <filesystem>

#include "core/input_error.hpp"
#include "formats/output_directory.hpp"
#include "formats/trial_directory.hpp"
#include "report/report.hpp"
#include "terminal.hpp"

namespace steppage {

void declare_delivery(CLI::App& command, Options& options) {
  command.add_option("--out", options.out, "trial directory to write [out/NAME]")->type_name("DIR");
  command.add_flag("--json", options.json, "print the scorecard as JSON");
}

std::string default_directory(const std::string& name, const std::string& where) {
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos)
    throw InputError(where, "is \"" + name + "\", which cannot name a folder; use --out");
  return "out/" + name;
}

void check_directory(const std::string& directory) { const OutputDirectory probe(directory); }

void write_scored(const Trial& trial, const Scorecard& card, const std::string& directory) {
  throw_if_interrupted();
  write_trial(directory, trial, score_json(trial, card), report_html(trial, card));
}

int deliver(const Trial& trial, const Scorecard& card, const std::string& directory,
            const Options& options) {
  write_scored(trial, card, directory);
  if (options.json)
    print(score_json(trial, card));
  else
    print(scorecard_text(trial, card, wants_colour()) +
          "report: " + (std::filesystem::path(directory) / "report.html").string() + "\n");
  if (card.valid) return kPass;
  complain(trial.name + " is not a valid trial: " + card.reason);
  return kInvalidTrial;
}

}  // namespace steppage
