#include "formats/import.hpp"

#include "formats/trial_directory.hpp"
#include "scenario/document.hpp"
#include "terminal.hpp"
#include "verbs.hpp"

namespace steppage {

void declare_import(CLI::App& command, Options& options) {
  command.add_option("DATASET", options.subject, "data set (see list formats)")->required();
  command.add_option("PATH", options.files, "its folder or one of its files")
      ->required()
      ->expected(1);
  command.add_option("--out", options.out, "folder for one recording directory a person")
      ->type_name("DIR")
      ->required();
  command.add_flag("--json", options.json, "print the directories as a JSON list");
}

int act_import(const Options& options) {
  std::string list;
  for (const Trial& trial : import_dataset(options.subject, options.files.front())) {
    throw_if_interrupted();
    const std::string directory = options.out + "/" + trial.name;
    write_recording(directory, trial);
    if (options.json)
      list += (list.empty() ? "" : ", ") + json_string(directory);
    else
      print(directory + "\n");
  }
  if (options.json) print("[" + list + "]\n");
  return kPass;
}

}  // namespace steppage
