// Strides of healthy people are not clones of each other.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "trial/run.hpp"

namespace steppage {
namespace {

// Of the stride time, in percent, once the walk has found its rhythm.
double variation_percent(const std::string& variability,
                         const std::vector<std::string>& changes = {}) {
  std::vector<std::string> overrides = {"/activity/variability=" + variability};
  overrides.insert(overrides.end(), changes.begin(), changes.end());
  Document document = Document::parse("test.json",
                                      R"({"schema": 1, "device": {"detector": "none"},
          "activity": {"kind": "walk", "speed_m_s": 1, "duration_s": 30}})",
                                      overrides, 1);
  const Trial trial = run(read_plan(document));
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << trial.stop_detail;
  std::vector<double> times_s;
  for (const Stride& stride : *trial.truth.strides)
    if (stride.side == Side::kRight && to_seconds(stride.ic) > 5)
      times_s.push_back(stride.stride_time_s);
  EXPECT_GT(times_s.size(), 15U);
  double mean_s = 0, squares = 0;
  for (const double time_s : times_s) mean_s += time_s / static_cast<double>(times_s.size());
  for (const double time_s : times_s) squares += (time_s - mean_s) * (time_s - mean_s);
  return 100 * std::sqrt(squares / static_cast<double>(times_s.size() - 1)) / mean_s;
}

// At most by 3 % (as usually quoted from Hausdorff 2005, J Neuroeng Rehabil 2:19).
TEST(HealthyWalk, HasStrideTimesThatVaryNoMoreThanPeoplesDo) {
  const double variation = variation_percent("1");
  EXPECT_GT(variation, 0.5);
  EXPECT_LT(variation, 3);
}

TEST(HealthyWalk, HasAlmostEqualStridesWithoutVariability) {
  EXPECT_LT(variation_percent("0"), 0.3);
}

// Healthy older people's do by 3.1 to 4.5 % (middle half of felius in the table of the recordings).
TEST(AnOlderPersonsWalk, HasStrideTimesThatVaryMoreOnceItWanders) {
  const std::vector<std::string> older = {"/activity/gait=older", "/patient/age_y=66"};
  std::vector<std::string> wandering = older;
  wandering.emplace_back("/activity/wander=1");
  const double steady = variation_percent("1", older), wanders = variation_percent("1", wandering);
  EXPECT_LT(steady, 3);
  EXPECT_GT(wanders, steady);
  EXPECT_GT(wanders, 2);
  EXPECT_LT(wanders, 5);
}

}  // namespace
}  // namespace steppage
