#include "trial/plan.hpp"

#include <algorithm>

#include "core/number_text.hpp"
#include "device/device.hpp"
#include "patient/impairments/kinds.hpp"
#include "patient/presets.hpp"
#include "scenario/strict_json.hpp"
#include "sensors/parts.hpp"
#include "sensors/sensors.hpp"

namespace steppage {
namespace {

constexpr const char* kDefaultPart = "LSM6DSO";

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const SensorKind& kind : sensors()) names.emplace_back(kind.name);
  return names;
}

std::string as_text(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

void check_rate(Reader& reader, const Part& part, double rate_hz) {
  if (std::find(part.rates_hz.begin(), part.rates_hz.end(), rate_hz) != part.rates_hz.end()) return;
  std::string rates;
  for (const double rate : part.rates_hz) rates += (rates.empty() ? "" : ", ") + as_text(rate);
  reader.problem("rate_hz", "is " + as_text(rate_hz) + ", which " + std::string(part.name) +
                                " does not have; it has " + rates);
}

constexpr const char* kAxes[] = {"forward", "left", "up"};  // of a segment's frame

ImuSettings read_imu(Reader& reader) {
  reader.text("kind", kind_names(), "imu");
  ImuSettings imu;
  imu.site = reader.text("site", imu_sites());
  imu.part = reader.text("part", part_names(), kDefaultPart);
  const Part* part = find_part(imu.part);
  imu.rate_hz = reader.number("rate_hz", {1, 1000}, part->default_rate_hz);
  check_rate(reader, *part, imu.rate_hz);
  imu.errors = reader.boolean("errors", true);
  imu.mount.soft = reader.text("mount", {"rigid", "soft"}, "rigid") == "soft";
  imu.mount.mass_kg = reader.number("mass_g", {1, 100}, 1000 * imu.mount.mass_kg) / 1000;
  Reader offset_mm = reader.object("offset_mm");
  for (int axis = 0; axis < 3; ++axis)
    imu.mount.offset_m[axis] = offset_mm.number(kAxes[axis], {-150, 150}, 0) / 1000;
  offset_mm.finish();
  reader.finish();
  return imu;
}

constexpr const char* kDefaultSensors = R"([
  {"kind": "imu", "site": "left_shank", "part": "LSM6DSO"},
  {"kind": "imu", "site": "right_shank", "part": "LSM6DSO"},
  {"kind": "imu", "site": "left_foot", "part": "BMI270"},
  {"kind": "imu", "site": "right_foot", "part": "BMI270"}])";

std::vector<ImuSettings> read_imus(Reader& root) {
  std::vector<ImuSettings> imus;
  for (Reader& reader : root.objects("sensors", kDefaultSensors)) {
    const ImuSettings imu = read_imu(reader);
    const bool taken = std::any_of(
        imus.begin(), imus.end(), [&](const ImuSettings& other) { return other.site == imu.site; });
    if (taken) reader.problem("site", "is " + imu.site + ", which has a sensor already");
    imus.push_back(imu);
  }
  return imus;
}

void read_device(Reader& root, Plan& plan) {
  std::vector<std::string> names;
  for (const DetectorRow& row : detectors()) names.push_back(row.name);
  Reader device = root.object("device");
  plan.detector = device.text("detector", names, "rep_counter");
  std::vector<std::string> sites;
  for (const ImuSettings& imu : plan.imus) sites.push_back(imu.site);
  plan.stimulation = read_stimulation(device, plan.detector, sites);
  device.finish();
}

}  // namespace

std::vector<TrialPart> parts(const Plan& plan) {
  std::vector<TrialPart> parts = plan.activity->parts();
  if (parts.empty()) parts.push_back({plan.activity_kind, plan.activity.get(), Time{0}, Time{0}});
  return parts;
}

Plan read_plan(Document& document) {
  Reader root = document.root();
  Plan plan;
  plan.name = root.text("name", {}, "trial");
  plan.seed = document.seed();
  Reader patient = root.object("patient");
  plan.patient = read_patient(patient);
  plan.impairments = read_impairments(patient);
  patient.finish();
  Reader activity = root.object("activity");
  const double fatigue = activity.number("fatigue", {0, 5}, 0);
  if (fatigue > 0) plan.impairments.push_back(general_fatigue(fatigue));
  plan.falls_are_scored = activity.text("falls", {"invalid", "scored"}, "invalid") == "scored";
  plan.activity = read_activity(activity);
  plan.activity_kind = activity.text("kind", {});
  plan.imus = read_imus(root);
  read_device(root, plan);
  if (plan.stimulation) plan.stimulation->electrode.fatigue = fatigue;
  root.finish();
  document.throw_if_problems();
  plan.drawn = document.drawn();
  return plan;
}

std::vector<std::string> eased(const Plan& plan, double share) {
  std::vector<std::string> changes;
  if (share == 0) return changes;
  const Json drawn = Json::parse(plan.drawn);
  const Json rows = drawn.at("patient").value("impairments", Json::array());
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].contains("preset") || rows[i].value("share", 0.0) != 0) continue;
    const std::string row = "/patient/impairments/" + std::to_string(i);
    changes.push_back(row + "/towards=" + kNoSeverity);
    changes.push_back(row + "/share=" + exact_text(share));
  }
  return changes;
}

Plan changed(const Plan& plan, const std::vector<std::string>& changes, uint64_t seed) {
  Document document = Document::parse(plan.name, plan.drawn, changes, seed);
  return read_plan(document);
}

}  // namespace steppage
