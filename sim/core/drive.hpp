// What asks the body to move: muscles by origin of the drive, arms by the posture they are held in,
// hands by what they are to hold.
#pragma once

#include <algorithm>
#include <vector>

#include "core/side.hpp"

namespace steppage {

/// One muscle's drive; every member is 0 to 1.
struct MuscleDrive {
  double voluntary = 0;   // what volition still sends after central weakness
  double reflex = 0;      // spastic reflex, co-contraction, tone: bypasses the voluntary cap
  double stimulated = 0;  // fibres recruited by stimulation: bypasses it too
  double capacity = 1;    // what peripheral fatigue has left
  bool operator==(const MuscleDrive&) const = default;
};

struct Drive {
  std::vector<MuscleDrive> muscles;   // index as Layout::muscles
  std::vector<double> arm_angle_rad;  // wished, index as Layout::arm_joints
  PerSide<bool> hold = {true, true};  // whether a hand that can hold something wants to
  bool operator==(const Drive&) const = default;
};

/// Control of the one actuator: stimulation recruits from the fibres that volition left.
inline double control(const MuscleDrive& drive) {
  const double natural = std::clamp(drive.voluntary + drive.reflex, 0.0, 1.0);
  return (natural + (1.0 - natural) * drive.stimulated) * drive.capacity;
}

}  // namespace steppage
