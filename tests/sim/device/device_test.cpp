#include "device/device.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <ostream>

#include "core/input_error.hpp"
#include "sim/device/fake_detector.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ImuSample sample_at(int64_t micros) {
  ImuSample sample;
  sample.t_device = Time(micros);
  sample.t_arrival = Time(micros + 5000);
  return sample;
}

template <class Call>
std::string message_of(Call call) {
  try {
    call();
  } catch (const InputError& error) {
    return error.what();
  }
  return "(no InputError)";
}

TEST(Device, ListsNoneFirst) {
  EXPECT_EQ(detectors().at(0).name, "none");
  for (const DetectorRow& row : detectors()) EXPECT_FALSE(row.summary.empty()) << row.name;
}

TEST(Device, StartsEveryDetectorOfTheList) {
  for (const DetectorRow& row : detectors()) {
    Device device(row.name, {"left_shank", "right_shank"});
    std::vector<DeviceEvent> trace;
    for (int64_t i = 0; i < 100; ++i) device.take(1, sample_at(i * 10'000), trace);
    EXPECT_EQ(device.name(), row.name);
    EXPECT_EQ(device.failure(), "");
  }
}

TEST(Device, OfNoneDetectsNothing) {
  Device device("none", {"right_shank", "right_shank"});
  std::vector<DeviceEvent> trace;
  device.take(0, sample_at(0), trace);
  EXPECT_THAT(trace, IsEmpty());
  EXPECT_FALSE(device.failed());
}

TEST(Device, NamesTheDetectorsWhenThereIsNoSuch) {
  std::string list;
  for (const DetectorRow& row : detectors()) list += (list.empty() ? "" : ", ") + row.name;
  EXPECT_EQ(message_of([] { Device("nome", {}); }),
            "detector nome is not known (known: " + list + "); did you mean none?");
}

TEST(Device, NamesTheSitesWhenThereIsNoSuch) {
  EXPECT_EQ(message_of([] { Device("none", {"right_shnak"}); }),
            "site right_shnak is not known (known: unknown, left_foot, right_foot, left_shank, "
            "right_shank, left_thigh, right_thigh, left_wrist, right_wrist, pelvis, lower_back, "
            "sternum); did you mean right_shank?");
}

TEST(Device, RefusesTwoSensorsAtOneSite) {
  const FakeDetector fake([](const stp_sample&, uint32_t) { return std::vector<stp_event>(); });
  EXPECT_EQ(message_of([&] {
              Device(fake.c, {"pelvis", "right_shank", "pelvis"});
            }),
            "site pelvis has two sensors, and a detector knows them by their site");
  Device(fake.c, {"unknown", "unknown"});
}

TEST(Device, RefusesADetectorOfAnotherInterface) {
  FakeDetector fake([](const stp_sample&, uint32_t) { return std::vector<stp_event>(); });
  fake.c.abi_version = 7;
  EXPECT_EQ(message_of([&] { Device(fake.c, {"pelvis"}); }),
            "detector fake has version 7 of the interface, expected 1");
}

TEST(Device, RefusesADetectorThatDoesNotStart) {
  FakeDetector fake([](const stp_sample&, uint32_t) { return std::vector<stp_event>(); });
  fake.c.init = [](void*, const void*, uint32_t) -> int32_t { return STP_BAD_SETTING; };
  EXPECT_EQ(message_of([&] { Device(fake.c, {"pelvis"}); }),
            "detector fake does not start (status -1)");
}

TEST(Device, PassesEverySampleWithItsSiteAndFlags) {
  std::vector<stp_sample> seen;
  const FakeDetector fake([&](const stp_sample& sample, uint32_t) {
    seen.push_back(sample);
    return std::vector<stp_event>();
  });
  Device device(fake.c, {"right_shank", "left_foot"});
  ImuSample sample = sample_at(1234);
  sample.accel_m_s2 = {1, 2, 3};
  sample.gyro_rad_s = {4, 5, 6};
  sample.flags = kGapBefore;
  std::vector<DeviceEvent> trace;
  device.take(1, sample, trace);
  device.take(0, sample, trace);
  ASSERT_THAT(seen, SizeIs(2));
  EXPECT_EQ(seen[0].site, STP_SITE_LEFT_FOOT);
  EXPECT_EQ(seen[1].site, STP_SITE_RIGHT_SHANK);
  EXPECT_EQ(seen[0].time_us, 1234u);
  EXPECT_EQ(seen[0].flags, STP_GAP_BEFORE);
  EXPECT_THAT(seen[0].accel_m_s2, ElementsAre(1, 2, 3));
  EXPECT_THAT(seen[0].gyro_rad_s, ElementsAre(4, 5, 6));
}

TEST(Device, DecidesWhenTheSampleArrives) {
  const FakeDetector fake([](const stp_sample& sample, uint32_t) {
    return std::vector<stp_event>{{sample.time_us - 300, STP_REP_END, STP_SIDE_LEFT, 12, 0.25f}};
  });
  Device device(fake.c, {"left_shank"});
  std::vector<DeviceEvent> trace;
  device.take(0, sample_at(1000), trace);
  EXPECT_THAT(trace, ElementsAre(DeviceEvent{Time(700), Time(6000), Side::kLeft, EventKind::kRepEnd,
                                             12, 0.25}));
}

TEST(Device, KeepsItsTimeWhenTheClockOf32BitsWraps) {
  constexpr int64_t kWrap = int64_t{1} << 32;
  const FakeDetector fake([](const stp_sample& sample, uint32_t) {
    return std::vector<stp_event>{event_at(sample.time_us - 600)};
  });
  for (const int64_t turn : {-kWrap, int64_t{0}, kWrap, 5 * kWrap}) {
    Device device(fake.c, {"right_shank"});
    std::vector<DeviceEvent> trace;
    for (const int64_t offset : {-1000, -1, 0, 400, 1000})
      device.take(0, sample_at(turn + offset), trace);
    std::vector<int64_t> times;
    for (const DeviceEvent& event : trace) times.push_back(event.time.count() - turn);
    EXPECT_THAT(times, ElementsAre(-1600, -601, -600, -200, 400)) << device.failure();
  }
}

TEST(Device, GoesOnAlikeAsACopy) {
  const FakeDetector fake([](const stp_sample& sample, uint32_t calls) {
    stp_event event = event_at(sample.time_us);
    event.value = static_cast<int32_t>(calls);
    return std::vector<stp_event>{event};
  });
  Device device(fake.c, {"right_shank"});
  std::vector<DeviceEvent> trace, copied_trace;
  for (int64_t i = 0; i < 3; ++i) device.take(0, sample_at(i), trace);
  Device copy = device;
  copied_trace = trace;
  device.take(0, sample_at(3), trace);
  device.take(0, sample_at(4), trace);
  copy.take(0, sample_at(3), copied_trace);
  copy.take(0, sample_at(4), copied_trace);
  EXPECT_EQ(copied_trace, trace);
  EXPECT_EQ(trace.back().value, 4);
}

constexpr int64_t kNow = 100'000'000;

struct BadAnswer {
  std::vector<stp_event> events;
  std::string failure;  // after the name of detector and sample
};

void PrintTo(const BadAnswer& shown, std::ostream* out) { *out << shown.failure; }

class EveryBadAnswer : public testing::TestWithParam<BadAnswer> {};

TEST_P(EveryBadAnswer, FailsTheDeviceWhichIsSilentFromThenOn) {
  uint32_t calls = 0;
  const FakeDetector fake([&](const stp_sample& sample, uint32_t) {
    ++calls;
    return sample.time_us == kNow ? GetParam().events
                                  : std::vector<stp_event>{event_at(sample.time_us)};
  });
  Device device(fake.c, {"right_shank"});
  std::vector<DeviceEvent> trace;
  device.take(0, sample_at(kNow - 10), trace);
  EXPECT_FALSE(device.failed());
  device.take(0, sample_at(kNow), trace);
  EXPECT_TRUE(device.failed());
  EXPECT_EQ(device.failure(),
            "fake: the sample of right_shank at 100000000 us was " + GetParam().failure);
  device.take(0, sample_at(kNow + 10), trace);
  EXPECT_THAT(trace, SizeIs(1)) << "only the answer before the bad one counts";
  EXPECT_EQ(calls, 2u);
}

stp_event with(int32_t kind, int32_t side, float confidence) {
  return {kNow, kind, side, 0, confidence};
}

constexpr const char* kAnswered = "answered with an event ";

INSTANTIATE_TEST_SUITE_P(
    Device, EveryBadAnswer,
    testing::Values(
        BadAnswer{std::vector<stp_event>(5, event_at(kNow)), "answered with 5 events"},
        BadAnswer{{with(10, 0, 1)}, std::string(kAnswered) + "of kind 10"},
        BadAnswer{{with(-1, 0, 1)}, std::string(kAnswered) + "of kind -1"},
        BadAnswer{{with(0, 3, 1)}, std::string(kAnswered) + "of side 3"},
        BadAnswer{{with(0, -1, 1)}, std::string(kAnswered) + "of side -1"},
        BadAnswer{{with(0, 0, NAN)}, std::string(kAnswered) + "of confidence nan"},
        BadAnswer{{with(0, 0, HUGE_VALF)}, std::string(kAnswered) + "of confidence inf"},
        BadAnswer{{with(0, 0, 1.5f)}, std::string(kAnswered) + "of confidence 1.500000"},
        BadAnswer{{with(0, 0, -0.5f)}, std::string(kAnswered) + "of confidence -0.500000"},
        BadAnswer{{event_at(kNow + 1)}, std::string(kAnswered) + "at 100000001 us, in the future"},
        BadAnswer{{event_at(kNow - 30'000'001)},
                  std::string(kAnswered) + "at 69999999 us, more than 30 s ago"},
        BadAnswer{{event_at(kNow), {kNow - 5, STP_HEEL_OFF, STP_SIDE_LEFT, 0, 1}},
                  std::string(kAnswered) + "at 99999995 us, after one at 100000000 us"},
        BadAnswer{{event_at(kNow - 11)},
                  std::string(kAnswered) + "at 99999989 us, after one at 99999990 us"},
        BadAnswer{{event_at(kNow), with(0, 0, NAN)},
                  std::string(kAnswered) + "of confidence nan"}));

TEST(Device, FailsWhenASampleIsRefused) {
  FakeDetector fake([](const stp_sample&, uint32_t) { return std::vector<stp_event>(); });
  fake.c.step = [](void*, const stp_sample*, stp_event*, int32_t) -> int32_t {
    return STP_BAD_TIME;
  };
  Device device(fake.c, {"right_shank"});
  std::vector<DeviceEvent> trace;
  device.take(0, sample_at(7), trace);
  EXPECT_EQ(device.failure(), "fake: the sample of right_shank at 7 us was refused with status -3");
}

TEST(Device, TakesAnEventOfThirtySecondsAgo) {
  const FakeDetector fake([](const stp_sample& sample, uint32_t) {
    return std::vector<stp_event>{event_at(sample.time_us - 30'000'000)};
  });
  Device device(fake.c, {"right_shank"});
  std::vector<DeviceEvent> trace;
  device.take(0, sample_at(kNow), trace);
  EXPECT_THAT(trace, SizeIs(1)) << device.failure();
}

TEST(Device, LetsEventsOfDifferentKindSideOrSensorOverlap) {
  const FakeDetector fake([](const stp_sample& sample, uint32_t calls) {
    const auto late = sample.time_us - 10 * calls;
    const auto kind = calls == 1 ? STP_FINAL_CONTACT : STP_INITIAL_CONTACT;
    const auto side = calls == 2 ? STP_SIDE_LEFT : STP_SIDE_RIGHT;
    return std::vector<stp_event>{{late, kind, side, 0, 1}};
  });
  Device device(fake.c, {"right_shank", "lower_back"});
  std::vector<DeviceEvent> trace;
  for (int64_t i = 0; i < 3; ++i) device.take(0, sample_at(kNow + i), trace);
  device.take(1, sample_at(kNow + 3), trace);
  EXPECT_THAT(trace, SizeIs(4)) << device.failure();
}

}  // namespace
}  // namespace steppage
