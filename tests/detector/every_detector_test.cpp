// What every detector of the list promises, whatever it detects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "detector/allocations.hpp"
#include "detector/motion.hpp"
#include "detector/replay.hpp"
#include "stp_detector.h"

extern "C" uint32_t detectors_seen_from_c(void);
extern "C" int32_t step_from_c(const stp_detector* detector, void* state, stp_event* events);

namespace steppage {
namespace {

using testing::Each;
using testing::IsEmpty;
using testing::Not;

std::vector<const stp_detector*> all_detectors() {
  uint32_t count = 0;
  const stp_detector* const* all = stp_detectors(&count);
  return {all, all + count};
}

std::string output_of(const std::string& command) {
  std::string output;
  std::array<char, 256> part{};
  const auto close = [](FILE* file) { pclose(file); };
  const std::unique_ptr<FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
  while (fgets(part.data(), part.size(), pipe.get()) != nullptr) output += part.data();
  return output;
}

class EveryDetector : public testing::TestWithParam<const stp_detector*> {
 protected:
  const stp_detector& detector() const { return *GetParam(); }
  std::vector<stp_sample> stream_ = walk_and_exercise(104);
};

INSTANTIATE_TEST_SUITE_P(Detectors, EveryDetector, testing::ValuesIn(all_detectors()),
                         [](const auto& row) { return std::string(row.param->name); });

TEST(Detectors, AreListedWithDifferentNames) {
  std::set<std::string> names;
  for (const stp_detector* detector : all_detectors()) names.insert(detector->name);
  EXPECT_EQ(names.size(), all_detectors().size());
  EXPECT_THAT(names, Not(IsEmpty()));
}

TEST(Detectors, AreTheSameSeenFromC) { EXPECT_EQ(detectors_seen_from_c(), all_detectors().size()); }

TEST(Detectors, CallNothingThatAllocatesThrowsOrLocks) {
  // What a sanitizer adds is not the detectors'.
  const std::string undefined =
      output_of("nm -u " STP_DETECTOR_LIBRARY " | grep -v -e __asan_ -e __ubsan_");
  ASSERT_THAT(undefined, testing::HasSubstr("algorithms"));
  for (const char* forbidden : {"malloc", "calloc", "free", "_Zn", "_Zd", "__cxa", "pthread"}) {
    EXPECT_THAT(undefined, Not(testing::HasSubstr(forbidden)));
  }
}

TEST_P(EveryDetector, StatesItsVersionItsMemoryAndItsPurpose) {
  EXPECT_EQ(detector().abi_version, STP_ABI_VERSION);
  EXPECT_GT(detector().state_bytes, 0u);
  EXPECT_STRNE(detector().summary, "");
}

TEST_P(EveryDetector, CanBeUsedFromC) {
  std::vector<uint64_t> state(detector().state_bytes / 8 + 1);
  std::array<stp_event, STP_MAX_EVENTS_PER_STEP> events{};
  EXPECT_EQ(step_from_c(GetParam(), state.data(), events.data()), 0);
}

TEST_P(EveryDetector, NoticesSomethingInWalkingAndExercise) {
  EXPECT_THAT(replay(detector(), stream_), Not(IsEmpty()));
}

TEST_P(EveryDetector, NoticesNothingInAStillLeg) {
  const auto still = record(path({}, 10), 60, {.gyro_bias_rad_s = 0.05, .gyro_noise_rad_s = 0.005});
  EXPECT_THAT(replay(detector(), still), IsEmpty());
}

TEST_P(EveryDetector, NeverReportsWhatHasNotHappenedYet) {
  for (const Reported& r : replay(detector(), stream_)) EXPECT_LE(r.event.time_us, r.decided_us);
}

TEST_P(EveryDetector, ReportsEachKindOfASideInTheOrderOfTime) {
  std::map<std::pair<int32_t, int32_t>, uint32_t> last_us;
  for (const Reported& r : replay(detector(), stream_)) {
    uint32_t& last = last_us[{r.event.side, r.event.kind}];
    EXPECT_GE(r.event.time_us, last);
    last = r.event.time_us;
  }
}

TEST_P(EveryDetector, IgnoresANonFiniteSampleAndKeepsItsState) {
  Instance instance(detector());
  for (size_t i = 0; i < stream_.size(); ++i) {
    if (i % 100 == 50) {
      for (size_t axis = 0; axis < 6; ++axis) {
        for (float value :
             {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
              -std::numeric_limits<float>::infinity()}) {
          stp_sample bad = stream_[i];
          (axis < 3 ? bad.accel_m_s2[axis] : bad.gyro_rad_s[axis - 3]) = value;
          const auto before = instance.state();
          EXPECT_EQ(instance.step(bad), STP_BAD_SAMPLE);
          EXPECT_EQ(instance.state(), before);
        }
      }
    }
    instance.take(stream_[i]);
  }
  EXPECT_EQ(instance.reported(), replay(detector(), stream_));
}

TEST_P(EveryDetector, RefusesUnknownFlagsAndKeepsItsState) {
  Instance instance(detector());
  instance.take(stream_.front());
  const auto before = instance.state();
  for (int bit = 2; bit < 32; ++bit) {
    stp_sample bad = stream_[2];
    bad.flags = uint32_t{1} << bit;
    EXPECT_EQ(instance.step(bad), STP_BAD_SAMPLE);
  }
  EXPECT_EQ(instance.state(), before);
}

TEST_P(EveryDetector, RefusesTimeThatStandsStillOrGoesBackAndKeepsItsState) {
  Instance instance(detector());
  for (size_t i = 0; i < 500; ++i) instance.take(stream_[i]);
  const auto before = instance.state();
  stp_sample bad = stream_[499];
  const uint32_t now_us = bad.time_us;
  for (uint32_t time_us : {now_us, now_us - 1, now_us - 1000000, now_us + 0x80000000u}) {
    bad.time_us = time_us;
    EXPECT_EQ(instance.step(bad), STP_BAD_TIME);
  }
  EXPECT_EQ(instance.state(), before);
  bad.time_us = now_us + 0x7fffffffu;
  EXPECT_GE(instance.step(bad), 0);
}

TEST_P(EveryDetector, RefusesTooFewPlacesForEventsAndKeepsItsState) {
  Instance instance(detector());
  instance.take(stream_.front());
  const auto before = instance.state();
  for (int32_t capacity : {-1, 0, STP_MAX_EVENTS_PER_STEP - 1}) {
    EXPECT_EQ(instance.step(stream_[2], capacity), STP_BAD_CAPACITY);
  }
  EXPECT_EQ(instance.state(), before);
}

TEST_P(EveryDetector, AcceptsAndIgnoresUnknownSites) {
  Instance instance(detector());
  for (size_t i = 0; i < stream_.size(); ++i) {
    instance.take(stream_[i]);
    const auto before = instance.state();
    for (int32_t site : {-1, STP_SITE_UNKNOWN, STP_SITE_STERNUM + 1, 1000000}) {
      stp_sample elsewhere = stream_[i];
      elsewhere.site = site;
      ASSERT_EQ(instance.step(elsewhere), 0);
    }
    ASSERT_EQ(instance.state(), before);
  }
}

TEST_P(EveryDetector, ContinuesFromASavedStateAsIfNothingHadHappened) {
  const auto whole = replay(detector(), stream_);
  for (size_t split = 1; split < stream_.size(); split += 211) {
    Instance first(detector());
    for (size_t i = 0; i < split; ++i) first.take(stream_[i]);
    Instance second(detector());
    second.restore(first.state());
    for (size_t i = split; i < stream_.size(); ++i) second.take(stream_[i]);
    auto joined = first.reported();
    joined.insert(joined.end(), second.reported().begin(), second.reported().end());
    EXPECT_EQ(joined, whole) << "split at sample " << split;
  }
}

TEST_P(EveryDetector, KeepsNothingOutsideItsState) {
  Instance one(detector());
  Instance other(detector());
  const auto disturbance = record(walking({.stride_s = 0.9}), 30, {.rate_hz = 104});
  for (size_t i = 0; i < stream_.size(); ++i) {
    one.take(stream_[i]);
    if (i < disturbance.size()) other.take(disturbance[i]);
  }
  EXPECT_EQ(one.reported(), replay(detector(), stream_));
}

TEST_P(EveryDetector, ReportsTheSameWhenTheClockWraps) {
  const auto plain = replay(detector(), stream_);
  for (double wrap_at_s : {0.5, 4.0, 6.02, 15.1}) {
    const auto first_us = uint32_t{0} - static_cast<uint32_t>(wrap_at_s * 1e6);
    auto wrapped = replay(detector(), walk_and_exercise(104, first_us));
    for (Reported& r : wrapped) {
      r.event.time_us -= first_us;
      r.decided_us -= first_us;
    }
    EXPECT_EQ(wrapped, plain) << "wrap at " << wrap_at_s << " s";
  }
}

TEST_P(EveryDetector, ReportsTheSameAtAnySampleRate) {
  const auto usual = replay(detector(), stream_);
  for (double rate_hz : {50.0, 128.0, 200.0, 1000.0}) {
    const auto other = replay(detector(), walk_and_exercise(rate_hz));
    for (int32_t kind = STP_INITIAL_CONTACT; kind <= STP_STIMULATE_OFF; ++kind) {
      // A command is given at a sample.
      const double tolerance_s = 0.03 + (kind >= STP_STIMULATE_ON ? 1 / rate_hz : 0);
      for (int32_t side : {STP_SIDE_LEFT, STP_SIDE_RIGHT}) {
        EXPECT_THAT(times_s(other, kind, side), testing::Pointwise(testing::DoubleNear(tolerance_s),
                                                                   times_s(usual, kind, side)))
            << "kind " << kind << " side " << side << " at " << rate_hz << " Hz";
      }
    }
  }
}

TEST_P(EveryDetector, TreatsBothSidesAlike) {
  auto swapped = stream_;
  for (stp_sample& s : swapped) s.site = STP_SITE_LEFT_SHANK + STP_SITE_RIGHT_SHANK - s.site;
  auto reported = replay(detector(), swapped);
  for (Reported& r : reported) r.event.side = STP_SIDE_RIGHT - r.event.side;
  EXPECT_EQ(reported, replay(detector(), stream_));
}

TEST_P(EveryDetector, AllocatesNothing) {
  Instance instance(detector());
  const long before = allocations();
  instance.init(nullptr, 0);
  for (const stp_sample& sample : stream_) instance.step(sample);
  EXPECT_EQ(allocations(), before);
}

TEST_P(EveryDetector, RefusesSettingsThatAreNotNumbersOrNotItsOwn) {
  const std::vector<float> no_numbers(64, std::numeric_limits<float>::quiet_NaN());
  Instance instance(detector());
  const auto before = instance.state();
  for (uint32_t bytes = 0; bytes <= 256; ++bytes) {
    EXPECT_EQ(instance.init(no_numbers.data(), bytes), STP_BAD_SETTING);
  }
  EXPECT_EQ(instance.init(nullptr, 4), STP_BAD_SETTING);
  EXPECT_EQ(instance.state(), before);
}

/// Any bits at all for half of the numbers, the rest like those of a violent motion.
float arbitrary(std::mt19937& bits) {
  const auto any = static_cast<uint32_t>(bits());
  if (any % 2 == 0) return __builtin_bit_cast(float, any);
  return static_cast<float>(any % 2000) * 0.05f - 50.0f;
}

stp_sample arbitrary_sample(std::mt19937& bits, uint32_t now_us) {
  stp_sample sample{};
  sample.time_us = now_us + (bits() % 1000 == 0 ? 0x90000000u : 0u);
  sample.site = static_cast<int32_t>(bits() % 13) - 1;
  sample.flags = bits() % 100 == 0 ? bits() % 8 : 0;
  for (float& a : sample.accel_m_s2) a = arbitrary(bits);
  for (float& w : sample.gyro_rad_s) w = arbitrary(bits);
  return sample;
}

TEST_P(EveryDetector, KeepsItsPromisesOnArbitrarySamples) {
  std::mt19937 bits(1);
  Instance instance(detector());
  uint32_t now_us = 0;
  for (int i = 0; i < 300000; ++i) {
    now_us += static_cast<uint32_t>(bits() % 10000);
    const int32_t count = instance.step(arbitrary_sample(bits, now_us));
    ASSERT_GE(count, STP_BAD_CAPACITY);
    ASSERT_LE(count, STP_MAX_EVENTS_PER_STEP);
    for (int32_t k = 0; k < count; ++k) {
      const stp_event& event = instance.events()[static_cast<size_t>(k)];
      ASSERT_GE(event.confidence, 0);
      ASSERT_LE(event.confidence, 1);
      ASSERT_LT(now_us - event.time_us, 0x80000000u);
    }
  }
}

TEST_P(EveryDetector, WorksAgainAMinuteAfterArbitrarySamples) {
  std::mt19937 bits(2);
  Instance instance(detector());
  uint32_t now_us = 0;
  for (int i = 0; i < 10000; ++i) {
    now_us += static_cast<uint32_t>(bits() % 10000);
    instance.step(arbitrary_sample(bits, now_us));
  }
  for (const int32_t site : {STP_SITE_LEFT_SHANK, STP_SITE_RIGHT_SHANK})
    for (const stp_sample& s : record(path({}), 60, {.site = site, .first_us = now_us + 60000}))
      instance.step(s);
  const uint32_t again_us = now_us + 61000000;
  for (const stp_sample& s : walk_and_exercise(104, again_us)) instance.take(s);
  const auto kinds_of = [](const std::vector<Reported>& reported) {
    std::vector<std::pair<int32_t, int32_t>> kinds;
    for (const Reported& r : reported) kinds.emplace_back(r.event.side, r.event.kind);
    return kinds;
  };
  EXPECT_EQ(kinds_of(instance.reported()), kinds_of(replay(detector(), stream_)));
}

}  // namespace
}  // namespace steppage
