#include "trial/run.hpp"

#include "device/device.hpp"
#include "physics/physics.hpp"
#include "sensors/imu.hpp"
#include "truth/truth_recorder.hpp"
#include "version.hpp"

namespace steppage {
namespace {

std::vector<Stream> empty_streams(const Plan& plan, const std::vector<Imu>& imus) {
  std::vector<Stream> streams;
  for (size_t i = 0; i < imus.size(); ++i) {
    const ImuSettings& settings = plan.imus[i];
    streams.push_back(
        {settings.site, settings.site, settings.part, settings.rate_hz, imus[i].errors(), {}});
  }
  return streams;
}

}  // namespace

Trial run(const Plan& plan, const std::function<void(double fraction)>& progress) {
  Posture posture;
  const Model model = build(plan, posture);
  Physics physics(model, posture);
  const auto performance = plan.activity->start(model, posture, plan.seed);
  std::vector<std::unique_ptr<Distortion>> distortions;
  for (const auto& impairment : plan.impairments)
    distortions.push_back(impairment->start(model.layout()));

  std::vector<Imu> imus;
  std::vector<std::string> sites;
  for (const ImuSettings& settings : plan.imus) {
    imus.emplace_back(settings, model.layout(), model.timestep(), plan.seed);
    sites.push_back(settings.site);
  }
  Device device(plan.detector, sites);
  const Time duration = plan.activity->duration(plan.seed);
  TruthRecorder truth(model.layout(), model.timestep(), plan.activity_kind,
                      plan.activity->cues(plan.seed), duration);

  Trial trial;
  trial.name = plan.name;
  trial.detector = plan.detector;
  trial.streams = empty_streams(plan, imus);
  trial.scenario_json = with_provenance(plan.drawn, {{"steppage", kVersion},
                                                     {"revision", kRevision},
                                                     {"mujoco", Model::engine_version()},
                                                     {"model_hash", model.hash()}});

  Drive drive(model.layout().muscles.size());
  while (true) {
    const Instant& now = physics.step(drive);
    if (physics.diverged()) {
      trial.stop = StopReason::kDiverged;
      trial.stop_detail = physics.divergence();
      break;
    }
    if (now.time >= duration) break;
    truth.observe(now);

    for (size_t i = 0; i < imus.size(); ++i) {
      std::vector<ImuSample>& samples = trial.streams[i].samples;
      const size_t heard = samples.size();
      imus[i].observe(now, samples);  // adds the samples that have arrived by now
      for (size_t k = heard; k < samples.size(); ++k)
        device.take(i, samples[k], trial.device_events);
    }
    if (device.failed()) {
      trial.stop = StopReason::kDetectorFailed;
      trial.stop_detail = device.failure();
      break;
    }
    if (now.time % kControlPeriod == Time{0}) {
      performance->drive(physics, now, drive);
      for (const auto& distortion : distortions) distortion->distort(now, drive);
    }
    if (progress && now.time % Time{1'000'000} == Time{0})
      progress(to_seconds(now.time) / to_seconds(duration));
  }
  trial.truth = truth.finish();
  trial.momentum_residual = truth.momentum_residual();
  return trial;
}

}  // namespace steppage
