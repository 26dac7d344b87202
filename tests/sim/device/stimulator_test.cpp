// What the stimulator does, and what it never does whoever commands it.
#include "device/stimulator.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <vector>

#include "core/random.hpp"

namespace steppage {
namespace {

constexpr Time kStep{5'000};
constexpr Time ms(int64_t milliseconds) { return Time(1000 * milliseconds); }

struct Given {
  Time time{};
  PulseTrain train;
};

/// Steps until `end`, alive, with the command at each time; returns what was given.
class Bench {
 public:
  explicit Bench(const StimulatorSettings& settings = {}) : stimulator(settings) {}

  std::vector<Given> run(Time until, bool alive = true) {
    std::vector<Given> given;
    for (; now < until; now += kStep) {
      if (alive) stimulator.keep_alive(now);
      given.push_back({now, stimulator.step(now)});
    }
    return given;
  }
  void command(bool on) { stimulator.command(now, on); }

  Stimulator stimulator;
  Time now{};
};

double last_ma(const std::vector<Given>& given) { return given.back().train.amplitude_ma; }

Time first_above(const std::vector<Given>& given, double ma) {
  for (const Given& one : given)
    if (one.train.amplitude_ma > ma) return one.time;
  return Time::max();
}

TEST(Stimulator, IsSilentUntilItIsCommanded) {
  Bench bench;
  for (const Given& given : bench.run(ms(5000))) EXPECT_EQ(given.train, PulseTrain{});
}

TEST(Stimulator, RampsUpAfterItsLatencyAndDownAgain) {
  Bench bench;
  bench.command(true);
  const std::vector<Given> rise = bench.run(ms(500));
  EXPECT_EQ(first_above(rise, 0), ms(20));
  EXPECT_NEAR(to_seconds(first_above(rise, 39.5)), 0.215, 0.0051);  // 20 ms and a ramp of 200 ms
  for (size_t i = 1; i < rise.size(); ++i)
    EXPECT_LE(rise[i].train.amplitude_ma - rise[i - 1].train.amplitude_ma, 1 + 1e-9);
  bench.command(false);
  const std::vector<Given> fall = bench.run(ms(800));
  EXPECT_FALSE(fall.back().train.on);
  EXPECT_EQ(last_ma(fall), 0);
  EXPECT_GT(fall[10].train.amplitude_ma, 20);  // 50 ms later: latency, then 30 of 100 ms
}

TEST(Stimulator, GivesWholeStepsOfItsResolution) {
  StimulatorSettings settings;
  settings.step_ma = 2.5;
  Bench bench(settings);
  bench.command(true);
  for (const Given& given : bench.run(ms(500)))
    EXPECT_EQ(std::fmod(given.train.amplitude_ma, 2.5), 0) << given.train.amplitude_ma;
}

TEST(Stimulator, EndsABurstThatNobodyEnds) {
  Bench bench;
  bench.command(true);
  const std::vector<Given> given = bench.run(ms(10000));
  Time on{0};
  for (const Given& one : given) on += one.train.amplitude_ma > 4 ? kStep : Time{0};
  EXPECT_LE(on, ms(3000));
  EXPECT_GT(on, ms(2700));
}

TEST(Stimulator, FallsWithinATenthOfASecondWhenItsControlLoopIsSilent) {
  Bench bench;
  bench.command(true);
  bench.run(ms(1000));
  const std::vector<Given> given = bench.run(ms(1000) + ms(60 + 100) + kStep, false);
  EXPECT_EQ(given[10].train.amplitude_ma, 40);  // 50 ms: not yet
  EXPECT_EQ(last_ma(given), 0);
  EXPECT_EQ(last_ma(bench.run(ms(3000))), 0) << "life alone does not switch it on again";
}

TEST(Stimulator, StopsWhenItsClockJumps) {
  for (const Time jump : {ms(25), ms(-10)}) {
    Bench bench;
    bench.command(true);
    bench.run(ms(1000));
    bench.now += jump;
    EXPECT_EQ(last_ma(bench.run(bench.now + ms(110))), 0) << jump.count();
  }
}

TEST(Stimulator, IsOffForGoodOnceAnElectrodeIsOff) {
  StimulatorSettings settings;
  settings.lead_off = ms(700);
  Bench bench(settings);
  bench.command(true);
  EXPECT_EQ(last_ma(bench.run(ms(700))), 40);
  EXPECT_EQ(last_ma(bench.run(ms(705))), 0);
  bench.command(true);
  EXPECT_EQ(last_ma(bench.run(ms(3000))), 0);
  EXPECT_TRUE(bench.stimulator.has_lead_off());
}

TEST(Stimulator, GivesNothingUnlessItsWearerHasSwitchedItOn) {
  StimulatorSettings settings;
  settings.switch_on = ms(500);
  settings.switch_off = ms(1500);
  Bench bench(settings);
  bench.command(true);
  EXPECT_EQ(last_ma(bench.run(ms(1000))), 0) << "a command from before does not count";
  bench.command(true);
  EXPECT_EQ(last_ma(bench.run(ms(1500))), 40);
  EXPECT_EQ(last_ma(bench.run(ms(1610))), 0);
  bench.command(true);
  EXPECT_EQ(last_ma(bench.run(ms(3000))), 0);
}

TEST(Stimulator, GivesWayToSkinThatDriesWhenItsVoltageIsUsedUp) {
  StimulatorSettings settings;
  settings.impedance_ohm = 3000;
  Bench wet(settings);
  wet.command(true);
  EXPECT_EQ(last_ma(wet.run(ms(500))), 40);
  settings.compliance_v = 90;
  Bench weak(settings);
  weak.command(true);
  EXPECT_EQ(last_ma(weak.run(ms(500))), 30);  // 90 V / 3 kOhm
}

// Anything: numbers of all sizes, none at all, and those that look like a clinician's.
double garbage(Random& random) {
  constexpr std::array<double, 8> kOdd = {std::numeric_limits<double>::quiet_NaN(),
                                          std::numeric_limits<double>::infinity(),
                                          -std::numeric_limits<double>::infinity(),
                                          0,
                                          -40,
                                          1e300,
                                          1e-300,
                                          101};
  const size_t which = random.index(16);
  return which < kOdd.size() ? kOdd[which] : random.uniform(0, 400);
}

/// Keeps its own book, in another way than the stimulator: one flag for each step of ten seconds.
class Inspector {
 public:
  void see(const PulseTrain& train, double set_ma) {
    const bool on = train.amplitude_ma > 0.1 * set_ma;
    ASSERT_LE(train.amplitude_ma, 100);
    ASSERT_LE(train.pulse_width_us, 350);
    ASSERT_LE(train.frequency_hz, 60);
    ASSERT_LE(train.amplitude_ma * train.pulse_width_us, 25'000 * (1 + 1e-12));
    ASSERT_GE(train.amplitude_ma, 0);
    on_steps_ += on;
    if (step_ >= kWindow) on_steps_ -= window_[step_ % kWindow];
    window_[step_ % kWindow] = on;
    ASSERT_LE(on_steps_, 0.8 * kWindow) << "duty";
    run_ = on == was_on_ ? run_ + 1 : 1;
    if (on) {
      ASSERT_LE(run_ * kStep, ms(3000)) << "continuously on";
    }
    if (on && !was_on_ && has_been_on_) {
      ASSERT_GE(off_run_ * kStep, ms(150)) << "off between bursts";
    }
    if (on && !was_on_) starts_.push_back(step_);
    while (!starts_.empty() && (step_ - starts_.front()) * kStep >= ms(60'000)) starts_.pop_front();
    ASSERT_LE(starts_.size(), 90U) << "bursts a minute";
    if (!on) off_run_ = run_;
    has_been_on_ = has_been_on_ || on;
    was_on_ = on;
    ++step_;
  }
  bool has_been_on() const { return has_been_on_; }

 private:
  static constexpr size_t kWindow = 2000;  // 10 s
  std::array<bool, kWindow> window_{};
  std::deque<size_t> starts_;  // of the bursts of the last minute
  size_t step_ = 0;
  int on_steps_ = 0, run_ = 0, off_run_ = 0;
  bool was_on_ = false, has_been_on_ = false;
};

TEST(Stimulator, KeepsItsLimitsWhateverAMaliciousControllerCommands) {
  constexpr int kSequences = 100'000, kCommands = 5;
  Random random(7, "malicious controller");
  StimulatorSettings settings;
  int worked = 0;
  // Sequences follow one another on the same device, so that what one leaves behind meets the next.
  for (int device = 0; device < 100; ++device) {
    settings.ramp_up_s = random.uniform(0, 0.5);
    settings.ramp_down_s = random.uniform(0, 0.5);
    settings.latency = ms(static_cast<int64_t>(random.index(60)));
    Stimulator stimulator(settings);
    Inspector inspector;
    Time now{};
    for (int command = 0; command < kSequences / 100 * kCommands; ++command) {
      PulseTrain wish{random.index(4) > 0, garbage(random), garbage(random), garbage(random)};
      if (random.index(2) == 0) wish = {random.index(4) > 0, 40, 250, 40};
      stimulator.command(now, wish);
      const size_t steps = random.index(50) == 0 ? random.index(1000) : random.index(8);
      const bool alive = random.index(20) > 0;
      for (size_t step = 0; step < steps; ++step, now += kStep) {
        if (alive) stimulator.keep_alive(now);
        inspector.see(stimulator.step(now), 40);
        if (testing::Test::HasFatalFailure()) return;
      }
    }
    worked += inspector.has_been_on();
  }
  EXPECT_GT(worked, 90) << "a stimulator that never works keeps every limit";
}

}  // namespace
}  // namespace steppage
