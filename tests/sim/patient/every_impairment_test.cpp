// Claims that hold for every row of impairments(): one row of kSeverities each.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "impairments/laboratory.hpp"
#include "patient/body.hpp"
#include "patient/presets.hpp"
#include "scenario/document.hpp"

namespace steppage {
namespace {

constexpr Time kStep{5000};
constexpr double kDegree = 0.017453292519943295;
const std::string kKnee = "right_knee_flexion", kAnkle = "right_ankle_dorsiflexion";

const Layout& layout() {
  static const Layout kLayout = build_body({}).compile().layout();
  return kLayout;
}

size_t muscle(const std::string& name) { return index_of(layout().muscles, name); }

// A patient outside of physics: moments that the test makes up, drives that come out.
class Signals {
 public:
  explicit Signals(const std::string& impairments, uint64_t seed = 1)
      : impaired_(read_impairments(impairments), layout(), seed) {
    now.joint_angle_rad.resize(layout().joints.size());
    now.joint_rate_rad_s.resize(layout().joints.size());
    now.muscles.resize(layout().muscles.size());
    drive.muscles.resize(layout().muscles.size());
  }
  /// The next control step.
  void step() {
    felt = now;
    impaired_.feel(now.time, felt);
    impaired_.distort(now, drive);
    now.time += kStep;
  }
  /// All muscles are asked for this much, of which `muscle` gets what is returned.
  MuscleDrive ask_all(double voluntary, size_t muscle) {
    for (MuscleDrive& each : drive.muscles) each.voluntary = voluntary;
    step();
    return drive.muscles[muscle];
  }

  Instant now, felt;
  Drive drive;

 private:
  Impaired impaired_;
};

// Markers: the more of it, the worse.

double felt_angle_error(const std::string& impairments) {
  Signals signals(impairments);
  const size_t knee = index_of(layout().joints, kKnee);
  double sum = 0;
  for (int i = 0; i < 4000; ++i) {
    signals.now.joint_angle_rad[knee] = std::sin(0.02 * i);
    signals.step();
    sum += std::pow(signals.felt.joint_angle_rad[knee] - std::sin(0.02 * i), 2);
  }
  return sum;
}

double felt_place_error(const std::string& impairments) {
  Signals signals(impairments);
  double sum = 0;
  for (int i = 0; i < 4000; ++i) {
    signals.step();
    sum += signals.felt.balance.com_m.squaredNorm();
  }
  return sum;
}

double dorsiflexion_that_comes_with_hip_flexion(const std::string& impairments) {
  Signals signals(impairments);
  signals.drive.muscles[muscle("right_HFL_1")].voluntary = 0.8;
  signals.step();
  return signals.drive.muscles[muscle("right_TA")].voluntary;
}

// Until 90 % of what is asked for since 0.1 s.
double rise_time(const std::string& impairments) {
  Signals signals(impairments);
  for (int i = 0; i < 400; ++i)
    if (signals.ask_all(i < 20 ? 0.1 : 1, muscle("right_VAS")).voluntary > 0.9)
      return 0.005 * (i - 20);
  return 10;
}

// Between what is asked for, twice a second, and what comes.
double timing_error(const std::string& impairments) {
  Signals signals(impairments);
  double sum = 0;
  for (int i = 0; i < 4000; ++i) {
    const double asked = i % 100 < 50 ? 0.8 : 0.1;
    sum += std::fabs(signals.ask_all(asked, muscle("right_TA")).voluntary - asked);
  }
  return sum;
}

// Of what is asked for over ten minutes by muscles that work.
double drive_lost(const std::string& impairments) {
  Signals signals(impairments);
  for (MuscleState& each : signals.now.muscles) each.activation = 0.5;
  double sum = 0;
  for (int i = 0; i < 120'000; ++i)
    sum += 0.8 - signals.ask_all(0.8, muscle("right_VAS")).voluntary;
  return sum;
}

double drive_lost_near_full_extension(const std::string& impairments) {
  Signals signals(impairments);
  signals.now.joint_angle_rad[index_of(layout().joints, kKnee)] = 12 * kDegree;
  return 0.8 - signals.ask_all(0.8, muscle("right_VAS")).voluntary;
}

double drive_that_nobody_asked_for(const std::string& impairments) {
  Signals signals(impairments);
  double sum = 0;
  for (int i = 0; i < 400; ++i) {
    signals.drive.muscles[muscle("right_TA")].voluntary = 0.5;
    signals.step();
    sum += std::pow(signals.drive.muscles[muscle("right_SOL")].reflex, 2);
  }
  return sum;
}

double fibres_lost(const std::string& impairments) {
  Signals signals(impairments);
  for (MuscleState& each : signals.now.muscles) each.activation = 0.5;
  for (int i = 0; i < 12'000; ++i) signals.step();
  return 1 - signals.drive.muscles[muscle("right_VAS")].capacity;
}

double strength_lost(const std::string& impairments) {
  Laboratory laboratory({impairments, kKnee});
  const Trace trace = laboratory.run(
      0.5, [](double) { return 60; }, greatest_effort(laboratory.layout(), kKnee, false));
  return trace.torque_nm.back();  // extension is negative
}

// Largest resistance to a stretch of the calf at 180 deg/s.
double reflex_torque(const std::string& impairments) {
  Laboratory laboratory({impairments, kAnkle});
  const Trace trace = laboratory.run(
      0.6, [](double t) { return -30 + std::clamp(180 * (t - 0.2), 0.0, 45.0); }, relaxed);
  return -*std::min_element(trace.torque_nm.begin() + 40, trace.torque_nm.end());
}

double passive_torque(const std::string& impairments) {
  Laboratory laboratory({impairments, kAnkle});
  return -laboratory
              .run(
                  0.3, [](double) { return 10; }, relaxed)
              .torque_nm.back();
}

struct Severities {
  const char* kind;
  const char* common;       // settings of all of them
  const char* settings[4];  // at zero severity, mild, moderate, severe
  double (*marker)(const std::string& impairments);
  const char* outside;  // a setting out of range
};

const Severities kSeverities[] = {
    {"sensory_loss",
     R"("side": "right")",
     {R"("angle_noise_deg": 0)", R"("angle_noise_deg": 1, "delay_ms": 20)",
      R"("angle_noise_deg": 3, "delay_ms": 50)", R"("angle_noise_deg": 6, "delay_ms": 100)"},
     felt_angle_error,
     R"("delay_ms": 201)"},
    {"reduced_balance",
     R"("side": "right")",
     {R"("sway_mm": 0, "lean_mm": 0)", R"("sway_mm": 4, "lean_mm": 5)",
      R"("sway_mm": 8, "lean_mm": 10)", R"("sway_mm": 16, "lean_mm": 30)"},
     felt_place_error,
     R"("sway_mm": -1)"},
    {"synergy",
     R"("side": "right")",
     {R"("severity": 0)", R"("severity": 0.15)", R"("severity": 0.4)", R"("severity": 0.75)"},
     dorsiflexion_that_comes_with_hip_flexion,
     R"("severity": 1.5)"},
    {"slow_activation",
     R"("side": "right")",
     {R"("time_constant_ms": 0)", R"("time_constant_ms": 20)", R"("time_constant_ms": 60)",
      R"("time_constant_ms": 120)"},
     rise_time,
     R"("time_constant_ms": 501)"},
    {"delayed_initiation",
     R"("side": "right")",
     {R"("initiation_ms": 0)", R"("initiation_ms": 50)", R"("initiation_ms": 150)",
      R"("initiation_ms": 400)"},
     rise_time,
     R"("termination_ms": 1001)"},
    {"ataxia",
     R"("side": "right")",
     {R"("jitter_ms": 0)", R"("jitter_ms": 10, "noise": 0.03)", R"("jitter_ms": 25, "noise": 0.06)",
      R"("jitter_ms": 50, "noise": 0.1)"},
     timing_error,
     R"("noise": 0.6)"},
    {"attention_lapse",
     R"("side": "right")",
     {R"("per_min": 0)", R"("per_min": 1)", R"("per_min": 4)", R"("per_min": 10)"},
     drive_lost,
     R"("per_min": 31)"},
    {"weakness",
     R"("side": "right")",
     {R"("drive": 1, "strength": 1)", R"("drive": 0.9, "strength": 0.9)",
      R"("drive": 0.7, "strength": 0.8)", R"("drive": 0.4, "strength": 0.5)"},
     strength_lost,
     R"("strength": 1.5)"},
    {"central_fatigue",
     R"("side": "right")",
     {R"("loss": 0)", R"("loss": 0.05)", R"("loss": 0.1)", R"("loss": 0.3)"},
     drive_lost,
     R"("loss": 1.5)"},
    {"neglect",
     R"("side": "right")",
     {R"("severity": 0)", R"("severity": 0.2)", R"("severity": 0.5)", R"("severity": 0.9)"},
     drive_lost,
     R"("severity": -0.1)"},
    {"pain_limited_range",
     R"("side": "right", "joint": "knee_flexion", "below_deg": 10)",
     {R"("severity": 0)", R"("severity": 0.2)", R"("severity": 0.5)", R"("severity": 1)"},
     drive_lost_near_full_extension,
     R"("severity": 1.1)"},
    {"spasticity",
     R"("side": "right", "muscles": ["GAS", "SOL"])",
     {R"("mas": "0")", R"("mas": "1")", R"("mas": "1+")", R"("mas": "3")"},
     reflex_torque,
     R"("gain_s": 0.6)"},
    {"co_contraction",
     R"("side": "right")",
     {R"("share": 0)", R"("share": 0.05)", R"("share": 0.15)", R"("share": 0.3)"},
     drive_that_nobody_asked_for,
     R"("share": 1.1)"},
    {"tone",
     R"("side": "right")",
     {R"("level": 0)", R"("level": 0.01)", R"("level": 0.03)", R"("level": 0.06)"},
     drive_that_nobody_asked_for,
     R"("level": 0.31)"},
    {"tremor",
     R"("side": "right", "joint": "ankle_dorsiflexion")",
     {R"("amplitude": 0)", R"("amplitude": 0.05)", R"("amplitude": 0.1)", R"("amplitude": 0.3)"},
     drive_that_nobody_asked_for,
     R"("amplitude": 0.6)"},
    {"fatigue",
     R"("side": "right")",
     {R"("rate": 0)", R"("rate": 1)", R"("rate": 1.5)", R"("rate": 3)"},
     fibres_lost,
     R"("rate": 11)"},
    {"contracture",
     R"("side": "right", "muscles": ["GAS", "SOL"])",
     {R"("fibre_length": 1)", R"("fibre_length": 0.9)", R"("fibre_length": 0.84)",
      R"("fibre_length": 0.7)"},
     passive_torque,
     R"("fibre_length": 0.4)"},
    {"stiff_joint",
     R"("side": "right", "joint": "ankle_dorsiflexion", "above_deg": 0)",
     {R"("stiffness_nm_deg": 0)", R"("stiffness_nm_deg": 0.08)", R"("stiffness_nm_deg": 0.19)",
      R"("stiffness_nm_deg": 0.4)"},
     passive_torque,
     R"("stiffness_nm_deg": 11)"},
};

std::string row(const Severities& kind, const char* settings) {
  return std::string("[{\"kind\": \"") + kind.kind + "\", " + kind.common + ", " + settings + "}]";
}

std::string complaint(const std::string& impairments) {
  try {
    read_impairments(impairments);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

std::string body(const std::string& impairments) {
  BodySpec body = build_body({});
  for (const auto& impairment : read_impairments(impairments)) impairment->reshape(body);
  return body.mjcf();
}

// What happens to a second of drives that go up and down while everything moves.
std::vector<Drive> drives(const std::string& impairments, uint64_t seed = 1) {
  Signals signals(impairments, seed);
  std::vector<Drive> found;
  for (int i = 0; i < 200; ++i) {
    for (size_t k = 0; k < signals.drive.muscles.size(); ++k) {
      const double phase = 0.05 * i + static_cast<double>(k);
      signals.drive.muscles[k].voluntary = 0.5 + 0.4 * std::sin(phase);
      signals.now.muscles[k] = {0.3, 1 + 0.4 * std::sin(phase), 100};
    }
    for (double& angle : signals.now.joint_angle_rad) angle = 0.2 * std::sin(0.05 * i);
    signals.step();
    found.push_back(signals.drive);
    // What is felt as well, where a drive has room for numbers.
    found.back().arm_angle_rad = signals.felt.joint_angle_rad;
    found.back().arm_angle_rad.push_back(signals.felt.balance.com_m.x());
  }
  return found;
}

TEST(EveryImpairment, HasItsSeveritiesUnderTest) {
  ASSERT_EQ(std::size(kSeverities), impairments().size());
  for (size_t i = 0; i < std::size(kSeverities); ++i)
    EXPECT_EQ(kSeverities[i].kind, impairments()[i].name);
}

TEST(EveryImpairment, AtZeroSeverityChangesNotOneBit) {
  const std::string healthy = body("[]");
  const std::vector<Drive> unimpaired = drives("[]");
  for (const Severities& kind : kSeverities) {
    EXPECT_EQ(body(row(kind, kind.settings[0])), healthy) << kind.kind;
    EXPECT_EQ(drives(row(kind, kind.settings[0])), unimpaired) << kind.kind;
  }
}

TEST(EveryImpairment, ChangesMoreTheSevererItIs) {
  for (const Severities& kind : kSeverities) {
    double before = -INFINITY;
    for (const char* settings : kind.settings) {
      const double marker = kind.marker(row(kind, settings));
      EXPECT_GT(marker, before) << kind.kind << " " << settings;
      before = marker;
    }
  }
}

TEST(EveryImpairment, IsTheSameForTheSameSeedAndKeepsDrivesInRange) {
  for (const Severities& kind : kSeverities) {
    const std::string severe = row(kind, kind.settings[3]);
    const std::vector<Drive> once = drives(severe, 7);
    EXPECT_EQ(once, drives(severe, 7)) << kind.kind;
    for (const Drive& drive : once)
      for (const MuscleDrive& muscle : drive.muscles) {
        ASSERT_TRUE(muscle.voluntary >= 0 && muscle.voluntary <= 1) << kind.kind;
        ASSERT_TRUE(muscle.reflex >= 0 && muscle.reflex <= 1) << kind.kind;
        ASSERT_TRUE(muscle.capacity >= 0 && muscle.capacity <= 1) << kind.kind;
      }
  }
}

TEST(EveryImpairment, ThatDrawsDrawsOtherwiseFromAnotherSeed) {
  for (const Severities& kind : kSeverities) {
    const std::string name = kind.kind;
    if (name != "sensory_loss" && name != "reduced_balance" && name != "ataxia" && name != "tremor")
      continue;
    EXPECT_NE(drives(row(kind, kind.settings[3]), 7), drives(row(kind, kind.settings[3]), 8))
        << name;
  }
}

TEST(EveryImpairment, SaysWhichSettingIsOutOfRangeOrUnknown) {
  for (const Severities& kind : kSeverities) {
    const std::string setting = kind.outside, key = setting.substr(1, setting.find(':') - 2),
                      value = setting.substr(setting.find(' ') + 1);
    EXPECT_NE(complaint(row(kind, kind.outside))
                  .find("test.json:/impairments/0/" + key + " is " + value + ", outside "),
              std::string::npos)
        << complaint(row(kind, kind.outside));
    EXPECT_NE(complaint(row(kind, R"("severty_x": 1)"))
                  .find("test.json:/impairments/0/severty_x is not a known setting"),
              std::string::npos)
        << kind.kind;
  }
}

TEST(EveryPreset, IsAListOfImpairmentsAtEachSeverityOnEachSide) {
  for (const std::string& name : preset_names())
    for (const std::string& severity : preset_severities())
      for (const std::string side : {"left", "right"}) {
        const std::string preset = "[{\"preset\": \"" + name + "\", \"side\": \"" + side +
                                   "\", \"severity\": \"" + severity + "\"}]";
        EXPECT_FALSE(read_impairments(preset).empty()) << preset;
      }
}

TEST(EveryPreset, SaysWhereEachOfItsNumbersComesFrom) {
  const std::vector<std::string> names = preset_names();
  for (const PresetRow& row : preset_rows()) {
    EXPECT_NE(std::find(names.begin(), names.end(), row.preset), names.end()) << row.preset;
    EXPECT_FALSE(row.source.empty()) << row.preset;
  }
}

TEST(EveryPreset, MeansTheSameAsItsRowsWrittenOut) {
  const std::string rows = preset_json("foot_drop", Side::kRight, "moderate");
  const std::string list = rows.substr(rows.find('['), rows.rfind(']') - rows.find('[') + 1);
  const std::string preset =
      R"([{"preset": "foot_drop", "side": "right", "severity": "moderate"}])";
  EXPECT_EQ(body(preset), body(list));
  EXPECT_EQ(drives(preset), drives(list));
  EXPECT_NE(drives(preset), drives("[]"));
}

TEST(EveryPreset, GoesFromOneSeverityToAnother) {
  for (const std::string name : {"foot_drop", "hemiparesis"}) {
    const auto preset = [&](const std::string& settings) {
      return "[{\"preset\": \"" + name + "\", \"side\": \"right\", " + settings + "}]";
    };
    const std::string severe = preset(R"("severity": "severe")");
    const std::string mild = preset(R"("severity": "mild")");
    const std::string way = R"("severity": "severe", "towards": "mild", "share": )";
    EXPECT_EQ(body(preset(way + "0")), body(severe)) << name;
    EXPECT_EQ(drives(preset(way + "0")), drives(severe)) << name;
    EXPECT_EQ(body(preset(way + "1")), body(mild)) << name;
    EXPECT_EQ(drives(preset(way + "1")), drives(mild)) << name;
    EXPECT_NE(drives(preset(way + "0.4")), drives(severe)) << name;
    EXPECT_NE(drives(preset(way + "0.4")), drives(preset(way + "0.3"))) << name;
  }
}

TEST(EveryPreset, GoesToNobodyImpaired) {
  const std::string healthy = body("[]");
  const std::vector<Drive> unimpaired = drives("[]");
  for (const std::string& name : preset_names())
    for (const std::string& severity : preset_severities()) {
      const auto preset = [&](const std::string& share) {
        return "[{\"preset\": \"" + name + "\", \"side\": \"left\", \"severity\": \"" + severity +
               "\", \"towards\": \"none\", \"share\": " + share + "}]";
      };
      EXPECT_EQ(body(preset("1")), healthy) << name << " " << severity;
      EXPECT_EQ(drives(preset("1")), unimpaired) << name << " " << severity;
      EXPECT_FALSE(body(preset("0.9")) == healthy && drives(preset("0.9")) == unimpaired)
          << name << " " << severity;
    }
}

TEST(EveryPreset, NamesWhatIsWrongWithIt) {
  EXPECT_NE(
      complaint(R"([{"preset": "foot_drob", "side": "right"}])").find("did you mean foot_drop?"),
      std::string::npos);
  EXPECT_EQ(complaint(R"([{"preset": "foot_drop", "side": "right", "severity": "awful"}])"),
            "test.json:/impairments/0/severity is \"awful\", not one of mild, moderate, severe");
  EXPECT_EQ(complaint(R"([{"preset": "foot_drop", "side": "both"}])"),
            "test.json:/impairments/0/side is \"both\", not one of left, right");
}

}  // namespace
}  // namespace steppage
