// Trials on several threads, as a search for gains makes them.
#include <gtest/gtest.h>

#include "study/parallel.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

Plan plan(uint64_t seed) {
  Document document = Document::parse("test.json", R"({"schema": 1, "activity":
      {"kind": "knee_extension", "repetitions": 1, "sides": "right"}})",
                                      {}, seed);
  return read_plan(document);
}

std::vector<Trial> trials(int jobs) {
  const Plan first = plan(1), second = plan(2);
  std::vector<Trial> trials(4);
  evaluate(trials.size(), jobs, [&](size_t i) {
    trials[i] = run(i % 2 == 0 ? first : second);
    return 0.0;
  });
  return trials;
}

TEST(TrialsAtTheSameTime, AreTheSameAsOneAfterTheOther) {
  const std::vector<Trial> alone = trials(1), together = trials(4);
  EXPECT_EQ(together, alone);
  EXPECT_EQ(alone[0], alone[2]);
  EXPECT_NE(alone[0], alone[1]);
}

}  // namespace
}  // namespace steppage
