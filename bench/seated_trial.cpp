#include "seated_trial.hpp"

#include <mujoco/mujoco.h>

#include "physics/physics.hpp"
#include "trial/plan.hpp"
#include "trial/run.hpp"

namespace steppage {
namespace {

Plan knee_extension() {
  Document document = Document::parse(
      "bench", R"({"schema": 1, "activity": {"kind": "knee_extension", "repetitions": 2}})");
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

void step_bare_engine(benchmark::State& state) {
  const Plan plan = knee_extension();
  BodySpec body = build_body(plan.patient);
  const Posture posture = plan.activity->prepare(body);
  for (const ImuSettings& imu : plan.imus) body.add_imu(imu.site, imu.mount);
  const Model model = body.compile();
  const std::vector<std::vector<double>> controls = record_controls(plan, model, posture);
  const SavedPhysics start = Physics(model, posture).save();
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

void run_whole_loop(benchmark::State& state) {
  const Plan plan = knee_extension();
  for (auto _ : state) benchmark::DoNotOptimize(run(plan));
  report(state, plan.activity->duration(plan.seed) / Time{1000});
}

}  // namespace steppage
