#include "trial/replay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/input_error.hpp"
#include "sim/device/fake_detector.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Stream stream_of(const std::string& site, const std::vector<int64_t>& arrivals_us) {
  Stream stream;
  stream.sensor = stream.site = site;
  for (size_t i = 0; i < arrivals_us.size(); ++i) {
    ImuSample& sample = stream.samples.emplace_back();
    sample.t_device = Time(static_cast<int64_t>(i) + 1);
    sample.t_arrival = Time(arrivals_us[i]);
  }
  return stream;
}

Trial recording() {
  Trial trial;
  // The first sensor's second sample is held up.
  trial.streams = {stream_of("right_shank", {10, 40, 40}), stream_of("left_shank", {10, 20, 50})};
  return trial;
}

std::vector<std::string> sites_of(const Trial& trial) {
  std::vector<std::string> sites;
  for (const Stream& stream : trial.streams) sites.push_back(stream.site);
  return sites;
}

// Reports every sample, by its site.
std::vector<stp_event> report(const stp_sample& sample, uint32_t) {
  return {{sample.time_us, STP_HEEL_OFF, STP_SIDE_UNKNOWN, sample.site, 1.0f}};
}

TEST(Replay, FeedsSamplesAsTheyArriveAndTiesInTheOrderOfTheStreams) {
  const FakeDetector fake(report);
  Trial trial = recording();
  replay(trial, Device(fake.c, sites_of(trial)));
  std::vector<std::pair<int64_t, int32_t>> fed;
  for (const DeviceEvent& event : trial.device_events)
    fed.emplace_back(event.decided.count(), event.value);
  constexpr int32_t kRight = STP_SITE_RIGHT_SHANK, kLeft = STP_SITE_LEFT_SHANK;
  using Fed = std::pair<int64_t, int32_t>;
  EXPECT_THAT(fed, ElementsAre(Fed{10, kRight}, Fed{10, kLeft}, Fed{20, kLeft}, Fed{40, kRight},
                               Fed{40, kRight}, Fed{50, kLeft}));
}

TEST(Replay, ReplacesTheTraceOfAnEarlierDevice) {
  const FakeDetector fake(report);
  Trial trial = recording();
  replay(trial, Device(fake.c, sites_of(trial)));
  const Trial once = trial;
  EXPECT_EQ(trial.detector, "fake");
  replay(trial, Device(fake.c, sites_of(trial)));
  EXPECT_EQ(trial, once);
  replay(trial, "none");
  EXPECT_EQ(trial, recording());
}

TEST(Replay, StopsWithTheReasonWhenTheDetectorFails) {
  Trial trial = recording();
  const FakeDetector fake([](const stp_sample& sample, uint32_t calls) {
    return std::vector<stp_event>{event_at(sample.time_us + (calls == 2 ? 1000 : 0))};
  });
  replay(trial, Device(fake.c, sites_of(trial)));
  EXPECT_EQ(trial.stop, StopReason::kDetectorFailed);
  EXPECT_EQ(trial.stop_detail,
            "fake: the sample of left_shank at 2 us was answered with an event at 1002 us, in the "
            "future");
  EXPECT_EQ(trial.device_events.size(), 2u);
}

TEST(Replay, ForgetsTheFailureOfAnEarlierDetector) {
  Trial trial = recording();
  trial.stop = StopReason::kDetectorFailed;
  trial.stop_detail = "fake: in the future";
  replay(trial, "none");
  EXPECT_EQ(trial, recording());
}

TEST(Replay, RemembersThatThePatientFell) {
  Trial trial = recording();
  trial.stop = StopReason::kFell;
  trial.stop_detail = "at 3 s";
  const Trial fell = trial;
  replay(trial, "none");
  EXPECT_EQ(trial, fell);
}

TEST(Replay, RefusesAnUnknownDetectorAndLeavesTheRecordingAlone) {
  Trial trial = recording();
  EXPECT_THROW(replay(trial, "no_such_detector"), InputError);
  EXPECT_EQ(trial, recording());
}

TEST(Replay, OfNothingDetectsNothing) {
  Trial empty;
  replay(empty, "none");
  EXPECT_THAT(empty.device_events, IsEmpty());
  EXPECT_EQ(empty.stop, StopReason::kCompleted);
}

}  // namespace
}  // namespace steppage
