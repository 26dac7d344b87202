#include "formats/stream_files.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <set>
#include <tuple>

#include "core/input_error.hpp"
#include "formats/csv.hpp"
#include "formats/files.hpp"
#include "formats/problems.hpp"
#include "formats/strict_json.hpp"

namespace steppage {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFrame = "x forward, y left, z up";
constexpr int64_t kKnownFlags = kClipped | kGapBefore;
constexpr int64_t kLast = std::numeric_limits<int64_t>::max();

const std::vector<std::string> kColumns = {"t_device_us", "t_arrival_us", "ax", "ay",   "az",
                                           "gx",          "gy",           "gz", "flags"};

struct OrderedStream {
  int64_t order = kLast;
  Stream stream;
};

// Csv: the reader or the writer, which know the line.
template <class Csv>
void check_time_increases(const Csv& csv, const ImuSample& before, const ImuSample& sample) {
  const auto text = [](Time time) { return std::to_string(time.count()); };
  if (sample.t_device <= before.t_device)
    csv.fail("t_device_us is " + text(sample.t_device) + ", not after " + text(before.t_device));
  if (sample.t_arrival < before.t_arrival)
    csv.fail("t_arrival_us is " + text(sample.t_arrival) + ", before " + text(before.t_arrival));
}

ImuSample read_sample(CsvReader& csv) {
  ImuSample sample;
  sample.t_device = Time(csv.integer());
  sample.t_arrival = Time(csv.integer());
  for (double& value : sample.accel_m_s2) value = csv.number();
  for (double& value : sample.gyro_rad_s) value = csv.number();
  sample.flags = static_cast<uint32_t>(csv.integer(0, kKnownFlags));
  return sample;
}

std::vector<ImuSample> read_samples(const std::string& file) {
  CsvReader csv(file, read_file(file), kColumns);
  std::vector<ImuSample> samples;
  while (csv.next_row()) {
    const ImuSample sample = read_sample(csv);
    if (!samples.empty()) check_time_increases(csv, samples.back(), sample);
    samples.push_back(sample);
  }
  if (samples.empty()) throw InputError(file, "holds no samples");
  return samples;
}

void read_sidecar(const std::string& file, OrderedStream& read) {
  JsonObject json(file, parse_json(file, read_file(file)));
  const int64_t schema = json.integer("schema");
  if (schema != 1) json.fail("schema", "is " + std::to_string(schema) + ", expected 1");
  read.stream.site = json.text("site");
  const std::string frame = json.text("frame", kFrame);
  if (frame != kFrame) json.fail("frame", "is \"" + frame + "\", expected \"" + kFrame + '"');
  read.stream.part = json.text("part", "");
  read.stream.rate_hz = json.number("rate_hz");
  if (!(read.stream.rate_hz > 0)) json.fail("rate_hz", "is not above 0");
  read.order = json.integer("order", kLast);
  JsonObject errors = json.object("errors");
  for (const std::string& name : errors.keys())
    read.stream.errors.push_back({name, errors.number(name)});
  json.finish();
}

// Every <sensor> that has a .csv or a .json, so that a missing half is noticed.
std::set<std::string> find_sensors(const std::string& folder) {
  std::set<std::string> sensors;
  std::error_code absent;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, absent)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".csv" || extension == ".json") sensors.insert(entry.path().stem().string());
  }
  return sensors;
}

void check_name(const OutputDirectory& out, const std::string& sensor) {
  const bool is_plain = std::all_of(sensor.begin(), sensor.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  if (sensor.empty() || !is_plain)
    throw InputError(out.label("streams"),
                     "cannot hold a sensor called \"" + sensor +
                         "\": only letters, digits, _ and - make a file name");
}

std::string sidecar(const std::string& file, const Stream& stream, size_t order) {
  JsonObject checks(file, Json::object());
  if (!(stream.rate_hz > 0) || !std::isfinite(stream.rate_hz))
    checks.fail("rate_hz", "is not above 0");
  Json errors = Json::object();
  for (const ErrorParameter& error : stream.errors) {
    if (!std::isfinite(error.value)) checks.fail("errors/" + error.name, "is not finite");
    if (errors.contains(error.name)) checks.fail("errors/" + error.name, "is there twice");
    errors[error.name] = error.value;
  }
  return to_text(Json{{"schema", 1},
                      {"site", stream.site},
                      {"frame", kFrame},
                      {"part", stream.part},
                      {"rate_hz", stream.rate_hz},
                      {"order", order},
                      {"errors", errors}});
}

void write_sample(CsvWriter& csv, const ImuSample& sample) {
  csv.integer(sample.t_device.count());
  csv.integer(sample.t_arrival.count());
  for (const double value : sample.accel_m_s2) csv.number(value);
  for (const double value : sample.gyro_rad_s) csv.number(value);
  if (sample.flags > kKnownFlags)
    csv.fail("flags is " + std::to_string(sample.flags) + ", outside 0 to 3");
  csv.integer(sample.flags);
}

std::string sample_rows(const std::string& file, const Stream& stream) {
  CsvWriter csv(file, kColumns);
  const ImuSample* before = nullptr;
  for (const ImuSample& sample : stream.samples) {
    if (before) check_time_increases(csv, *before, sample);
    write_sample(csv, sample);
    csv.end_row();
    before = &sample;
  }
  return csv.content();
}

}  // namespace

std::vector<Stream> read_streams(const std::string& directory) {
  const std::string folder = (fs::path(directory) / "streams").string();
  const std::set<std::string> sensors = find_sensors(folder);
  if (sensors.empty()) throw InputError(folder, "holds no streams");
  Problems problems;
  std::vector<OrderedStream> read;
  for (const std::string& sensor : sensors) {
    const std::string stem = (fs::path(folder) / sensor).string();
    read.emplace_back().stream.sensor = sensor;
    problems.collect([&] { read_sidecar(stem + ".json", read.back()); });
    problems.collect([&] { read.back().stream.samples = read_samples(stem + ".csv"); });
  }
  problems.throw_if_any();
  std::stable_sort(read.begin(), read.end(), [](const OrderedStream& a, const OrderedStream& b) {
    return a.order < b.order;
  });
  std::vector<Stream> streams;
  streams.reserve(read.size());
  for (OrderedStream& one : read) streams.push_back(std::move(one.stream));
  return streams;
}

void write_streams(OutputDirectory& out, const std::vector<Stream>& streams) {
  std::set<std::string> sensors;
  for (const Stream& stream : streams) {
    check_name(out, stream.sensor);
    if (!sensors.insert(stream.sensor).second)
      throw InputError(out.label("streams"), "would hold two sensors called " + stream.sensor);
    const std::string stem = "streams/" + stream.sensor;
    out.write(stem + ".csv", sample_rows(out.label(stem + ".csv"), stream));
    out.write(stem + ".json", sidecar(out.label(stem + ".json"), stream, sensors.size() - 1));
  }
}

}  // namespace steppage
