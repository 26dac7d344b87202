// The patient's body in the hands of an experimenter: taken apart as MJCF, changed, and stepped by
// the bare engine.
#pragma once

#include <mujoco/mujoco.h>

#include <functional>
#include <memory>
#include <string>

#include "patient/body.hpp"

namespace steppage {

struct DeleteModel {
  void operator()(mjModel* m) const { mj_deleteModel(m); }
};
struct DeleteData {
  void operator()(mjData* d) const { mj_deleteData(d); }
};
using EngineModel = std::unique_ptr<mjModel, DeleteModel>;
using EngineData = std::unique_ptr<mjData, DeleteData>;

/// A man of the reference size, whose muscles are the published ones times `strength`.
PatientSettings reference_man(double strength);

/// The patient's MJCF after `change`, compiled. A failure stops the test program with the engine's
/// message.
EngineModel altered_body(const PatientSettings& patient,
                         const std::function<void(mjSpec*)>& change);

/// Leaves the arms limp.
void remove_arm_servos(mjSpec* spec);

/// Tendon force of a muscle whose path is held, by bisection on fibre + tendon = path with the
/// published curves written out: independent of the code under test.
double isometric_force_n(const MuscleParameters& muscle, double activation, double path_m);

/// Joint, actuator or sensor by name; the test fails when there is none.
int id_of(const mjModel* m, mjtObj type, const std::string& name);

/// Sets every muscle's control to `activation` and every activation state likewise, fibres at
/// equilibrium.
void co_contract(const mjModel* m, mjData* d, double activation);

}  // namespace steppage
