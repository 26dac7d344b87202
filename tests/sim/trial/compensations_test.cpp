// What patients do when an exercise is hard for them shows in the movement, each in its own way.
#include "control/compensations.hpp"

#include <gtest/gtest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "trial/plan.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

Plan plan_of(const std::string& exercise, const std::string& compensations, int repetitions = 1,
             const std::string& more = "") {
  Document document = Document::parse(
      "test.json",
      R"({"schema": 1, "device": {"detector": "none"}, "sensors": [], "activity": {"kind": ")" +
          exercise + R"(", "sides": "right", "tempo_variability": 0, "repetitions": )" +
          std::to_string(repetitions) + more + R"(, "compensations": [)" + compensations + "]}}");
  return read_plan(document);
}

std::string one(std::string_view kind, double strength = 1, double share = 1) {
  return R"({"kind": ")" + std::string(kind) + R"(", "strength": )" + std::to_string(strength) +
         R"(, "share": )" + std::to_string(share) + "}";
}

Trial perform(const std::string& exercise, const std::string& compensations) {
  const char* more = "";
  if (exercise == "assisted_toe_raise") more = R"(, "assistance": "none")";
  if (exercise == "flamingo_stand") more = R"(, "tempo_s": {"hold": 3})";
  Trial trial = run(plan_of(exercise, compensations, 1, more));
  EXPECT_EQ(trial.stop, StopReason::kCompleted) << exercise << compensations << trial.stop_detail;
  EXPECT_LT(trial.momentum_residual->force_n, 5) << exercise << compensations;
  return trial;
}

// One column of the motion while the first repetition is asked for.
std::vector<double> during_rep(const Trial& trial, const std::string& name) {
  const Table& motion = *trial.truth.motion;
  const auto column = static_cast<size_t>(find_index(motion.columns, name));
  const Interval& rep =
      *std::find_if(trial.truth.intervals->begin(), trial.truth.intervals->end(),
                    [](const Interval& interval) { return interval.label == "exercise"; });
  std::vector<double> values;
  for (const auto& row : motion.rows)
    if (row[0] >= to_seconds(rep.start) && row[0] < to_seconds(rep.end))
      values.push_back(row.at(column));
  return values;
}

double most_gained(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end()) - values.front();
}

double hip_flexion_deg(const Trial& trial) {
  return most_gained(during_rep(trial, "right_hip_flexion_deg"));
}

// How far an axis of the pelvis, or of the trunk on it, tilts towards a direction (deg).
double tilt_deg(const Trial& trial, bool of_trunk, const Eigen::Vector3d& axis,
                const Eigen::Vector3d& direction) {
  std::map<std::string, std::vector<double>> motion;
  for (const char* name : {"pelvis_qw", "pelvis_qx", "pelvis_qy", "pelvis_qz", "lumbar_flexion_deg",
                           "lumbar_bending_deg", "lumbar_rotation_deg"})
    motion[name] = during_rep(trial, name);
  std::vector<double> tilt;
  for (size_t i = 0; i < motion["pelvis_qw"].size(); ++i) {
    Eigen::Quaterniond turn(motion["pelvis_qw"][i], motion["pelvis_qx"][i], motion["pelvis_qy"][i],
                            motion["pelvis_qz"][i]);
    const auto add = [&](const char* joint, const Eigen::Vector3d& about) {
      turn = turn * Eigen::AngleAxisd(motion[joint][i] * kDegree, about);
    };
    if (of_trunk) {
      add("lumbar_flexion_deg", Eigen::Vector3d::UnitY());
      add("lumbar_bending_deg", -Eigen::Vector3d::UnitX());
      add("lumbar_rotation_deg", Eigen::Vector3d::UnitZ());
    }
    tilt.push_back(std::asin((turn * axis).dot(direction)) / kDegree);
  }
  return most_gained(tilt);
}

double trunk_back_deg(const Trial& trial) {
  return tilt_deg(trial, true, Eigen::Vector3d::UnitZ(), -Eigen::Vector3d::UnitX());
}

double peak_speed_deg_s(const Trial& trial, const char* joint) {
  const std::vector<double> angle = during_rep(trial, joint);
  double peak = 0;
  for (size_t i = 1; i < angle.size(); ++i)
    peak = std::max(peak, std::fabs(angle[i] - angle[i - 1]) / 0.01);
  return peak;
}

double thigh_speed_deg_s(const Trial& trial) {
  return peak_speed_deg_s(trial, "right_hip_flexion_deg");
}
double shank_speed_deg_s(const Trial& trial) {
  return peak_speed_deg_s(trial, "right_knee_flexion_deg");
}

// The way out from 30 to 70 % of the range.
double midway_s(const Trial& trial) {
  const std::vector<double> angle = during_rep(trial, "right_knee_flexion_deg");
  const double range = (*trial.truth.reps)[0].range_deg;
  const auto farthest = std::min_element(angle.begin(), angle.end());
  return 0.01 * static_cast<double>(std::count_if(angle.begin(), farthest, [&](double now) {
           const double share = (angle.front() - now) / range;
           return share > 0.3 && share < 0.7;
         }));
}

double trunk_left_deg(const Trial& trial) {
  return tilt_deg(trial, true, Eigen::Vector3d::UnitZ(), Eigen::Vector3d::UnitY());
}
double right_hip_up_deg(const Trial& trial) {
  return tilt_deg(trial, false, -Eigen::Vector3d::UnitY(), Eigen::Vector3d::UnitZ());
}

double range_deg(const Trial& trial) { return (*trial.truth.reps)[0].range_deg; }
double assistance_n(const Trial& trial) { return (*trial.truth.reps)[0].assistance_n; }
double duration_s(const Trial& trial) {
  const RepMovement& movement = *(*trial.truth.reps)[0].movement;
  return to_seconds(movement.end - movement.start);
}
double repetitions(const Trial& trial) { return static_cast<double>(trial.truth.reps->size()); }

// By what a compensation is recognised: at strength 1 it is more by `more`, and times `factor`.
struct Marker {
  const char* kind;
  const char* exercise;
  double (*measure)(const Trial& trial);
  double more;
  double factor = 1;
};

const Marker kMarkers[] = {
    {"trunk_lean", "seated_marching", trunk_back_deg, 5},
    {"trunk_lean", "knee_extension", trunk_back_deg, 5},
    {"trunk_lean", "side_leg_raise", trunk_left_deg, 5},
    {"hip_hike", "flamingo_stand", right_hip_up_deg, 5},
    {"hip_flexion", "knee_extension", hip_flexion_deg, 5},
    {"hip_flexion", "ankle_dorsiflexion", hip_flexion_deg, 5},
    {"hip_flexion", "side_leg_raise", hip_flexion_deg, 5},
    {"hip_flexion", "assisted_toe_raise", hip_flexion_deg, 5},
    {"momentum", "seated_marching", thigh_speed_deg_s, 0, 1.3},
    {"momentum", "knee_extension", shank_speed_deg_s, 0, 1.3},
    {"hand_help", "seated_marching", assistance_n, 20},
    {"partial_range", "knee_extension", range_deg, -INFINITY, 0.8},
    {"pause_midway", "knee_extension", midway_s, 0.5},
    {"wrong_tempo", "knee_extension", duration_s, -INFINITY, 0.7},
    {"lost_count", "seated_marching", repetitions, 1},
};

bool exists(std::string_view exercise) {
  return std::any_of(activities().begin(), activities().end(),
                     [&](const ActivityKind& kind) { return kind.name == exercise; });
}

TEST(Compensation, AtFullStrengthIsSeenByItsMarkerAndLabelled) {
  std::map<std::string, Trial> plain;
  for (const Marker& marker : kMarkers) {
    if (!exists(marker.exercise)) continue;
    if (!plain.contains(marker.exercise)) plain[marker.exercise] = perform(marker.exercise, "");
    const Trial compensated = perform(marker.exercise, one(marker.kind));
    const double without = marker.measure(plain[marker.exercise]);
    const double with = marker.measure(compensated);
    const std::string where = std::string(marker.kind) + " of " + marker.exercise;
    EXPECT_GE(with, without + marker.more) << where;
    if (marker.factor < 1)
      EXPECT_LE(with, marker.factor * without) << where;
    else
      EXPECT_GE(with, marker.factor * without) << where;
    EXPECT_EQ(plain[marker.exercise].truth.reps->back().compensation, "none");
    EXPECT_EQ(compensated.truth.reps->back().compensation, marker.kind);
  }
}

TEST(Compensation, OfEveryKindHasAMarker) {
  for (const CompensationKind& kind : compensations())
    EXPECT_TRUE(std::any_of(std::begin(kMarkers), std::end(kMarkers), [&](const Marker& marker) {
      return marker.kind == kind.name;
    })) << kind.name;
}

TEST(Compensation, WithoutStrengthChangesNothing) {
  std::string all;
  for (const char* kind : {"trunk_lean", "momentum", "hand_help", "partial_range", "pause_midway",
                           "wrong_tempo", "lost_count"})
    all += (all.empty() ? "" : ", ") + one(kind, 0);
  Trial trial = perform("seated_marching", all), plain = perform("seated_marching", "");
  trial.scenario_json = plain.scenario_json = "";
  EXPECT_EQ(trial, plain);
}

std::vector<RepCue> cues(const std::string& compensations, int repetitions = 1) {
  const Plan plan = plan_of("knee_extension", compensations, repetitions);
  return plan.activity->cues(plan.seed);
}

std::vector<bool> labelled(const std::vector<RepCue>& set, const std::string& label) {
  std::vector<bool> found;
  for (const RepCue& cue : set) found.push_back(cue.compensation == label);
  return found;
}

TEST(Compensation, HappensInTheShareOfTheRepetitionsThatIsAskedForWhateverElseHappens) {
  const auto found = labelled(cues(one("partial_range", 1, 0.3), 100), "partial_range");
  EXPECT_NEAR(static_cast<double>(std::count(found.begin(), found.end(), true)), 30,
              14);  // three standard deviations
  const auto others = cues(one("partial_range", 1, 0.3) + "," + one("lost_count"), 100);
  EXPECT_EQ(labelled({others.begin(), others.begin() + 100}, "partial_range"), found);
  for (const RepCue& cue : cues(one("trunk_lean", 1, 0))) EXPECT_EQ(cue.compensation, "none");
}

TEST(Compensation, OfSeveralKindsIsLabelledWithAllOfThem) {
  EXPECT_EQ(cues(one("wrong_tempo") + "," + one("trunk_lean"))[0].compensation,
            "trunk_lean+wrong_tempo");
}

TEST(Compensation, ThatChangesTheTempoMovesWhatFollowsInTime) {
  const std::vector<RepCue> plain = cues("", 3), paused = cues(one("pause_midway"), 3);
  for (size_t i = 0; i < plain.size(); ++i) {
    EXPECT_GT(paused[i].pause, Time{500'000});
    EXPECT_EQ(paused[i].end - paused[i].start, plain[i].end - plain[i].start + paused[i].pause);
    if (i > 0) {
      EXPECT_EQ(paused[i].start - paused[i - 1].end, plain[i].start - plain[i - 1].end);
    }
  }
}

TEST(Compensation, OfALostCountAddsHalvesAfterTheSetOnTheSidesThatTakeTurns) {
  const std::vector<RepCue> plain = cues("", 3);
  const std::vector<RepCue> set = cues(one("lost_count"), 3);
  ASSERT_GT(set.size(), plain.size());
  EXPECT_TRUE(std::equal(plain.begin(), plain.end(), set.begin()));
  for (size_t i = plain.size(); i < set.size(); ++i) {
    EXPECT_FALSE(set[i].asked_for);
    EXPECT_EQ(set[i].compensation, "lost_count");
    EXPECT_EQ(set[i].reach, 0.5);
    EXPECT_EQ(set[i].number, static_cast<int>(i) + 1);
    EXPECT_GT(set[i].start, set[i - 1].end);
  }
}

}  // namespace
}  // namespace steppage
