// A set of repetitions with muscles that tire.
#include <gtest/gtest.h>

#include "patient/impairments/kinds.hpp"
#include "trial/build.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

const char* const kTenExtensions = R"({"schema": 1, "device": {"detector": "none"}, "activity":
    {"kind": "knee_extension", "sides": "right", "tempo_variability": 0}})";

// The mean excitation that volition sends to the right vasti while the knee is held straight, in
// each repetition.
std::vector<double> holding_excitations(double fatigue, int repetitions) {
  Document document = Document::parse("test.json", kTenExtensions,
                                      {"/activity/repetitions=" + std::to_string(repetitions)});
  const Plan plan = read_plan(document);
  const Scene scene = build_scene(plan);
  const Model model = scene.body.compile();
  Physics physics(model, scene.start);
  const auto performance = plan.activity->start(model, scene.start, plan.seed);
  const auto tiring = general_fatigue(fatigue)->start(model.layout(), plan.seed);
  const auto vasti = static_cast<size_t>(find_index(model.layout().muscles, "right_VAS"));
  const std::vector<RepCue> cues = plan.activity->cues(plan.seed);
  std::vector<double> sum(cues.size(), 0), count = sum;
  Drive drive = physics.idle();
  for (Time t{0}; t < plan.activity->duration(plan.seed); t += model.timestep()) {
    const Instant& now = physics.step(drive);
    if (now.time % kControlPeriod != Time{0}) continue;
    performance->drive(physics, now, drive);
    for (MuscleDrive& muscle : drive.muscles) muscle.capacity = 1;
    tiring->distort(now, drive);
    for (size_t i = 0; i < cues.size(); ++i)
      if (now.time >= cues[i].top && now.time < cues[i].down) {
        sum[i] += drive.muscles[vasti].voluntary;
        ++count[i];
      }
  }
  for (size_t i = 0; i < sum.size(); ++i) sum[i] /= count[i];
  return sum;
}

TEST(FatigueOverASet, AsksForMoreAndMoreExcitation) {
  const std::vector<double> fresh = holding_excitations(0, 4), tiring = holding_excitations(1, 10);
  EXPECT_NEAR(tiring[0], fresh[0], 0.01);
  EXPECT_NEAR(fresh[3], fresh[2], 0.005);  // without fatigue nothing grows
  for (size_t i = 4; i < tiring.size(); ++i) EXPECT_GT(tiring[i], tiring[i - 2]) << i;
  EXPECT_GT(tiring.back(), 1.05 * fresh.back());
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
