// A recorded trial, simulated or real, fed to a detector sample by sample.
#pragma once

#include <string>

#include "core/trial.hpp"
#include "device/device.hpp"

namespace steppage {

/// Replaces the device trace of `recording` by what `detector` says of its streams, in order of
/// arrival; samples that arrive at the same time are taken in the order of the streams. A detector
/// that fails is a StopReason and hides how the patient fared; otherwise that is kept. Throws
/// InputError when there is no such detector, or a stream has a site that the device does not know.
/// Where the recording's scenario has a stimulator, it gets the detector's commands as it would in
/// a run, and nobody is moved by it: it can be timed by the detector or by itself, not by the
/// truth.
void replay(Trial& recording, const std::string& detector);

/// The same with a device at the sites of the recording's streams, which has taken nothing yet.
void replay(Trial& recording, Device device);

}  // namespace steppage
