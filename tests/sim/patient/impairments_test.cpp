#include "patient/impairments.hpp"

#include <gtest/gtest.h>

#include <cmath>

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

double held_ankle_nm(const std::string& impairments, double angle_deg) {
  Laboratory laboratory({impairments, "right_ankle_dorsiflexion"});
  return laboratory
      .run(
          0.5, [=](double) { return angle_deg; }, relaxed)
      .torque_nm.back();
}

TEST(StiffJoint, ResistsInProportionBeyondItsAngleAndNotBefore) {
  const std::string stiff = R"([{"kind": "stiff_joint", "side": "right", "joint":
      "ankle_dorsiflexion", "above_deg": 0, "stiffness_nm_deg": 0.4}])";
  EXPECT_NEAR(held_ankle_nm(stiff, -5), held_ankle_nm("[]", -5), 1e-9);
  EXPECT_NEAR(held_ankle_nm("[]", 10) - held_ankle_nm(stiff, 10), 4, 0.01);
  EXPECT_NEAR(held_ankle_nm("[]", 20) - held_ankle_nm(stiff, 20), 8, 0.01);
}

TEST(StiffJoint, MayBeStiffTwice) {
  const std::string row = R"({"kind": "stiff_joint", "side": "right", "joint":
      "ankle_dorsiflexion", "above_deg": 0, "stiffness_nm_deg": 0.2})";
  EXPECT_NEAR(held_ankle_nm("[]", 10) - held_ankle_nm("[" + row + ", " + row + "]", 10), 4, 0.01);
}

TEST(SlowActivation, FollowsAStepAsALowPassDoes) {
  const Layout layout{{}, {"right_VAS"}};
  Impaired slow(read(R"([{"kind": "slow_activation", "side": "right", "muscles": ["VAS"],
                          "time_constant_ms": 60}])"),
                layout);
  Instant now;
  Drive drive{std::vector<MuscleDrive>(1), {}};
  for (int i = 0; i <= 60; ++i) {
    drive.muscles[0].voluntary = i == 0 ? 0 : 1;
    slow.distort(now, drive);
    EXPECT_NEAR(drive.muscles[0].voluntary, 1 - std::exp(-0.005 * i / 0.06), 1e-12);
    now.time += Time{5000};
  }
}

TEST(DelayedInitiation, StartsAndStopsAMuscleLate) {
  const Layout layout{{}, {"right_TA"}};
  Impaired late(read(R"([{"kind": "delayed_initiation", "side": "right", "muscles": ["TA"],
                          "initiation_ms": 100, "termination_ms": 50}])"),
                layout);
  Instant now;
  Drive drive{std::vector<MuscleDrive>(1), {}};
  for (int ms = 0; ms < 1000; ms += 5) {  // asked for from 200 to 600 ms
    drive.muscles[0].voluntary = ms >= 200 && ms < 600 ? 0.7 : 0;
    late.distort(now, drive);
    EXPECT_EQ(drive.muscles[0].voluntary, ms >= 300 && ms < 650 ? 0.7 : 0) << ms;
    now.time += Time{5000};
  }
}

TEST(Neglect, SparesAMovementOfItsOwnSideAlone) {
  const Layout layout{{}, {"left_VAS", "right_VAS"}};
  Impaired neglect(read(R"([{"kind": "neglect", "side": "right", "severity": 0.8}])"), layout);
  const auto right = [&](double left_asked) {
    Drive drive{std::vector<MuscleDrive>(2), {}};
    drive.muscles[0].voluntary = left_asked;
    drive.muscles[1].voluntary = 0.5;
    neglect.distort({}, drive);
    EXPECT_EQ(drive.muscles[0].voluntary, left_asked);
    return drive.muscles[1].voluntary;
  };
  EXPECT_DOUBLE_EQ(right(0), 0.5);
  EXPECT_DOUBLE_EQ(right(0.5), 0.5 * (1 - 0.8 / 2));
}

}  // namespace
}  // namespace steppage
