#include "impairments/laboratory.hpp"

#include <numbers>

#include "control/control_period.hpp"
#include "patient/antagonists.hpp"
#include "patient/body.hpp"
#include "physics/posture.hpp"
#include "scenario/document.hpp"

namespace steppage {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

}  // namespace

std::vector<std::unique_ptr<Impairment>> read_impairments(const std::string& json) {
  Document document =
      Document::parse("test.json", "{\"schema\": 1, \"impairments\": " + json + "}");
  Reader root = document.root();
  std::vector<std::unique_ptr<Impairment>> found = read_impairments(root);
  root.finish();
  document.throw_if_problems();
  return found;
}

Impaired::Impaired(const std::vector<std::unique_ptr<Impairment>>& impairments,
                   const Layout& layout, uint64_t seed) {
  for (const auto& impairment : impairments)
    if (auto distortion = impairment->start(layout, seed))
      distortions_.push_back(std::move(distortion));
}

void Impaired::feel(Time now, Instant& felt) {
  for (const auto& distortion : distortions_) distortion->feel(now, felt);
}

void Impaired::distort(const Instant& now, Drive& drive) {
  for (MuscleDrive& muscle : drive.muscles) {
    muscle.reflex = 0;
    muscle.capacity = 1;
  }
  for (const auto& distortion : distortions_) distortion->distort(now, drive);
}

Laboratory::Laboratory(const Setup& setup)
    : impairments_(read_impairments(setup.impairments)), on_dynamometer_(setup.on_dynamometer) {
  posture_.pelvis_position_m.z() = 2;
  posture_.pelvis_quaternion = setup.pelvis_quaternion;
  posture_.joint_angle_rad = setup.posture_rad;
  BodySpec body = build_body(setup.patient);
  for (const auto& impairment : impairments_) impairment->reshape(body);
  if (on_dynamometer_)
    body.mount_on_dynamometer(posture_, setup.joint);
  else
    body.clamp(posture_, setup.joint);
  model_.emplace(body.compile());
  joint_ = index_of(model_->layout().joints, setup.joint);
}

Trace Laboratory::run(double duration_s, const std::function<double(double time_s)>& angle_deg,
                      const Intention& intention) {
  Posture start = posture_;
  if (on_dynamometer_)
    start.joint_angle_rad[model_->layout().joints[joint_]] = kDegree * angle_deg(0);
  Physics physics(*model_, start);
  Impaired impaired(impairments_, model_->layout());
  Drive drive = physics.idle();
  const double step_s = to_seconds(model_->timestep());
  Trace trace;
  for (double t = 0; t < duration_s; t += step_s) {
    if (on_dynamometer_)
      physics.turn_dynamometer(kDegree * angle_deg(t),
                               kDegree * (angle_deg(t + step_s) - angle_deg(t)) / step_s);
    const Instant& now = physics.step(drive);
    if (now.time % kControlPeriod != Time{0}) continue;
    trace.time_s.push_back(to_seconds(now.time));
    trace.angle_deg.push_back(now.joint_angle_rad[joint_] / kDegree);
    trace.torque_nm.push_back(-now.dynamometer_torque_nm);
    intention(now, drive);
    impaired.distort(now, drive);
  }
  return trace;
}

void relaxed(const Instant& /*now*/, Drive& drive) {
  for (MuscleDrive& muscle : drive.muscles) muscle.voluntary = 0;
}

Laboratory::Intention greatest_effort(const Layout& layout, const std::string& joint, bool as_named,
                                      double from_s) {
  return [from_s, muscles = movers(layout, joint, as_named)](const Instant& now, Drive& drive) {
    relaxed(now, drive);
    if (to_seconds(now.time) < from_s) return;
    for (const size_t muscle : muscles) drive.muscles[muscle].voluntary = 1;
  };
}

}  // namespace steppage
