#include <gmock/gmock.h>

#include <algorithm>

#include "report/report.hpp"
#include "sim/report/example_trial.hpp"

namespace steppage {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string text_of(const Trial& trial, bool colour = false) {
  return scorecard_text(trial, score(trial), colour);
}

TEST(ScorecardText, ShowsTheMainLinesInColumns) {
  EXPECT_EQ(text_of(example_trial()),
            "weak_knee, detector rep_angle: valid\n"
            "reps                                               right            both\n"
            "  reps.count_true                                      2               2\n"
            "  reps.count_detected                                  2               2\n"
            "  reps.exact                                       1.000           1.000\n"
            "  reps.iou_f1                                      0.500           0.500\n"
            "  reps.range_deg                                    50.0            50.0\n"
            "  reps.range_fraction                              0.625           0.625\n"
            "initial_contact, within 100 ms                     right            both\n"
            "  initial_contact.f1                               0.500           0.500\n"
            "  initial_contact.bias_ms                          +20.0           +20.0\n"
            "  initial_contact.sd_ms                   not measurable  not measurable\n"
            "  initial_contact.mae_ms                            20.0            20.0\n"
            "  initial_contact.latency_p95_ms                    70.0            70.0\n"
            "not measurable: final_contact, heel_off\n");
}

TEST(ScorecardText, ShowsWhatAlignmentRemoved) {
  Trial trial = example_trial();
  trial.reference_has_constant_lag = true;
  EXPECT_THAT(text_of(trial), HasSubstr("  aligned, 20.0 ms removed"));
}

TEST(ScorecardText, OfAnInvalidTrialSaysWhy) {
  Trial trial = example_trial();
  trial.stop = StopReason::kDiverged;
  EXPECT_THAT(text_of(trial), HasSubstr("detector rep_angle: INVALID: diverged\n"));
  EXPECT_THAT(text_of(trial), Not(HasSubstr(": valid")));
}

TEST(ScorecardText, HasEscapeCodesOnlyWhenColourIsWanted) {
  EXPECT_THAT(text_of(example_trial()), Not(HasSubstr("\033")));
  EXPECT_THAT(text_of(example_trial(), true), HasSubstr("\033[32mvalid\033[0m"));
}

TEST(ScorecardText, FitsOnAScreen) {
  Trial trial = example_trial();
  trial.reference_has_constant_lag = true;
  trial.momentum_residual = MomentumResidual{0.1, 0.1};
  for (const EventKind kind : kMeasuredKinds)
    for (const Side side : {Side::kLeft, Side::kRight}) {
      trial.truth.events->push_back({from_seconds(5), side, kind});
      trial.device_events.push_back({from_seconds(5), from_seconds(5), side, kind, 0, 1});
    }
  const std::string text = text_of(trial);
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 48);
  for (size_t start = 0; start < text.size();) {
    const size_t end = text.find('\n', start);
    EXPECT_LE(end - start, 100u);
    start = end + 1;
  }
}

}  // namespace
}  // namespace steppage
