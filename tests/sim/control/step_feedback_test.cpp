#include "control/walking/step_feedback.hpp"

#include <gtest/gtest.h>

#include "scenario/document.hpp"

namespace steppage {
namespace {

Eigen::Index index_of_felt(std::string_view name) {
  for (size_t i = 0; i < kFelt; ++i)
    if (felt_kinds()[i].name == name) return static_cast<Eigen::Index>(i);
  ADD_FAILURE() << name;
  return 0;
}

Sensed leaning_left() {
  Sensed sensed;
  sensed.speed = 0.4;
  sensed.speed_left = 0.1;
  sensed.heading = 0.2;
  sensed.trunk_lean = {0.3, 0.4};
  sensed.legs.left.ahead = 0.5;
  sensed.legs.right.hip_adduction.angle = 0.6;
  return sensed;
}

Sensed mirrored(Sensed sensed) {
  sensed.speed_left *= -1;
  sensed.heading *= -1;
  sensed.trunk_lean = {-sensed.trunk_lean.angle, -sensed.trunk_lean.rate};
  std::swap(sensed.legs.left, sensed.legs.right);
  return sensed;
}

TEST(FeltInAStep, IsTheSameForAMirroredWalker) {
  const Felt left = felt_in_step(leaning_left(), Side::kLeft, 0.15);
  EXPECT_EQ(left, felt_in_step(mirrored(leaning_left()), Side::kRight, -0.15));
  EXPECT_EQ(left[index_of_felt("trunk_lean")], 0.3);
  EXPECT_NEAR(left[index_of_felt("turned")], 0.05, 1e-12);
  EXPECT_EQ(left[index_of_felt("other_hip_adduction")], 0.6);
}

StepFeedback reach_by_speed(double law, double usual) {
  StepFeedback feedback;
  feedback.landing.law.left(0, index_of_felt("speed")) = law;
  feedback.landing.usual.left[index_of_felt("speed")] = usual;
  return feedback;
}

Felt at_speed(double speed) {
  Felt felt = Felt::Zero();
  felt[index_of_felt("speed")] = speed;
  return felt;
}

// After the first landings, which are not yet usual.
StepCorrector under_way() {
  StepCorrector corrector;
  for (int i = 0; i < 3; ++i) corrector.correct({}, Side::kLeft, Felt::Zero());
  return corrector;
}

TEST(StepCorrector, ReachesFurtherByWhatTheLawGivesForSpeedThatIsUnusual) {
  StepCorrector corrector = under_way();
  const StepChange change = corrector.correct(reach_by_speed(0.5, 0.4), Side::kLeft, at_speed(0.5));
  EXPECT_NEAR(change.reach_rad, 0.05, 1e-12);
  EXPECT_EQ(change.vigour, 0);
}

TEST(StepCorrector, LeavesTheFirstStepsAlone) {
  StepCorrector corrector;
  EXPECT_EQ(corrector.correct(reach_by_speed(0.5, 0.4), Side::kLeft, at_speed(0.5)).reach_rad, 0);
}

TEST(StepCorrector, LeansASlowWalkerForwardAndEverFurtherToALimit) {
  const StepFeedback usual = reach_by_speed(0, 0.4);
  const auto lean = [](StepCorrector& corrector, const StepFeedback& feedback, double speed) {
    corrector.correct(feedback, Side::kLeft, at_speed(speed));
    return corrector.lean_to_keep_pace(feedback, Side::kLeft, at_speed(speed));
  };
  StepCorrector corrector = under_way();
  const double first = lean(corrector, usual, 0.38), second = lean(corrector, usual, 0.38);
  EXPECT_GT(first, 0);
  EXPECT_GT(second, first);
  EXPECT_LT(second, 0.01);  // not all at once
  double last = 0;
  for (int i = 0; i < 1000; ++i) last = lean(corrector, usual, 0.38);
  EXPECT_NEAR(last, 0.05, 0.005);
  EXPECT_LT(lean(corrector, usual, 0.42), last);
  StepCorrector first_steps, no_usual_speed = under_way();
  EXPECT_EQ(lean(first_steps, usual, 0.38), 0);
  EXPECT_EQ(lean(no_usual_speed, {}, 0.38), 0);
}

TEST(StepCorrector, NeverCorrectsMoreThanAWalkerCan) {
  StepCorrector corrector = under_way();
  EXPECT_EQ(corrector.correct(reach_by_speed(1000, 0.4), Side::kLeft, at_speed(0.5)).reach_rad,
            step_changes()[0].most);
}

TEST(StepCorrector, CorrectsWhatLastsForAsLongAsItLasts) {
  StepCorrector corrector = under_way();
  StepChange change;
  for (int i = 0; i < 200; ++i)
    change = corrector.correct(reach_by_speed(0.5, 0.4), Side::kLeft, at_speed(0.5));
  EXPECT_NEAR(change.reach_rad, 0.05, 1e-12);
}

TEST(StepCorrector, ChangesAStepInPassingOnlyByALawOfItsOwn) {
  const StepFeedback landing = reach_by_speed(0.5, 0.4);
  StepFeedback both = landing;
  both.passing = reach_by_speed(-0.2, 0.4).landing;
  StepCorrector corrector = under_way();
  EXPECT_FALSE(corrector.correct_in_passing(both, Side::kLeft, at_speed(0.5)));  // a first step
  corrector.correct(both, Side::kLeft, at_speed(0.5));
  EXPECT_FALSE(corrector.correct_in_passing(landing, Side::kLeft, at_speed(0.5)));
  const auto change = corrector.correct_in_passing(both, Side::kLeft, at_speed(0.5));
  ASSERT_TRUE(change);
  EXPECT_NEAR(change->reach_rad, -0.02, 1e-12);
}

TEST(StepFeedback, OfAFileNamesItsNumbers) {
  Document document = Document::parse("f.json", R"({"schema": 1, "feedback": {
      "usual": {"right": {"speed": 0.3}}, "law": {"knee": {"heading": -2}},
      "passing": {"usual": {"left": {"ahead": 0.1}}, "law": {"left": {"reach_rad": {"speed": 1}},
          "right": {"reach_rad": {"heading": 3}}}}}})");
  Reader reader = document.root().object("feedback");
  const StepFeedback read = read_step_feedback(reader);
  document.throw_if_problems();
  EXPECT_EQ(read.landing.usual.right[index_of_felt("speed")], 0.3);
  EXPECT_EQ(read.landing.law.left(kStepChanges - 1, index_of_felt("heading")), -2);
  EXPECT_EQ(read.landing.law.left.cwiseAbs().sum(), 2);
  EXPECT_EQ(read.landing.law.right, read.landing.law.left);
  ASSERT_TRUE(read.passing);
  EXPECT_EQ(read.passing->usual.left[index_of_felt("ahead")], 0.1);
  EXPECT_EQ(read.passing->law.left(0, index_of_felt("speed")), 1);
  EXPECT_EQ(read.passing->law.left.cwiseAbs().sum(), 1);
  EXPECT_EQ(read.passing->law.right(0, index_of_felt("heading")), 3);
  EXPECT_EQ(read.passing->law.right.cwiseAbs().sum(), 3);
}

TEST(StepFeedback, RefusesAChangeThatNobodyMakes) {
  Document document =
      Document::parse("f.json", R"({"schema": 1, "feedback": {"law": {"kneee": {}}}})");
  Reader reader = document.root().object("feedback");
  read_step_feedback(reader);
  EXPECT_THROW(document.throw_if_problems(), InputError);
}

}  // namespace
}  // namespace steppage
