// Ankle-foot orthoses.
#pragma once

#include <vector>

#include "physics/body_spec.hpp"
#include "scenario/reader.hpp"

namespace steppage {

/// Worn on one leg: it resists plantarflexion beyond its neutral angle like a spring between shank
/// and foot, lets the ankle dorsiflex freely, and weighs 0.4 kg.
struct Orthosis {
  Side side = Side::kRight;
  double stiffness_nm_rad = 0;
  double neutral_rad = 0;  // dorsiflexion
};

/// The array "orthoses" of an activity, one a side at most.
std::vector<Orthosis> read_orthoses(Reader& activity);

void put_on(const Orthosis& orthosis, BodySpec& body);

}  // namespace steppage
