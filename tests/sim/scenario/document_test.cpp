#include "scenario/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "sim/scenario/reading.hpp"

namespace steppage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

void read_nothing(Reader) {}

void read_patient(Reader root) {
  root.text("name", {}, "unnamed");
  Reader patient = root.object("patient");
  patient.number("mass_kg", {20, 200}, 68);
  patient.number("height_m", {1, 2.3}, 1.65);
  for (Reader& row : patient.objects("impairments")) {
    row.texts("muscles", {}, {"TA"});
    row.number("drive", {0, 1}, 1);
    row.finish();
  }
  patient.finish();
}

std::string drawn(std::string_view text, const std::vector<std::string>& overrides = {},
                  std::optional<uint64_t> seed = {}) {
  Document document = Document::parse("walk.json", text, overrides, seed);
  read_patient(document.root());
  document.root().finish();
  document.throw_if_problems();
  return document.drawn();
}

struct SyntaxRow {
  const char* text;
  const char* message;
};

class WrongJson : public testing::TestWithParam<SyntaxRow> {};

TEST_P(WrongJson, IsReportedWithItsPlace) {
  EXPECT_THAT(problems(GetParam().text, read_nothing), ElementsAre(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Document, WrongJson,
    testing::Values(
        SyntaxRow{"{\"schema\": 1,\n \"mass\": NaN}",
                  "walk.json:2:10 is NaN, not a finite number as JSON has"},
        SyntaxRow{"{\"schema\": 1,\n\n  \"mass\": -Infinity}",
                  "walk.json:3:11 is -Infinity, not a finite number as JSON has"},
        SyntaxRow{"{\"mass\": 1e999}", "walk.json:1:10 is 1e999, too large for a number"},
        SyntaxRow{"{\"schema\": 1, // first\n}",
                  "walk.json:1:15 is a comment, which JSON does not have"},
        SyntaxRow{"{\"schema\": 1,\n}",
                  "walk.json:2:1 is not JSON: unexpected '}'; expected string literal"},
        SyntaxRow{"{\"fit\": tru}", "walk.json:1:9 is not JSON: invalid literal"},
        SyntaxRow{"{\"schema\": 1",
                  "walk.json:1:13 is not JSON: unexpected end of input; expected '}'"},
        SyntaxRow{"",
                  "walk.json:1:1 is not JSON: unexpected end of input; expected '[', '{', or a "
                  "literal"},
        SyntaxRow{"{} {}", "walk.json:1:4 is not JSON: unexpected '{'; expected end of input"},
        SyntaxRow{"[1]", "walk.json is [1], not an object"}));

TEST(Document, RefusesKeysThatAreGivenTwice) {
  EXPECT_THAT(
      problems(R"({"schema": 1, "a": [0, {"b": 1, "c/d": 2, "b": 3}], "a": 4})", read_nothing),
      ElementsAre("walk.json:/a/1/b is given twice", "walk.json:/a is given twice"));
  EXPECT_THAT(problems(R"({"schema": 1, "a": {"x": 1}, "b": {"x": 1}})",
                       [](Reader root) {
                         root.object("a");
                         root.object("b");
                       }),
              IsEmpty());
}

TEST(Document, RefusesEndlessNesting) {
  EXPECT_THAT(problems(std::string(100000, '['), read_nothing),
              ElementsAre("walk.json is nested more than 64 deep"));
}

TEST(Document, InsistsOnItsSchemaNumber) {
  EXPECT_THAT(problems("{}", read_nothing), ElementsAre("walk.json:/schema is required"));
  EXPECT_THAT(problems(R"({"schema": 2})", read_nothing),
              ElementsAre("walk.json:/schema is 2; this version reads schema 1"));
}

TEST(Document, SaysWhyAFileCannotBeRead) {
  const auto message = [](const std::string& path) {
    try {
      Document::load(path);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(message("walk.json"), "walk.json cannot be read: No such file or directory");
  EXPECT_EQ(message("/"), "/ cannot be read: Is a directory");
}

TEST(Document, ReadsAFileAndNamesItInItsProblems) {
  const std::string path = testing::TempDir() + "document_test_walk.json";
  std::ofstream(path) << R"({"schema": 1, "seed": 12, "patient": {"mass_kg": 300}})";
  Document document = Document::load(path);
  std::remove(path.c_str());
  EXPECT_EQ(document.file(), path);
  EXPECT_EQ(document.seed(), 12u);
  read_patient(document.root());
  try {
    document.throw_if_problems();
    FAIL() << "no problem was found";
  } catch (const InputError& error) {
    EXPECT_EQ(std::string(error.what()), path + ":/patient/mass_kg is 300, outside 20 to 200");
  }
}

TEST(Document, StoresWhatWasReadInTheOrderReadWithDefaultsFilledIn) {
  EXPECT_EQ(
      drawn(R"({"patient": {"impairments": [{"drive": 0.50}], "mass_kg": 70.0}, "schema": 1})"),
      R"({
  "schema": 1,
  "seed": 1,
  "name": "unnamed",
  "patient": {
    "mass_kg": 70,
    "height_m": 1.65,
    "impairments": [
      {
        "muscles": [
          "TA"
        ],
        "drive": 0.5
      }
    ]
  }
}
)");
}

TEST(Document, KeepsANullThatWasAskedFor) {
  Document document = Document::parse("walk.json", R"({"schema": 1, "stimulator": null})");
  EXPECT_TRUE(document.root().is_null("stimulator"));
  EXPECT_EQ(document.drawn(), "{\n  \"schema\": 1,\n  \"seed\": 1,\n  \"stimulator\": null\n}\n");
}

TEST(Document, PassesOverTheProvenanceOfAStoredScenario) {
  EXPECT_EQ(drawn(R"({"schema": 1, "provenance": {"version": "0.1"}})"), drawn(R"({"schema": 1})"));
}

TEST(Document, OverridesSettingsAndCreatesThem) {
  const std::string expected =
      drawn(R"({"schema": 1, "name": "b", "patient": {"mass_kg": 80, "impairments": [
                 {"drive": 0.2}, {"drive": 0.3, "muscles": ["SOL"]}]}})");
  EXPECT_EQ(drawn(R"({"schema": 1, "name": "a", "patient": {"impairments": [{"drive": 0.1}]}})",
                  {"/name=b", "/patient/mass_kg=80", "/patient/impairments/0/drive=0.2",
                   "/patient/impairments/-/drive=0.3", "/patient/impairments/1/muscles=[\"SOL\"]"}),
            expected);
  EXPECT_EQ(drawn(R"({"schema": 1, "name": "b"})",
                  {"/patient/mass_kg=80", "/patient/impairments/0/drive=0.2",
                   "/patient/impairments/1={\"drive\": 0.3, \"muscles\": [\"SOL\"]}"}),
            expected);
}

TEST(Document, TakesAnOverrideThatIsNotJsonAsText) {
  EXPECT_EQ(drawn(R"({"schema": 1})", {"/name=a = b"}), drawn(R"({"schema": 1, "name": "a = b"})"));
  EXPECT_EQ(drawn(R"({"schema": 1})", {"/name="}), drawn(R"({"schema": 1, "name": ""})"));
}

TEST(Document, ReadsOverridesAsStrictlyAsTheFile) {
  EXPECT_THAT(problems(R"({"schema": 1})", read_patient, {"/patient/mass_kg=7", "/a~1b=1"}),
              ElementsAre("walk.json:/patient/mass_kg is 7, outside 20 to 200",
                          "walk.json:/a~1b is not a known setting"));
  EXPECT_THAT(problems(R"({"schema": 1})", read_patient, {"/patient/mass_kg=NaN"}),
              ElementsAre("walk.json:/patient/mass_kg is \"NaN\", not a number"));
}

TEST(Document, NamesTheOverrideWhosePointerLeadsNowhere) {
  const auto message = [](const std::string& change) {
    return problems(R"({"schema": 1, "name": "a", "rows": [{}, {}]})", read_nothing, {change});
  };
  EXPECT_THAT(message("mass_kg=7"), ElementsAre("--set mass_kg=7 is not /json/pointer=value"));
  EXPECT_THAT(message("/mass_kg"), ElementsAre("--set /mass_kg is not /json/pointer=value"));
  EXPECT_THAT(message("=7"), ElementsAre("--set =7 is not /json/pointer=value"));
  EXPECT_THAT(message("/a~2=7"), ElementsAre("--set /a~2=7 is not /json/pointer=value"));
  EXPECT_THAT(message("/rows/3/drive=1"),
              ElementsAre("--set /rows/3/drive asks for element \"3\" of a list of 2"));
  EXPECT_THAT(message("/rows/first=1"),
              ElementsAre("--set /rows/first asks for element \"first\" of a list of 2"));
  EXPECT_THAT(message("/name/first=1"),
              ElementsAre("--set /name/first looks for \"first\" in \"a\", which has no settings"));
}

TEST(Document, PrefersTheSeedOfTheCommandLine) {
  EXPECT_EQ(drawn(R"({"schema": 1, "seed": 4})", {}, 9), drawn(R"({"schema": 1, "seed": 9})"));
}

TEST(Document, RefusesASeedThatIsNegativeOrDrawn) {
  EXPECT_THAT(problems(R"({"schema": 1, "seed": -1})", read_nothing),
              ElementsAre("walk.json:/seed is -1, outside 0 to 9007199254740992"));
  EXPECT_THAT(problems(R"({"schema": 1, "seed": {"choice": [1, 2]}})", read_nothing),
              ElementsAre("walk.json:/seed is {\"choice\":[1,2]}, not a plain number: every draw "
                          "depends on it"));
}

TEST(JsonString, EscapesWhatJsonCannotHold) {
  EXPECT_EQ(json_string("a\"b\n"), R"("a\"b\n")");
  EXPECT_EQ(json_string("\xff"), "\"\xef\xbf\xbd\"");
}

TEST(Document, OfAPartReadsAsAFileOfItsOwnAndTellsProblemsWhereTheyAre) {
  constexpr const char* kWhole =
      R"({"schema": 1, "seed": 5, "walk": {"patient": {"mass_kg": {"uniform": [20, 200]}}}})";
  Document whole = Document::parse("plan.json", kWhole);
  Document part = whole.part("walk");
  read_patient(part.root());
  const auto mass_kg = part.find_number("/patient/mass_kg");
  ASSERT_TRUE(mass_kg.has_value());
  EXPECT_EQ(drawn(R"({"schema": 1, "patient": {"mass_kg": {"uniform": [20, 200]}}})", {}, 5),
            part.drawn());
  EXPECT_EQ(part.find_number("/patient/height_m"), 1.65);  // a default
  EXPECT_EQ(part.find_number("/name"), std::nullopt);
  EXPECT_EQ(part.find_number("/patient/impairments/0/drive"), std::nullopt);
  Document bad = Document::parse("plan.json", R"({"schema": 1, "walk": {"patient": {"mass": 1}}})");
  Document bad_part = bad.part("walk");
  read_patient(bad_part.root());
  try {
    bad_part.throw_if_problems();
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().front().where, "plan.json:/walk/patient/mass");
  }
  EXPECT_THROW(bad.part("run"), InputError);
}

}  // namespace
}  // namespace steppage
