#include "trial/run.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "core/random.hpp"
#include "device/device.hpp"
#include "sensors/imu.hpp"
#include "trial/build.hpp"
#include "truth/truth_recorder.hpp"
#include "version.hpp"

namespace steppage {
namespace {

// Who keeps the posture from one part to the next takes no longer than this.
constexpr Time kShortTransfer{3'000'000};
// At the end of a transfer the body settles on its props, still unseen.
constexpr Time kSettling{1'000'000};
// A scored fall goes on so long after pelvis, trunk or head lie on the floor, because fall
// detectors wait for that; and no longer than this after its impact.
constexpr Time kLying{1'000'000}, kLongestFall{3'000'000};
// Parts begin on the grid of everything that happens periodically.
constexpr Time kGrid{100'000};

std::vector<std::string> imu_sites(const Plan& plan) {
  std::vector<std::string> sites;
  for (const ImuSettings& settings : plan.imus) sites.push_back(settings.site);
  return sites;
}

// The first part is drawn as if it were the only one.
uint64_t part_seed(uint64_t seed, size_t part) {
  constexpr size_t kSeeds = size_t{1} << 53;
  return part == 0 ? seed : Random(seed, "session/part/" + std::to_string(part)).index(kSeeds);
}

// A limb that has to return is asked to return to the posture, wherever it has sunk meanwhile.
std::vector<RepCue> cues_from(Time start, const Posture& posture, std::vector<RepCue> cues) {
  for (RepCue& cue : cues) {
    if (cue.measure == Measure::kReturn) cue.rest_rad = posture.angle_rad(cue.joint);
    for (Time RepCue::*time : {&RepCue::start, &RepCue::top, &RepCue::down, &RepCue::end})
      cue.*time += start;
  }
  return cues;
}

std::vector<Interval> episodes_from(Time start, std::vector<Interval> episodes) {
  for (Interval& episode : episodes)
    for (Time Interval::*time : {&Interval::start, &Interval::end}) episode.*time += start;
  return episodes;
}

Time total_duration(const Plan& plan, const std::vector<TrialPart>& parts) {
  Time total{0};
  for (size_t i = 0; i < parts.size(); ++i)
    total += parts[i].activity->duration(part_seed(plan.seed, i)) + parts[i].rest;
  return total;
}

// What goes on from part to part: impairments, what the patient wears, and the record of it all.
class Course {
 public:
  Course(const Plan& plan, const Model& model) : device_(plan.detector, imu_sites(plan)) {
    for (const auto& impairment : plan.impairments)
      if (auto distortion = impairment->start(model.layout(), plan.seed))
        distortions_.push_back(std::move(distortion));
    if (plan.stimulation) stimulation_.emplace(*plan.stimulation, model.layout());
    for (const ImuSettings& settings : plan.imus) {
      const Imu& imu = imus_.emplace_back(settings, model.layout(), model.timestep(), plan.seed);
      trial.streams.push_back(
          {settings.site, settings.site, settings.part, settings.rate_hz, imu.errors(), {}});
    }
    trial.name = plan.name;
    trial.detector = plan.detector;
    trial.falls_are_scored = plan.falls_are_scored;
    trial.momentum_residual.emplace();
    trial.scenario_json = with_provenance(plan.drawn, {{"steppage", kVersion},
                                                       {"revision", kRevision},
                                                       {"mujoco", Model::engine_version()},
                                                       {"model_hash", model.hash()}});
  }

  // Unseen, the patient gets into the posture of the next part.
  void transfer(Time duration, bool keeps_posture) {
    if (keeps_posture) duration = std::min(duration, kShortTransfer);
    const Time from = time;
    time = (from + duration + kGrid - Time{1}) / kGrid * kGrid;
    trial.truth.intervals->push_back({from, time, Side::kUnknown, "transfer", ""});
    for (Imu& imu : imus_) imu.skip_to(time);
  }

  // Sensors, and the device that hears them.
  void sense(const Instant& now) {
    for (size_t i = 0; i < imus_.size(); ++i) {
      std::vector<ImuSample>& samples = trial.streams[i].samples;
      const size_t heard = samples.size();
      imus_[i].observe(now, samples);  // adds the samples that have arrived by now
      for (size_t k = heard; k < samples.size(); ++k) {
        const size_t said = trial.device_events.size();
        device_.take(i, samples[k], trial.device_events);
        if (stimulation_)
          stimulation_->hear(now.time, trial.streams[i].site,
                             std::span(trial.device_events).subspan(said));
      }
    }
    if (device_.failed()) stop(StopReason::kDetectorFailed, device_.failure());
  }

  // What the patient's nerves tell of a moment of the part.
  const Instant& feel(const Instant& here, Time now) {
    if (distortions_.empty()) return here;
    felt_ = here;
    for (const auto& distortion : distortions_) distortion->feel(now, felt_);
    return felt_;
  }

  void distort(const Instant& now, Drive& drive) {
    for (MuscleDrive& muscle : drive.muscles) {
      muscle.reflex = 0;
      muscle.capacity = 1;
    }
    for (const auto& distortion : distortions_) distortion->distort(now, drive);
    if (stimulation_) stimulation_->step(now, drive);
  }

  void keep(const TruthRecorder& truth) {
    append(trial.truth, truth.finish());
    MomentumResidual& largest = *trial.momentum_residual;
    largest.force_n = std::max(largest.force_n, truth.momentum_residual().force_n);
    largest.moment_nm = std::max(largest.moment_nm, truth.momentum_residual().moment_nm);
  }

  void stop(StopReason reason, std::string detail) {
    trial.stop = reason;
    trial.stop_detail = std::move(detail);
  }
  Trial finish() {
    if (stimulation_) trial.stimulation = stimulation_->record();
    return std::move(trial);
  }
  bool has_stopped() const { return trial.stop != StopReason::kCompleted; }

  Trial trial;
  Time time{};  // of the trial

 private:
  std::vector<std::unique_ptr<Distortion>> distortions_;
  Instant felt_;
  std::vector<Imu> imus_;
  Device device_;
  std::optional<Stimulation> stimulation_;
};

Walks walks(const TrialPart& part, const std::vector<TrialPart>& parts) {
  if (part.activity->walks()) return Walks::kHere;
  const bool elsewhere = std::any_of(
      parts.begin(), parts.end(), [](const TrialPart& other) { return other.activity->walks(); });
  return elsewhere ? Walks::kElsewhere : Walks::kNever;
}

// From now to the end of the part, or until the trial stops.
void simulate(const TrialPart& part, Walks walks, const Model& model, const Posture& posture,
              uint64_t seed, Course& course, const std::function<void(Time in_part)>& progress) {
  const Time settling = course.time == Time{0} ? Time{0} : kSettling;
  Physics physics(model, posture);
  const std::vector<Push> pushes = part.activity->pushes();
  const auto performance = part.activity->start(model, posture, seed);
  const Time start = course.time;
  const Time end = start + part.activity->duration(seed) + part.rest;
  TruthRecorder truth(model.layout(), model.timestep(), part.kind,
                      cues_from(start, posture, part.activity->cues(seed)), start, end, walks);
  Drive drive = physics.idle();
  Instant here, now;  // the same moment on the clocks of the part and of the trial
  std::optional<Time> impact, lying;
  while (true) {
    here = now = physics.step(drive);
    here.time -= settling;
    now.time = start + here.time;
    if (physics.diverged()) {
      course.stop(StopReason::kDiverged, physics.divergence());
      break;
    }
    if (now.has_fallen && !impact) {
      impact = now.time;
      truth.fell(*impact);
    }
    if (now.lies && !lying) lying = now.time;
    if (impact && (!course.trial.falls_are_scored || now.time >= *impact + kLongestFall ||
                   (lying && now.time >= *lying + kLying))) {
      course.stop(StopReason::kFell, "something else than feet and hands touched the floor");
      break;
    }
    if (now.time >= end && !impact) break;
    if (now.time >= start) {
      truth.observe(now);
      course.sense(now);
    }
    if (course.has_stopped()) break;
    if (here.time % kControlPeriod == Time{0}) {
      performance->drive(physics, course.feel(here, now.time), drive);
      course.distort(now, drive);
    }
    if (!pushes.empty()) {
      const Time next = here.time + model.timestep();
      physics.push_trunk(mean_force_n(pushes, next, next + model.timestep()));
    }
    if (!impact && here.time % Time{1'000'000} == Time{0}) progress(std::max(Time{0}, here.time));
  }
  course.keep(truth);
  if (impact) course.trial.truth.events->push_back({*impact, Side::kUnknown, EventKind::kFall});
  for (Interval& episode : episodes_from(start, part.activity->episodes(seed)))
    course.trial.truth.intervals->push_back(std::move(episode));
  if (const double support_n = model.layout().body_weight_support_n; support_n > 0)
    course.trial.truth.intervals->push_back(
        {start, end, Side::kUnknown, "support",
         "harness " + std::to_string(std::lround(support_n)) + " N"});
  course.time = end;
}

}  // namespace

Trial run(const Plan& plan, const std::function<void(double fraction)>& progress) {
  const std::vector<TrialPart> parts = steppage::parts(plan);
  const Time total = total_duration(plan, parts);
  Time simulated{0};
  const auto tell = [&](Time in_part) {
    if (progress) progress(to_seconds(simulated + in_part) / to_seconds(total));
  };
  std::optional<Course> course;
  Posture before;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Scene scene = build_scene(plan, *parts[i].activity);
    const Model model = scene.body.compile();
    if (course)
      course->transfer(parts[i - 1].transfer, scene.start == before);
    else
      course.emplace(plan, model);
    const Time start = course->time;
    simulate(parts[i], walks(parts[i], parts), model, scene.start, part_seed(plan.seed, i), *course,
             tell);
    if (course->has_stopped()) break;
    simulated += course->time - start;
    before = scene.start;
  }
  return course->finish();
}

}  // namespace steppage
