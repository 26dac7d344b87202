#include "patient/impairments.hpp"

#include <gtest/gtest.h>

#include "patient/body.hpp"
#include "scenario/document.hpp"

namespace steppage {
namespace {

struct Patient {
  std::vector<std::unique_ptr<Impairment>> impairments;
};

Patient read(const std::string& impairments) {
  Document document =
      Document::parse("test.json", "{\"schema\": 1, \"impairments\": " + impairments + "}");
  Reader root = document.root();
  Patient patient{read_impairments(root)};
  root.finish();
  document.throw_if_problems();
  return patient;
}

std::string complaint(const std::string& impairments) {
  try {
    read(impairments);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

Drive distorted(const Patient& patient) {
  const Layout layout = build_body({}).compile().layout();
  Drive drive{std::vector<MuscleDrive>(layout.muscles.size()), {}};
  for (MuscleDrive& muscle : drive.muscles) muscle.voluntary = 0.8;
  for (const auto& impairment : patient.impairments)
    impairment->start(layout)->distort(Instant{}, drive);
  return drive;
}

double voluntary(const Drive& drive, const char* muscle) {
  const Layout layout = build_body({}).compile().layout();
  return drive.muscles[static_cast<size_t>(find_index(layout.muscles, muscle))].voluntary;
}

std::string without_impairment() { return build_body({}).mjcf(); }

std::string reshaped(const Patient& patient) {
  BodySpec body = build_body({});
  for (const auto& impairment : patient.impairments) impairment->reshape(body);
  return body.mjcf();
}

TEST(Weakness, CapsTheDriveOfTheNamedMusclesOnTheNamedSide) {
  const Drive drive = distorted(
      read(R"([{"kind": "weakness", "side": "right", "muscles": ["VAS", "RF"], "drive": 0.25}])"));
  EXPECT_DOUBLE_EQ(voluntary(drive, "right_VAS"), 0.2);
  EXPECT_DOUBLE_EQ(voluntary(drive, "right_RF"), 0.2);
  EXPECT_DOUBLE_EQ(voluntary(drive, "left_VAS"), 0.8);
  EXPECT_DOUBLE_EQ(voluntary(drive, "right_HAM"), 0.8);
}

TEST(Weakness, LeavesReflexAndStimulationAlone) {
  const Patient patient = read(R"([{"kind": "weakness", "side": "both", "drive": 0}])");
  Drive drive = distorted(patient);
  drive.muscles[0].stimulated = 0.6;
  EXPECT_DOUBLE_EQ(drive.muscles[0].voluntary, 0);
  EXPECT_DOUBLE_EQ(control(drive.muscles[0]), 0.6);
}

TEST(Weakness, OfBothKindsAddUpInAnyOrder) {
  const char* a = R"({"kind": "weakness", "side": "left", "muscles": ["TA"], "drive": 0.5})";
  const char* b = R"({"kind": "weakness", "side": "both", "muscles": ["TA"], "drive": 0.5})";
  const std::string ab = std::string("[") + a + "," + b + "]",
                    ba = std::string("[") + b + "," + a + "]";
  EXPECT_EQ(distorted(read(ab)), distorted(read(ba)));
  EXPECT_DOUBLE_EQ(voluntary(distorted(read(ab)), "left_TA"), 0.2);
}

TEST(Weakness, OfStructureShrinksTheMuscleAndNothingElse) {
  const Patient patient =
      read(R"([{"kind": "weakness", "side": "right", "muscles": ["TA"], "strength": 0.5}])");
  EXPECT_NE(reshaped(patient), without_impairment());
  EXPECT_EQ(distorted(patient), distorted(read("[]")));
}

TEST(Impairments, AtZeroSeverityChangeNothing) {
  const Patient patient =
      read(R"([{"kind": "weakness", "side": "both", "drive": 1, "strength": 1}])");
  EXPECT_EQ(reshaped(patient), without_impairment());
  EXPECT_EQ(distorted(patient), distorted(read("[]")));
}

TEST(Impairments, NameWhatIsWrongWithThem) {
  EXPECT_EQ(complaint(R"([{"kind": "weakness", "side": "right", "muscles": ["VAST"]}])"),
            "test.json:/impairments/0/muscles/0 is \"VAST\", not one of GMAX, HAB, HAD, HFL, HAM, "
            "BFSH, RF, VAS, GAS, SOL, TA, TP, PER, EDL; did you mean VAS?");
  EXPECT_EQ(complaint(R"([{"kind": "weakness", "side": "right", "drive": 1.5}])"),
            "test.json:/impairments/0/drive is 1.5, outside 0 to 1");
  EXPECT_NE(complaint(R"([{"kind": "weaknes", "side": "right"}])").find("did you mean weakness?"),
            std::string::npos);
}

}  // namespace
}  // namespace steppage
