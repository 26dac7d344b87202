#include "device/device.hpp"

#include <algorithm>
#include <string_view>

#include "core/check.hpp"
#include "core/input_error.hpp"

namespace steppage {
namespace {

constexpr Time kOldestEvent = std::chrono::seconds(30);
constexpr Time kNever = Time::min();

// Index = STP_SITE_*.
constexpr std::array<std::string_view, 12> kSiteNames = {
    "unknown",     "left_foot",  "right_foot",  "left_shank", "right_shank", "left_thigh",
    "right_thigh", "left_wrist", "right_wrist", "pelvis",     "lower_back",  "sternum"};
static_assert(kSiteNames[STP_SITE_STERNUM] == "sternum");

static_assert(static_cast<int>(Side::kLeft) == STP_SIDE_LEFT);
static_assert(static_cast<int>(Side::kUnknown) == STP_SIDE_UNKNOWN);
static_assert(static_cast<int>(EventKind::kInitialContact) == STP_INITIAL_CONTACT);
static_assert(static_cast<int>(EventKind::kRepEnd) == STP_REP_END);
static_assert(static_cast<int>(EventKind::kFall) == STP_FALL);
static_assert(static_cast<int>(EventKind::kStimulateOff) == STP_STIMULATE_OFF);
static_assert(kClipped == STP_CLIPPED && kGapBefore == STP_GAP_BEFORE);

std::span<const stp_detector* const> built_in() {
  uint32_t count = 0;
  const stp_detector* const* first = stp_detectors(&count);
  return {first, count};
}

std::string unknown_name(const std::string& name, const std::vector<std::string>& known) {
  std::string list;
  for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
  const std::string near = closest(name, known);
  return name + " is not known (known: " + list + ')' +
         (near.empty() ? "" : "; did you mean " + near + '?');
}

const stp_detector* find_detector(const std::string& name) {
  std::vector<std::string> known = {"none", kOracle};
  if (name == "none" || name == kOracle) return nullptr;
  for (const stp_detector* detector : built_in()) {
    if (name == detector->name) return detector;
    known.emplace_back(detector->name);
  }
  throw InputError("detector", unknown_name(name, known));
}

int32_t find_site(const std::string& name) {
  const auto found = std::find(kSiteNames.begin(), kSiteNames.end(), name);
  if (found == kSiteNames.end())
    throw InputError("site", unknown_name(name, {kSiteNames.begin(), kSiteNames.end()}));
  return static_cast<int32_t>(found - kSiteNames.begin());
}

stp_sample to_c(const ImuSample& sample, int32_t site) {
  stp_sample c{};
  c.time_us = static_cast<uint32_t>(sample.t_device.count());
  c.site = site;
  c.flags = sample.flags;
  for (int axis = 0; axis < 3; ++axis) {
    c.accel_m_s2[axis] = static_cast<float>(sample.accel_m_s2[axis]);
    c.gyro_rad_s[axis] = static_cast<float>(sample.gyro_rad_s[axis]);
  }
  return c;
}

// The wrapping time that is nearest to the sample's.
Time unwrap(uint32_t time_us, Time near) {
  return near + Time(static_cast<int32_t>(time_us - static_cast<uint32_t>(near.count())));
}

std::string text(Time time) { return std::to_string(time.count()) + " us"; }

size_t slot(const stp_event& event) {
  return static_cast<size_t>(event.kind) * kSideNames.size() + static_cast<size_t>(event.side);
}

// What is wrong with a part of an answer; empty when nothing is.
std::string find_count_fault(int32_t count) {
  if (count < 0) return "refused with status " + std::to_string(count);
  if (count > STP_MAX_EVENTS_PER_STEP) return "answered with " + std::to_string(count) + " events";
  return {};
}

std::string find_value_fault(const stp_event& event) {
  if (event.kind < STP_INITIAL_CONTACT || event.kind > STP_STIMULATE_OFF)
    return "of kind " + std::to_string(event.kind);
  if (event.side < STP_SIDE_LEFT || event.side > STP_SIDE_UNKNOWN)
    return "of side " + std::to_string(event.side);
  if (!(event.confidence >= 0 && event.confidence <= 1))
    return "of confidence " + std::to_string(event.confidence);
  return {};
}

std::string find_time_fault(Time time, Time now) {
  if (time > now) return "at " + text(time) + ", in the future";
  if (time < now - kOldestEvent) return "at " + text(time) + ", more than 30 s ago";
  return {};
}

std::string find_order_fault(Time time, Time before) {
  if (time < before) return "at " + text(time) + ", after one at " + text(before);
  return {};
}

}  // namespace

std::vector<DetectorRow> detectors() {
  std::vector<DetectorRow> rows = {
      {"none", "no device: nothing is detected"},
      {kOracle, "no detector: stimulation is timed by the truth, as a reference"}};
  for (const stp_detector* detector : built_in())
    rows.push_back({detector->name, detector->summary});
  return rows;
}

Device::Device(const std::string& detector, const std::vector<std::string>& sites)
    : detector_(find_detector(detector)) {
  if (!detector_) name_ = detector;
  resolve_sites(sites);
  start();
}

Device::Device(const stp_detector& detector, const std::vector<std::string>& sites)
    : detector_(&detector) {
  resolve_sites(sites);
  start();
}

void Device::resolve_sites(const std::vector<std::string>& sites) {
  for (const std::string& name : sites) {
    const int32_t code = find_site(name);
    const bool is_taken = std::any_of(sites_.begin(), sites_.end(),
                                      [code](const Site& site) { return site.code == code; });
    if (is_taken && detector_ && code != STP_SITE_UNKNOWN)
      throw InputError("site", name + " has two sensors, and a detector knows them by their site");
    sites_.push_back({name, code, {}});
    sites_.back().latest.fill(kNever);
  }
}

void Device::start() {
  if (!detector_) return;
  name_ = detector_->name;
  if (detector_->abi_version != STP_ABI_VERSION)
    throw InputError("detector", name_ + " has version " + std::to_string(detector_->abi_version) +
                                     " of the interface, expected " +
                                     std::to_string(STP_ABI_VERSION));
  state_.resize((detector_->state_bytes + sizeof(uint64_t) - 1) / sizeof(uint64_t));
  const int32_t status = detector_->init(state_.data(), nullptr, 0);
  if (status != 0)
    throw InputError("detector", name_ + " does not start (status " + std::to_string(status) + ')');
}

void Device::take(size_t stream, const ImuSample& sample, std::vector<DeviceEvent>& trace) {
  CHECK(stream < sites_.size());
  if (!detector_ || failed()) return;
  Site& site = sites_[stream];
  const stp_sample c = to_c(sample, site.code);
  std::array<stp_event, STP_MAX_EVENTS_PER_STEP> room{};
  const int32_t count = detector_->step(state_.data(), &c, room.data(), STP_MAX_EVENTS_PER_STEP);
  std::string fault = find_count_fault(count);
  const std::span events(room.data(), fault.empty() ? static_cast<size_t>(count) : 0);
  if (fault.empty()) fault = find_answer_fault(site, sample, events);
  if (!fault.empty()) {
    failure_ =
        name_ + ": the sample of " + site.name + " at " + text(sample.t_device) + " was " + fault;
    return;
  }
  for (const stp_event& event : events) {
    const Time time = unwrap(event.time_us, sample.t_device);
    site.latest[slot(event)] = time;
    trace.push_back({time, sample.t_arrival, static_cast<Side>(event.side),
                     static_cast<EventKind>(event.kind), event.value, event.confidence});
  }
}

std::string Device::find_answer_fault(const Site& site, const ImuSample& sample,
                                      std::span<const stp_event> events) {
  Time before = kNever;
  for (const stp_event& event : events) {
    std::string fault = find_value_fault(event);
    const Time time = unwrap(event.time_us, sample.t_device);
    if (fault.empty()) fault = find_time_fault(time, sample.t_device);
    if (fault.empty()) fault = find_order_fault(time, std::max(before, site.latest[slot(event)]));
    if (!fault.empty()) return "answered with an event " + fault;
    before = time;
  }
  return {};
}

}  // namespace steppage
