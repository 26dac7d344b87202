#include <filesystem>

#include "core/input_error.hpp"
#include "formats/trial_directory.hpp"
#include "scenario/document.hpp"
#include "terminal.hpp"
#include "trial/recovery.hpp"
#include "verbs.hpp"

namespace steppage {
namespace {

std::vector<Problem> find_problems(const std::string& file) {
  try {
    if (std::filesystem::is_directory(file)) {
      read_recording(file);
    } else {
      Document document = Document::load(file);
      if (is_recovery_plan(document))
        read_recovery_plan(document);
      else
        read_plan(document);
    }
  } catch (const InputError& error) {
    return error.problems();
  }
  return {};
}

std::string as_text(const std::string& file, const std::vector<Problem>& problems) {
  if (problems.empty()) return file + ": ok\n";
  std::string text;
  for (const Problem& problem : problems) text += problem.where + " " + problem.what + "\n";
  return text;
}

std::string as_json(const std::string& file, const std::vector<Problem>& problems) {
  std::string list;
  for (const Problem& problem : problems)
    list += (list.empty() ? "" : ", ") + std::string("{\"where\": ") + json_string(problem.where) +
            ", \"what\": " + json_string(problem.what) + "}";
  return "{\"file\": " + json_string(file) + ", \"problems\": [" + list + "]}";
}

}  // namespace

void declare_validate(CLI::App& command, Options& options) {
  command.add_option("FILE", options.files, "scenario and plan files, recording directories")
      ->required();
  command.add_flag("--json", options.json, "print a JSON list of files with their problems");
}

int act_validate(const Options& options) {
  int code = kPass;
  std::string list;
  for (const std::string& file : options.files) {
    const std::vector<Problem> problems = find_problems(file);
    if (!problems.empty()) code = kBadInput;
    if (options.json)
      list += (list.empty() ? "" : ",\n ") + as_json(file, problems);
    else
      print(as_text(file, problems));
  }
  if (options.json) print("[" + list + "]\n");
  return code;
}

}  // namespace steppage
