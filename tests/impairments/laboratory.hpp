// A patient with impairments in the laboratory: one joint of the right leg on a dynamometer, or
// free.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "patient/impairments.hpp"
#include "patient/patient.hpp"
#include "physics/physics.hpp"
#include "physics/posture.hpp"

namespace steppage {

/// The rows of an array "impairments" as a scenario has them; throws InputError.
std::vector<std::unique_ptr<Impairment>> read_impairments(const std::string& json);

/// Impairments at work outside a trial.
class Impaired {
 public:
  Impaired(const std::vector<std::unique_ptr<Impairment>>& impairments, const Layout& layout,
           uint64_t seed = 1);
  void feel(Time now, Instant& felt);
  /// Reflex and capacity start anew, as in a trial.
  void distort(const Instant& now, Drive& drive);

 private:
  std::vector<std::unique_ptr<Distortion>> distortions_;
};

/// Sampled at every control step. At the start clamps and machine jolt the body: what is measured
/// is measured 0.1 s later.
struct Trace {
  std::vector<double> time_s, angle_deg;
  std::vector<double> torque_nm;  // of the patient on the joint, positive as named
};

/// Every joint of the patient but one is locked.
struct Setup {
  std::string impairments = "[]";
  std::string joint;
  std::map<std::string, double> posture_rad = {};
  bool on_dynamometer = true;                        // else the joint is free
  Eigen::Vector4d pelvis_quaternion = {1, 0, 0, 0};  // w x y z
  PatientSettings patient = {};
};

class Laboratory {
 public:
  using Intention = std::function<void(const Instant& now, Drive& drive)>;

  explicit Laboratory(const Setup& setup);

  const Layout& layout() const { return model_->layout(); }
  /// The machine takes the joint where `angle_deg` says (without a machine: not asked for).
  Trace run(double duration_s, const std::function<double(double time_s)>& angle_deg,
            const Intention& intention);

 private:
  std::vector<std::unique_ptr<Impairment>> impairments_;
  bool on_dynamometer_;
  Posture posture_;
  std::optional<Model> model_;
  size_t joint_;
};

/// Nothing is asked of any muscle.
void relaxed(const Instant& now, Drive& drive);
/// Muscles that move the joint as named, or the other way, as hard as possible from `from_s` on.
Laboratory::Intention greatest_effort(const Layout& layout, const std::string& joint, bool as_named,
                                      double from_s = 0);

}  // namespace steppage
