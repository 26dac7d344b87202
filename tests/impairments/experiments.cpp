// impairment_experiments: what docs/impairments.md shows, measured in the laboratory; JSON on
// standard output. Torques in Nm, angles in degrees, positive as named.
#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numbers>

#include "control/control_period.hpp"
#include "impairments/laboratory.hpp"

namespace steppage {
namespace {

using Json = nlohmann::json;
using Angles = std::map<std::string, double>;

constexpr double kDegree = std::numbers::pi / 180;
const PatientSettings kReferenceMan = {Sex::kMale, 30, kReferenceMass_kg, 1.80};
const char* const kGrades[] = {"0", "1", "1+", "2", "3"};
const std::string kKnee = "right_knee_flexion", kAnkle = "right_ankle_dorsiflexion";

double isometric_nm(const std::string& impairments, const std::string& joint, double angle_deg,
                    bool as_named, const Angles& posture) {
  const auto held = [&](double) { return angle_deg; };
  Laboratory laboratory({impairments, joint, posture});
  const double passive = laboratory.run(1, held, relaxed).torque_nm.back();
  const double active =
      laboratory.run(1, held, greatest_effort(laboratory.layout(), joint, as_named))
          .torque_nm.back();
  return std::fabs(active - passive);
}

Json strength() {
  const Angles seated = {{"right_hip_flexion", 80 * kDegree}, {"right_knee_flexion", 80 * kDegree}};
  const struct {
    const char *name, *joint;
    double angle_deg;
    bool as_named;
    Angles posture;
  } kGroups[] = {{"hip extension", "right_hip_flexion", 30, false, {}},
                 {"hip flexion", "right_hip_flexion", 30, true, {}},
                 {"hip abduction", "right_hip_adduction", 0, false, {}},
                 {"hip adduction", "right_hip_adduction", 0, true, {}},
                 {"knee extension", "right_knee_flexion", 60, false, seated},
                 {"knee flexion", "right_knee_flexion", 60, true, seated},
                 {"dorsiflexion", "right_ankle_dorsiflexion", 0, true, {}},
                 {"plantarflexion", "right_ankle_dorsiflexion", 0, false, {}},
                 {"inversion", "right_subtalar_inversion", 0, true, {}},
                 {"eversion", "right_subtalar_inversion", 0, false, {}}};
  Json rows;
  for (const auto& group : kGroups) {
    const auto of = [&](const std::string& impairments) {
      return isometric_nm(impairments, group.joint, group.angle_deg, group.as_named, group.posture);
    };
    Json row = {{"group", group.name}, {"healthy_nm", of("[]")}};
    for (const std::string side : {"right", "left"})
      row[side == "right" ? "affected_nm" : "other_nm"] =
          of(R"([{"preset": "hemiparesis", "severity": "moderate", "side": ")" + side + "\"}]");
    rows.push_back(row);
  }
  return rows;
}

std::string spastic(const std::string& muscles, const std::string& mas, double tone = 0) {
  return R"([{"kind": "spasticity", "side": "right", "muscles": )" + muscles + R"(, "mas": ")" +
         mas + R"("}, {"kind": "tone", "side": "right", "muscles": )" + muscles + R"(, "level": )" +
         std::to_string(tone) + "}]";
}

// The leg of a patient who half lies is let go from straight: the thigh is level, the shank falls.
Json pendulum() {
  const double lean = 30 * kDegree;  // of the pelvis, backwards
  Json rows;
  for (size_t i = 0; i < std::size(kGrades); ++i) {
    const double tone = std::array<double, 5>{0, 0.005, 0.01, 0.02, 0.03}[i];
    Laboratory laboratory({spastic(R"(["VAS", "RF"])", kGrades[i], tone),
                           kKnee,
                           {{"right_hip_flexion", 60 * kDegree}},
                           false,
                           {std::cos(lean / 2), 0, -std::sin(lean / 2), 0}});
    const Trace trace = laboratory.run(
        8, [](double) { return 0; }, relaxed);
    size_t turn = 40;
    while (turn + 1 < trace.angle_deg.size() && trace.angle_deg[turn + 1] >= trace.angle_deg[turn])
      ++turn;
    rows.push_back({{"mas", kGrades[i]},
                    {"tone", tone},
                    {"first_swing_deg", trace.angle_deg[turn] - trace.angle_deg[0]},
                    {"resting_deg", trace.angle_deg.back() - trace.angle_deg[0]},
                    {"time_s", trace.time_s},
                    {"angle_deg", trace.angle_deg}});
  }
  return rows;
}

// The calf is stretched from -30 to 15 degrees with the knee straight.
struct Ramp {
  Trace trace;
  double fibre_l0_s = 0;  // soleus, at most
};
Ramp ramp(const std::string& impairments, double rate_deg_s) {
  constexpr double kFrom_s = 0.3;
  Laboratory laboratory({.impairments = impairments, .joint = kAnkle, .patient = kReferenceMan});
  const size_t soleus = index_of(laboratory.layout().muscles, "right_SOL");
  Ramp found;
  double before_l0 = 0;
  found.trace = laboratory.run(
      kFrom_s + 45 / rate_deg_s + 0.2,
      [&](double t) { return -30 + std::clamp(rate_deg_s * (t - kFrom_s), 0.0, 45.0); },
      [&](const Instant& now, Drive& drive) {
        relaxed(now, drive);
        const double l0 = now.muscles[soleus].fibre_length;
        if (to_seconds(now.time) > kFrom_s)
          found.fibre_l0_s =
              std::max(found.fibre_l0_s, (l0 - before_l0) / to_seconds(kControlPeriod));
        before_l0 = l0;
      });
  return found;
}

// The reflex is what the spastic ankle resists more than the healthy one at the same time.
Json ramps() {
  Json rows;
  for (const double rate_deg_s : {60., 120., 180., 250.}) {
    const auto [healthy, fibre_l0_s] = ramp("[]", rate_deg_s);
    Json row = {{"rate_deg_s", rate_deg_s}, {"fibre_l0_s", fibre_l0_s}};
    for (const char* mas : kGrades) {
      const Trace trace = ramp(spastic(R"(["GAS", "SOL"])", mas), rate_deg_s).trace;
      double most = 0;
      for (size_t i = 40; i < trace.torque_nm.size(); ++i)
        most = std::max(most, healthy.torque_nm[i] - trace.torque_nm[i]);
      row["reflex_nm"].push_back(most);
    }
    rows.push_back(row);
  }
  return rows;
}

// Head down, the weight of the foot stretches the calf.
Json clonus() {
  Json rows;
  for (const double gain_s : {0.05, 0.1, 0.15, 0.2, 0.3, 0.5}) {
    Laboratory laboratory(
        {R"([{"kind": "spasticity", "side": "right", "muscles": ["GAS", "SOL"], "threshold_l0_s": 0.5,
             "gain_s": )" +
             std::to_string(gain_s) + "}]",
         kAnkle,
         {{kAnkle, -20 * kDegree}},
         false,
         {0, 0, 1, 0}});
    const Trace trace = laboratory.run(
        6, [](double) { return 0; }, relaxed);
    const auto half = trace.angle_deg.begin() + static_cast<long>(trace.angle_deg.size() / 2);
    const auto [low, high] = std::minmax_element(half, trace.angle_deg.end());
    const double middle = (*low + *high) / 2;
    int rises = 0;
    for (auto at = half; at + 1 != trace.angle_deg.end(); ++at)
      if (*at < middle && *(at + 1) >= middle) ++rises;
    rows.push_back(
        {{"gain_s", gain_s}, {"range_deg", *high - *low}, {"frequency_hz", rises / 3.0}});
  }
  return rows;
}

Json passive_ankle() {
  const struct {
    const char *name, *impairments;
  } kAnkles[] = {
      {"healthy", "[]"},
      {"tissue of 0.08 Nm/deg", R"([{"kind": "stiff_joint", "side": "right", "joint":
        "ankle_dorsiflexion", "above_deg": 0, "stiffness_nm_deg": 0.08}])"},
      {"tissue of 0.19 Nm/deg", R"([{"kind": "stiff_joint", "side": "right", "joint":
        "ankle_dorsiflexion", "above_deg": 0, "stiffness_nm_deg": 0.19}])"},
      {"tissue of 0.4 Nm/deg from -5", R"([{"kind": "stiff_joint", "side": "right", "joint":
        "ankle_dorsiflexion", "above_deg": -5, "stiffness_nm_deg": 0.4}])"},
      {"fibres of GAS and SOL 0.84 as long", R"([{"kind": "contracture", "side": "right",
        "muscles": ["GAS", "SOL"], "fibre_length": 0.84}])"}};
  Json rows;
  for (const auto& ankle : kAnkles) {
    Laboratory laboratory({ankle.impairments, kAnkle});
    Json row = {{"name", ankle.name}};
    for (double angle_deg = -20; angle_deg <= 25; angle_deg += 2.5) {
      row["angle_deg"].push_back(angle_deg);
      row["torque_nm"].push_back(-laboratory
                                      .run(
                                          0.5, [=](double) { return angle_deg; }, relaxed)
                                      .torque_nm.back());
    }
    rows.push_back(row);
  }
  return rows;
}

Json rise() {
  constexpr double kFrom_s = 0.2;
  Json rows;
  for (const int time_constant_ms : {0, 20, 60, 120}) {
    Laboratory laboratory({R"([{"kind": "slow_activation", "side": "right", "time_constant_ms": )" +
                               std::to_string(time_constant_ms) + "}]",
                           kKnee,
                           {{"right_hip_flexion", 80 * kDegree}}});
    const Trace trace = laboratory.run(
        2, [](double) { return 60; }, greatest_effort(laboratory.layout(), kKnee, false, kFrom_s));
    const auto index = static_cast<size_t>(kFrom_s / 0.005);
    const double passive = trace.torque_nm[index], peak = trace.torque_nm.back() - passive;
    size_t i = index;
    while ((trace.torque_nm[i] - passive) / peak < 0.9) ++i;
    rows.push_back({{"time_constant_ms", time_constant_ms},
                    {"to_90_percent_ms", 1000 * (trace.time_s[i] - kFrom_s)},
                    {"peak_nm", std::fabs(peak)}});
  }
  return rows;
}

// Half of the greatest torque is held by a drive that is raised as fibres are lost, until all of
// it is not enough.
Json endurance() {
  constexpr Time kFresh{3'000'000};
  const struct {
    const char* joint;
    bool as_named;
    double angle_deg, most_s, rate;
  } kTasks[] = {{"right_knee_flexion", false, 60, 120, 1},
                {"right_knee_flexion", false, 60, 120, 1.5},
                {"right_ankle_dorsiflexion", false, 0, 260, 1}};
  Json rows;
  for (const auto& task : kTasks) {
    Laboratory laboratory(
        {R"([{"kind": "fatigue", "side": "right", "rate": )" + std::to_string(task.rate) + "}]",
         task.joint});
    const auto held = [&](double) { return task.angle_deg; };
    const auto effort = greatest_effort(laboratory.layout(), task.joint, task.as_named);
    const double passive = laboratory.run(0.5, held, relaxed).torque_nm.back();
    const double greatest = laboratory.run(0.5, held, effort).torque_nm.back() - passive;
    double drive_asked = 0.3, drive_when_fresh = 0, given_up_s = task.most_s;
    Json shares, times;
    laboratory.run(task.most_s, held, [&](const Instant& now, Drive& drive) {
      effort(now, drive);
      const double share = (-now.dynamometer_torque_nm - passive) / greatest;
      drive_asked = std::clamp(drive_asked + 0.02 * (0.5 - share), 0.0, 1.0);
      for (MuscleDrive& muscle : drive.muscles) muscle.voluntary *= drive_asked;
      const double time_s = to_seconds(now.time);
      if (drive_asked == 1 && share < 0.49) given_up_s = std::min(given_up_s, time_s);
      if (now.time == kFresh) drive_when_fresh = drive_asked;
      if (now.time == Time{0} || now.time % Time{1'000'000} != Time{0}) return;
      times.push_back(time_s);
      shares.push_back(share);
    });
    rows.push_back({{"joint", task.joint},
                    {"rate", task.rate},
                    {"greatest_nm", std::fabs(greatest)},
                    {"drive_when_fresh", drive_when_fresh},
                    {"endurance_s", given_up_s},
                    {"time_s", times},
                    {"share", shares}});
  }
  return rows;
}

}  // namespace
}  // namespace steppage

int main() {
  using namespace steppage;
  std::cout
      << Json{{"strength", strength()},  {"pendulum", pendulum()},           {"ramps", ramps()},
              {"clonus", clonus()},      {"passive_ankle", passive_ankle()}, {"rise", rise()},
              {"endurance", endurance()}}
      << "\n";
}
