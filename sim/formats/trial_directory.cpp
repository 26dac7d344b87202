#include "formats/trial_directory.hpp"

#include <algorithm>
#include <filesystem>

#include "core/input_error.hpp"
#include "formats/csv.hpp"
#include "formats/description.hpp"
#include "formats/files.hpp"
#include "formats/output_directory.hpp"
#include "formats/problems.hpp"
#include "formats/stream_files.hpp"
#include "formats/strict_json.hpp"
#include "formats/truth_files.hpp"

namespace steppage {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScenarioFile = "scenario.json";
constexpr const char* kScoreFile = "score.json";
constexpr const char* kReportFile = "report.html";
constexpr const char* kDeviceEventsFile = "device/events.csv";

constexpr const char* kStimulationFile = "device/stimulation.csv";

const std::vector<std::string> kStimulationColumns = {
    "t_s", "channel", "on", "amplitude_ma", "pulse_width_us", "frequency_hz"};
const std::vector<std::string> kDeviceEventColumns = {"t_event_s", "t_decision_s", "side", "event",
                                                      "confidence"};

StopReason stop_reason(const JsonObject& score, const std::string& text) {
  const auto found = std::find(kStopNames.begin(), kStopNames.end(), text);
  if (found == kStopNames.end()) score.fail("stop_reason", "is \"" + text + "\", which is unknown");
  return static_cast<StopReason>(found - kStopNames.begin());
}

// A detector's failure belongs to the earlier device and is forgotten.
void read_stop(const std::string& file, Trial& trial) {
  JsonObject score(file, parse_json(file, read_file(file)));
  const StopReason stop = stop_reason(score, score.text("stop_reason", "completed"));
  if (stop == StopReason::kDetectorFailed) return;
  trial.stop = stop;
  trial.stop_detail = score.text("stop_detail", "");
}

void read_scenario(const std::string& file, Trial& trial) {
  trial.scenario_json = read_file(file);
  const Description description = read_description(file, trial.scenario_json);
  trial.name = description.name;
  trial.reference_has_constant_lag = description.reference_has_constant_lag;
  trial.falls_are_scored = description.falls_are_scored;
}

void write_scenario(OutputDirectory& out, const Trial& trial) {
  const std::string file = out.label(kScenarioFile);
  const Description description = read_description(file, trial.scenario_json);
  if (description.name != trial.name)
    throw InputError(file + ":/name",
                     "is \"" + description.name + "\", but the trial is \"" + trial.name + '"');
  if (description.reference_has_constant_lag != trial.reference_has_constant_lag)
    throw InputError(file + ":/recording/reference_has_constant_lag", "is not what the trial says");
  if (description.falls_are_scored != trial.falls_are_scored)
    throw InputError(file + ":/activity/falls", "is not what the trial says");
  out.write(kScenarioFile, trial.scenario_json);
}

void write_recorded_part(OutputDirectory& out, const Trial& trial) {
  write_scenario(out, trial);
  write_streams(out, trial.streams);
  write_truth(out, trial.truth);
}

void write_device_events(OutputDirectory& out, const std::vector<DeviceEvent>& events) {
  CsvWriter csv(out.label(kDeviceEventsFile), kDeviceEventColumns);
  for (const DeviceEvent& event : events) {
    csv.seconds(event.time);
    csv.seconds(event.decided);
    csv.text(name(event.side));
    csv.text(name(event.kind));
    csv.number(event.confidence);
    csv.end_row();
  }
  out.write(kDeviceEventsFile, csv.content());
}

void write_stimulation(OutputDirectory& out, const StimulationRecord& record) {
  CsvWriter csv(out.label(kStimulationFile), kStimulationColumns);
  const std::string channel = std::string(name(record.side)) + "_" + record.channel;
  for (const auto& [time, train] : record.rows) {
    csv.seconds(time);
    csv.text(channel);
    csv.integer(train.on);
    csv.number(train.amplitude_ma);
    csv.number(train.pulse_width_us);
    csv.number(train.frequency_hz);
    csv.end_row();
  }
  out.write(kStimulationFile, csv.content());
}

void check_has_samples(const OutputDirectory& out, const Trial& recording) {
  if (recording.streams.empty()) throw InputError(out.label("streams"), "would hold no streams");
  for (const Stream& stream : recording.streams)
    if (stream.samples.empty())
      throw InputError(out.label("streams/" + stream.sensor + ".csv"), "would hold no samples");
}

}  // namespace

Trial read_recording(const std::string& directory) {
  if (!fs::is_directory(directory)) throw InputError(directory, "is not a directory");
  const auto path = [&](const char* file) { return (fs::path(directory) / file).string(); };
  Trial trial;
  Problems problems;
  problems.collect([&] { read_scenario(path(kScenarioFile), trial); });
  problems.collect([&] { trial.streams = read_streams(directory); });
  problems.collect([&] { trial.truth = read_truth(directory); });
  if (fs::exists(path(kScoreFile))) problems.collect([&] { read_stop(path(kScoreFile), trial); });
  problems.throw_if_any();
  return trial;
}

void write_recording(const std::string& directory, const Trial& recording) {
  OutputDirectory out(directory);
  check_has_samples(out, recording);
  write_recorded_part(out, recording);
  out.publish();
}

void write_trial(const std::string& directory, const Trial& trial, const std::string& score_json,
                 const std::string& report_html) {
  OutputDirectory out(directory);
  write_recorded_part(out, trial);
  write_device_events(out, trial.device_events);
  if (trial.stimulation) write_stimulation(out, *trial.stimulation);
  out.write(kScoreFile, score_json);
  out.write(kReportFile, report_html);
  out.publish();
}

}  // namespace steppage
