#include "trial/replay.hpp"

#include "deliver.hpp"
#include "formats/trial_directory.hpp"
#include "verbs.hpp"

namespace steppage {
namespace {

constexpr const char* kUsualDetector = "shank_gyro";

}  // namespace

void declare_replay(CLI::App& command, Options& options) {
  command.add_option("RECORDING", options.subject, "recording or trial directory")->required();
  declare_delivery(command, options);
  command
      .add_option("--detector", options.detector,
                  std::string("detector to feed [") + kUsualDetector + "]")
      ->type_name("NAME");
}

int act_replay(const Options& options) {
  Trial trial = read_recording(options.subject);
  const std::string directory =
      options.out.empty() ? default_directory(trial.name, options.subject + "/scenario.json:/name")
                          : options.out;
  check_directory(directory);
  replay(trial, options.detector.empty() ? kUsualDetector : options.detector);
  return deliver(trial, score(trial), directory, options);
}

}  // namespace steppage
