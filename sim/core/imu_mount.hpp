// How an inertial sensor is worn.
#pragma once

namespace steppage {

struct ImuMount {
  double mass_kg = 0.012;
  bool soft = false;  // on a strap over soft tissue instead of rigidly on the bone
  bool operator==(const ImuMount&) const = default;
};

}  // namespace steppage
