#include "scenario/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "sim/scenario/reading.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Strings = std::vector<std::string>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void read_body(Reader& patient) {
  patient.text("sex", {"female", "male"}, "female");
  patient.number("mass_kg", {20, 200}, 68);
  patient.number("height_m", {1, 2.3}, 1.65);
}

TEST(Reader, SaysWhichNumberIsOutsideWhichRange) {
  EXPECT_THAT(patient_problems(R"({"mass_kg": 7})", read_body),
              ElementsAre("walk.json:/patient/mass_kg is 7, outside 20 to 200"));
  EXPECT_THAT(patient_problems(R"({"height_m": 2.45})", read_body),
              ElementsAre("walk.json:/patient/height_m is 2.45, outside 1 to 2.3"));
}

TEST(Reader, SaysWhichEndWasPassedWhenThereIsOnlyOne) {
  const auto read = [](Reader& patient) {
    patient.number("low", {0, kInfinity}, 1);
    patient.number("high", {-kInfinity, 5}, 1);
  };
  EXPECT_THAT(patient_problems(R"({"low": -1, "high": 5.5})", read),
              ElementsAre("walk.json:/patient/low is -1, below 0",
                          "walk.json:/patient/high is 5.5, above 5"));
}

TEST(Reader, SuggestsTheSettingThatAnUnknownKeyMayMean) {
  EXPECT_THAT(patient_problems(R"({"hieght_m": 1.7, "shoe": 42})", read_body),
              ElementsAre("walk.json:/patient/hieght_m is not a known setting; did you mean "
                          "height_m?",
                          "walk.json:/patient/shoe is not a known setting"));
}

TEST(Reader, CollectsEveryProblemOfAFile) {
  EXPECT_THAT(patient_problems(R"({"mass_kg": "68", "height_m": null, "sex": "femal"})", read_body),
              ElementsAre("walk.json:/patient/sex is \"femal\", not one of female, male; did you "
                          "mean female?",
                          "walk.json:/patient/mass_kg is \"68\", not a number",
                          "walk.json:/patient/height_m is null, not a number"));
}

TEST(Reader, ReportsASettingThatIsReadTwiceOnce) {
  EXPECT_THAT(patient_problems(R"({"mass_kg": 7})",
                               [](Reader& patient) {
                                 read_body(patient);
                                 read_body(patient);
                               }),
              ElementsAre("walk.json:/patient/mass_kg is 7, outside 20 to 200"));
}

TEST(Reader, InsistsOnSettingsWithoutDefault) {
  const auto read = [](Reader& patient) {
    EXPECT_EQ(patient.number("mass_kg", {20, 200}), 20);
    EXPECT_EQ(patient.integer("age_y", {18, 100}), 18);
    EXPECT_EQ(patient.text("sex", {"female", "male"}), "female");
    EXPECT_FALSE(patient.boolean("fit"));
  };
  EXPECT_THAT(
      patient_problems("{}", read),
      ElementsAre("walk.json:/patient/mass_kg is required", "walk.json:/patient/age_y is required",
                  "walk.json:/patient/sex is required", "walk.json:/patient/fit is required"));
}

TEST(Reader, AcceptsOnlyWholeNumbersWhereItCounts) {
  const auto read = [](Reader& patient) { patient.integer("count", {1, 100}, 10); };
  EXPECT_THAT(patient_problems(R"({"count": 2.5})", read),
              ElementsAre("walk.json:/patient/count is 2.5, not a whole number"));
  EXPECT_THAT(patient_problems(R"({"count": 1e300})", read),
              ElementsAre("walk.json:/patient/count is 1e+300, outside 1 to 100"));
  EXPECT_THAT(patient_problems(R"({"count": 3.0})", read), IsEmpty());
}

TEST(Reader, AcceptsTheEndsOfARange) {
  EXPECT_THAT(patient_problems(R"({"mass_kg": 20})", read_body), IsEmpty());
  EXPECT_THAT(patient_problems(R"({"mass_kg": 200})", read_body), IsEmpty());
}

TEST(Reader, AcceptsTrueAndFalseOnlyAsThemselves) {
  const auto read = [](Reader& patient) { patient.boolean("fit", true); };
  EXPECT_THAT(patient_problems(R"({"fit": 1})", read),
              ElementsAre("walk.json:/patient/fit is 1, not true or false"));
  EXPECT_THAT(patient_problems(R"({"fit": false})", read), IsEmpty());
}

TEST(Reader, PointsAtTheWrongNameInAList) {
  const auto read = [](Reader& patient) {
    const Strings names = patient.texts("muscles", {"TA", "SOL", "GAS"}, {"TA"});
    EXPECT_THAT(names, ElementsAre("SOL"));
  };
  EXPECT_THAT(patient_problems(R"({"muscles": ["SOL", "SOLL", 3]})", read),
              ElementsAre("walk.json:/patient/muscles/1 is \"SOLL\", not one of TA, SOL, GAS; did "
                          "you mean SOL?",
                          "walk.json:/patient/muscles/2 is 3, not a text"));
}

TEST(Reader, SaysWhereAnObjectOrAListIsSomethingElse) {
  const auto read = [](Reader root) {
    root.object("device").finish();
    EXPECT_EQ(root.objects("rows").size(), 1u);
    EXPECT_EQ(root.objects("sensors").size(), 0u);
    EXPECT_EQ(root.texts("tags", {}, {"none"}), Strings{"none"});
  };
  EXPECT_THAT(problems(R"({"schema": 1, "device": "none", "rows": [{}, 7], "sensors": {},
                           "tags": "one"})",
                       read),
              ElementsAre("walk.json:/device is \"none\", not an object",
                          "walk.json:/rows/1 is 7, not an object",
                          "walk.json:/sensors is {}, not a list of objects",
                          "walk.json:/tags is \"one\", not a list of texts"));
}

TEST(Reader, GivesDefaultsForAnObjectThatIsAbsent) {
  const auto read = [](Reader root) {
    Reader stimulator = root.object("device").object("stimulator");
    EXPECT_EQ(stimulator.number("amplitude_ma", {0, 100}, 40), 40);
    EXPECT_EQ(stimulator.text("side", {"left", "right"}, "right"), "right");
    EXPECT_EQ(stimulator.integer("frequency_hz", {1, 100}, 40), 40);
    EXPECT_TRUE(stimulator.boolean("on", true));
    EXPECT_THAT(root.objects("sensors"), IsEmpty());
    stimulator.finish();
  };
  EXPECT_THAT(problems(R"({"schema": 1})", read), IsEmpty());
}

void read_rows(Reader root) {
  for (Reader& row : root.objects("rows")) {
    if (row.text("kind", {"weakness", "spasticity"}) == "weakness")
      row.texts("muscles", {}, {});
    else
      row.number("gain", {0, 1});
    row.finish();
  }
}

TEST(Reader, NamesTheRowOfAListByItsNumber) {
  EXPECT_THAT(problems(R"({"schema": 1, "rows": [{"kind": "weakness"},
                                                 {"kind": "spasticity", "gain": 2}]})",
                       read_rows),
              ElementsAre("walk.json:/rows/1/gain is 2, outside 0 to 1"));
}

TEST(Reader, SaysNothingMoreAboutAnObjectOfUnknownKind) {
  EXPECT_THAT(problems(R"({"schema": 1, "rows": [{"kind": "spastcity", "gain": 1}, {"gain": 1}]})",
                       read_rows),
              ElementsAre("walk.json:/rows/0/kind is \"spastcity\", not one of weakness, "
                          "spasticity; did you mean spasticity?",
                          "walk.json:/rows/1/kind is required"));
}

TEST(Reader, TellsNullAbsentAndPresentApart) {
  const auto read = [](Reader root) {
    EXPECT_TRUE(root.has("a"));
    EXPECT_TRUE(root.is_null("a"));
    EXPECT_TRUE(root.has("b"));
    EXPECT_FALSE(root.is_null("b"));
    EXPECT_FALSE(root.has("c"));
    EXPECT_FALSE(root.is_null("c"));
    root.object("b");
  };
  EXPECT_THAT(problems(R"({"schema": 1, "a": null, "b": {}})", read), IsEmpty());
}

TEST(Reader, ReportsWhatItsCallerFindsWrong) {
  const auto read = [](Reader root) {
    root.problem("", "needs a patient");
    Reader activity = root.object("activity");
    activity.problem("", "is too long");
    activity.problem("a/b~c", "is odd");
  };
  EXPECT_THAT(problems(R"({"schema": 1})", read),
              ElementsAre("walk.json needs a patient", "walk.json:/activity is too long",
                          "walk.json:/activity/a~1b~0c is odd"));
}

TEST(Reader, CutsLongValuesInMessages) {
  const std::string many(200, 'x');
  EXPECT_THAT(
      patient_problems("{\"mass_kg\": \"" + many + "\"}", read_body),
      ElementsAre("walk.json:/patient/mass_kg is \"" + many.substr(0, 59) + "..., not a number"));
}

TEST(ReaderDeathTest, StopsAtADefaultThatCouldNotBeReadAgain) {
  const auto read = [](Reader& patient) { patient.number("mass_kg", {20, 200}, 7); };
  EXPECT_EXIT(patient_problems("{}", read), testing::ExitedWithCode(3), "a bug");
  const auto read_text = [](Reader& patient) { patient.text("sex", {"female", "male"}, "f"); };
  EXPECT_EXIT(patient_problems("{}", read_text), testing::ExitedWithCode(3), "a bug");
}

}  // namespace
}  // namespace steppage
