// Every scenario that ships: read strictly, and run.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "trial/plan.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> scenarios() {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(STEPPAGE_SOURCE_DIR "/scenarios")) {
    const fs::path folder = entry.path().parent_path().filename();
    // A home programme takes a quarter of an hour; its parts are here one by one. Plans are many
    // scenarios.
    if (entry.path().extension() == ".json" && folder != "session" && folder != "plans")
      found.push_back(entry.path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

class EveryScenario : public testing::TestWithParam<std::string> {};

TEST_P(EveryScenario, RunsOneRepetitionToItsEndWithNothingButContactsOnTheBody) {
  std::stringstream text;
  text << std::ifstream(GetParam()).rdbuf();
  const bool repeats = text.str().find("\"repetitions\"") != std::string::npos;
  Document document =
      Document::load(GetParam(), {repeats ? "/activity/repetitions=1" : "/activity/duration_s=10"});
  const Plan plan = read_plan(document);
  const Trial trial = run(plan);
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  // The balance is closed between whole steps of 1 ms: legs that swing and land fast show the
  // integration's own error, about 1 % of the body's weight over 10 ms.
  EXPECT_LT(trial.momentum_residual->force_n, plan.activity->walks() ? 10 : 1);
  EXPECT_LT(trial.momentum_residual->moment_nm, plan.activity->walks() ? 5 : 1);
  for (const Stream& stream : trial.streams)
    for (const int axis : {0, 1, 2})
      EXPECT_TRUE(std::any_of(stream.samples.begin(), stream.samples.end(),
                              [&](const ImuSample& s) {
                                return s.accel_m_s2[axis] !=
                                       stream.samples.front().accel_m_s2[axis];
                              }))
          << stream.sensor << " axis " << axis << " never changes";
}

INSTANTIATE_TEST_SUITE_P(Scenarios, EveryScenario, testing::ValuesIn(scenarios()),
                         [](const auto& tested) {
                           const fs::path file = tested.param;
                           return file.parent_path().filename().string() + "_" +
                                  file.stem().string();
                         });

}  // namespace
}  // namespace steppage
