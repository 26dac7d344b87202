#include "formats/datasets/uniss.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numbers>

#include "core/input_error.hpp"
#include "formats/csv.hpp"
#include "formats/description.hpp"
#include "formats/files.hpp"

namespace steppage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSignalsEnd = ".csv.gz";
constexpr double kRateHz = 128;
constexpr double kGravity = 9.80665;  // m/s2, of the unit g
constexpr double kRadPerDeg = std::numbers::pi / 180;

struct Placement {
  std::string_view source;
  std::string_view site;
};

// In the order of the columns.
constexpr std::array kPlacements = {Placement{"RS", "right_shank"}, Placement{"LS", "left_shank"},
                                    Placement{"LB", "lower_back"}};

struct Recording {
  std::string signals_file;
  std::string contacts_file;
  std::string subject;
  std::string group;
};

Recording recognise(const fs::path& signals) {
  const std::string file = signals.filename().string();
  const size_t bar = file.find('_');
  if (!file.ends_with(kSignalsEnd) || bar == 0 || bar == std::string::npos)
    throw InputError(signals.string(), "is not called S0xx_<group>.csv.gz");
  const std::string subject = file.substr(0, bar);
  const std::string group = file.substr(bar + 1, file.size() - kSignalsEnd.size() - bar - 1);
  const fs::path contacts = signals.parent_path() / (subject + "_gaitrite_ic.csv");
  return {signals.string(), contacts.string(), subject, group};
}

std::vector<fs::path> find_signals(const std::string& path) {
  if (!fs::exists(path)) throw InputError(path, "does not exist");
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(path))
    if (entry.path().string().ends_with(kSignalsEnd)) files.push_back(entry.path());
  if (files.empty()) throw InputError(path, "holds no S0xx_<group>.csv.gz");
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> signal_columns() {
  std::vector<std::string> columns = {"t_s"};
  for (const Placement& placement : kPlacements)
    for (const char* axis :
         {"_acc_V_g", "_acc_ML_g", "_acc_AP_g", "_gyr_V_dps", "_gyr_ML_dps", "_gyr_AP_dps"})
      columns.push_back(std::string(placement.source) + axis);
  return columns;
}

// Theirs: up, right, forward. Ours: forward, left, up.
Eigen::Vector3d read_vector(CsvReader& csv, double unit) {
  const double up = csv.number();
  const double right = csv.number();
  const double forward = csv.number();
  return unit * Eigen::Vector3d(forward, -right, up);
}

// Five digits are kept of the time: half a millisecond either way up to a hundred seconds.
Time read_time(CsvReader& csv, size_t index) {
  const double regular_s = static_cast<double>(index) / kRateHz;
  const double rounding_s = regular_s < 10 ? 0.5e-4 : regular_s < 100 ? 0.5e-3 : 0.5e-2;
  if (std::abs(csv.number() - regular_s) > 1.001 * rounding_s)
    csv.fail("t_s is not that of sample " + std::to_string(index) + " at 128 Hz");
  return from_seconds(regular_s);
}

std::vector<Stream> read_streams_of(const Recording& recording) {
  std::vector<Stream> streams;
  for (const Placement& placement : kPlacements) {
    Stream& stream = streams.emplace_back();
    stream.sensor = stream.site = placement.site;
    stream.part = "APDM Opal";
    stream.rate_hz = kRateHz;
  }
  CsvReader csv(recording.signals_file, read_gzip_file(recording.signals_file), signal_columns());
  for (size_t index = 0; csv.next_row(); ++index) {
    const Time time = read_time(csv, index);
    for (Stream& stream : streams) {
      ImuSample& sample = stream.samples.emplace_back();
      sample.t_device = sample.t_arrival = time;
      sample.accel_m_s2 = read_vector(csv, kGravity);
      sample.gyro_rad_s = read_vector(csv, kRadPerDeg);
    }
  }
  if (streams.front().samples.empty()) throw InputError(recording.signals_file, "holds no samples");
  return streams;
}

Truth read_contacts(const std::string& file) {
  CsvReader csv(file, read_file(file), {"pass", "ic_s"});
  Truth truth;
  truth.events.emplace();
  truth.intervals.emplace();
  std::string pass;
  while (csv.next_row()) {
    const std::string this_pass = std::to_string(csv.integer());
    const Time contact = csv.seconds();
    if (!truth.events->empty() && contact <= truth.events->back().time)
      csv.fail("ic_s does not increase");
    if (truth.intervals->empty() || this_pass != pass)
      truth.intervals->push_back(
          {contact, contact, Side::kUnknown, "scored", "mat pass " + this_pass});
    truth.intervals->back().end = contact;
    truth.events->push_back({contact, Side::kUnknown, EventKind::kInitialContact});
    pass = this_pass;
  }
  return truth;
}

Trial read_one(const Recording& recording) {
  Trial trial;
  trial.name = "uniss_" + recording.subject;
  trial.reference_has_constant_lag = true;
  trial.scenario_json = describe_recording(
      {trial.name, trial.reference_has_constant_lag},
      {{"dataset", "uniss"},
       {"subject", recording.subject},
       {"group", recording.group},
       {"source", "Trojaniello et al., J NeuroEng Rehabil 11:152, 2014"},
       {"reference", "initial contacts by instrumented mat (GAITRite), constant lag"}});
  trial.streams = read_streams_of(recording);
  trial.truth = read_contacts(recording.contacts_file);
  return trial;
}

}  // namespace

std::vector<Trial> read_uniss(const std::string& path) {
  std::vector<Trial> trials;
  for (const fs::path& signals : find_signals(path)) trials.push_back(read_one(recognise(signals)));
  return trials;
}

}  // namespace steppage
