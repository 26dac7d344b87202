#include "patient/impairments.hpp"

#include <gtest/gtest.h>

#include "impairments/laboratory.hpp"
#include "patient/body.hpp"

namespace steppage {
namespace {

using Patient = std::vector<std::unique_ptr<Impairment>>;

Patient read(const std::string& impairments) { return read_impairments(impairments); }

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
  Instant now;
  now.muscles.resize(layout.muscles.size());
  now.joint_angle_rad.resize(layout.joints.size());
  Impaired(patient, layout).distort(now, drive);
  return drive;
}

double voluntary(const Drive& drive, const char* muscle) {
  const Layout layout = build_body({}).compile().layout();
  return drive.muscles[static_cast<size_t>(find_index(layout.muscles, muscle))].voluntary;
}

std::string without_impairment() { return build_body({}).mjcf(); }

std::string reshaped(const Patient& patient) {
  BodySpec body = build_body({});
  for (const auto& impairment : patient) impairment->reshape(body);
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

// Leakage of the command is capped with it, and tone is not, wherever they stand in the scenario.
TEST(Impairments, ActInTheOrderOfNatureWhateverTheirOrderInTheScenario) {
  const std::string weak = R"({"kind": "weakness", "side": "right", "drive": 0.5})",
                    synergy = R"({"kind": "synergy", "side": "right", "severity": 0.5})",
                    tone = R"({"kind": "tone", "side": "right", "level": 0.05})";
  const Drive one = distorted(read("[" + tone + ", " + weak + ", " + synergy + "]"));
  EXPECT_EQ(one, distorted(read("[" + synergy + ", " + weak + ", " + tone + "]")));
  EXPECT_DOUBLE_EQ(voluntary(one, "right_TA"), 0.5 * (0.8 + 0.5 * 0.5 * 0.8));
  const Layout layout = build_body({}).compile().layout();
  EXPECT_DOUBLE_EQ(one.muscles[index_of(layout.muscles, "right_TA")].reflex, 0.05);
}

TEST(Impairments, NameWhatIsWrongWithThem) {
  EXPECT_EQ(complaint(R"([{"kind": "weakness", "side": "right", "muscles": ["VAST"]}])"),
            "test.json:/impairments/0/muscles/0 is \"VAST\", not one of GMAX, HAB, HAD, HFL, HAM, "
            "BFSH, RF, VAS, GAS, SOL, TA, TP, FDL, PER, EDL, ES, ABD, OBL; did you mean VAS?");
  EXPECT_EQ(complaint(R"([{"kind": "weakness", "side": "right", "drive": 1.5}])"),
            "test.json:/impairments/0/drive is 1.5, outside 0 to 1");
  EXPECT_NE(complaint(R"([{"kind": "weaknes", "side": "right"}])").find("did you mean weakness?"),
            std::string::npos);
}

TEST(Impairments, OfAnAngleAreAboveItOrBelowIt) {
  const std::string joint = R"([{"kind": "stiff_joint", "side": "right", "joint": "knee_flexion", )"
                            R"("stiffness_nm_deg": 1)";
  EXPECT_EQ(complaint(joint + "}]"), "test.json:/impairments/0 needs above_deg or below_deg");
  EXPECT_EQ(complaint(joint + R"(, "above_deg": 20, "below_deg": 10}])"),
            "test.json:/impairments/0/below_deg cannot be given together with above_deg");
}

}  // namespace
}  // namespace steppage
