#include "activity_trial.hpp"

#include <mujoco/mujoco.h>

#include "trial/build.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

Plan plan_of(const std::string& activity, const std::string& patient = "{}") {
  Document document = Document::parse(
      "bench", R"({"schema": 1, "patient": )" + patient + R"(, "activity": )" + activity + '}');
  return read_plan(document);
}

// One row of controls a step.
std::vector<std::vector<double>> record_controls(const Plan& plan, const Model& model,
                                                 const Posture& posture) {
  Physics physics(model, posture);
  const auto performance = plan.activity->start(model, posture, plan.seed);
  Drive drive = physics.idle();
  std::vector<std::vector<double>> controls;
  for (Time t{0}; t < plan.activity->duration(plan.seed); t += model.timestep()) {
    auto& row = controls.emplace_back();
    for (const MuscleDrive& muscle : drive.muscles) row.push_back(control(muscle));
    row.insert(row.end(), drive.arm_angle_rad.begin(), drive.arm_angle_rad.end());
    const Instant& now = physics.step(drive);
    if (now.time % kControlPeriod == Time{0}) performance->drive(physics, now, drive);
  }
  return controls;
}

void report(benchmark::State& state, int64_t steps) {
  state.SetItemsProcessed(state.iterations() * steps);
  state.counters["simulated_s_per_s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * steps) * 0.001, benchmark::Counter::kIsRate);
}

}  // namespace

void step_bare_engine(benchmark::State& state, const std::string& activity) {
  const Plan plan = plan_of(activity);
  const Scene scene = build_scene(plan);
  const Model model = scene.body.compile();
  const std::vector<std::vector<double>> controls = record_controls(plan, model, scene.start);
  const SavedPhysics start = Physics(model, scene.start).save();
  const mjModel* m = &model.engine();
  mjData* d = mj_makeData(m);
  for (auto _ : state) {
    mj_setState(m, d, start.state.data(), mjSTATE_INTEGRATION);
    for (const std::vector<double>& row : controls) {
      mju_copy(d->ctrl, row.data(), static_cast<int>(row.size()));
      mj_step(m, d);
    }
  }
  mj_deleteData(d);
  report(state, static_cast<int64_t>(controls.size()));
}

void run_whole_loop(benchmark::State& state, const std::string& activity,
                    const std::string& patient) {
  const Plan plan = plan_of(activity, patient);
  for (auto _ : state) {
    const Trial trial = run(plan);
    if (trial.stop == StopReason::kCompleted) continue;
    state.SkipWithError(("stopped before its end: " + trial.stop_detail).c_str());
    return;
  }
  report(state, plan.activity->duration(plan.seed) / Time{1000});
}

}  // namespace steppage
