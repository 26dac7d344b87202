// A set of repetitions with muscles that tire.
#include "patient/fatigue.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "trial/build.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

const char* const kTenExtensions = R"({"schema": 1, "device": {"detector": "none"}, "activity":
    {"kind": "knee_extension", "sides": "right", "tempo_variability": 0}})";

// The greatest excitation that volition sends to the right vasti in each repetition.
std::vector<double> peak_excitations(double fatigue) {
  Document document = Document::parse("test.json", kTenExtensions);
  const Plan plan = read_plan(document);
  const Scene scene = build_scene(plan);
  const Model model = scene.body.compile();
  Physics physics(model, scene.start);
  const auto performance = plan.activity->start(model, scene.start, plan.seed);
  const auto tiring = start_fatigue(fatigue, model.layout());
  const auto vasti = static_cast<size_t>(find_index(model.layout().muscles, "right_VAS"));
  const std::vector<RepCue> cues = plan.activity->cues(plan.seed);
  std::vector<double> peaks(cues.size(), 0);
  Drive drive = physics.idle();
  for (Time t{0}; t < plan.activity->duration(plan.seed); t += model.timestep()) {
    const Instant& now = physics.step(drive);
    if (now.time % kControlPeriod != Time{0}) continue;
    performance->drive(physics, now, drive);
    tiring->distort(now, drive);
    for (size_t i = 0; i < cues.size(); ++i)
      if (now.time >= cues[i].start && now.time < cues[i].end)
        peaks[i] = std::max(peaks[i], drive.muscles[vasti].voluntary);
  }
  return peaks;
}

TEST(FatigueOverASet, MakesEachRepetitionAskForMoreExcitation) {
  const std::vector<double> fresh = peak_excitations(0), tiring = peak_excitations(1);
  for (size_t i = 1; i < tiring.size(); ++i)
    EXPECT_GT(tiring[i] / fresh[i], tiring[i - 1] / fresh[i - 1]) << i;
  EXPECT_GT(tiring.back() / fresh.back(), 1.02);
}

TEST(FatigueOverASet, IsOffUnlessAskedForAndChangesTheTrialWhenItIs) {
  const auto run_with = [](const std::vector<std::string>& overrides) {
    Document document = Document::parse("test.json", kTenExtensions, overrides);
    return run(read_plan(document));
  };
  const Trial plain = run_with({"/activity/repetitions=2"});
  EXPECT_EQ(run_with({"/activity/repetitions=2", "/activity/fatigue=0"}), plain);
  EXPECT_NE(run_with({"/activity/repetitions=2", "/activity/fatigue=3"}).streams, plain.streams);
}

}  // namespace
}  // namespace steppage
