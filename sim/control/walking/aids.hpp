// What carries, guides or helps a patient who walks.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "control/walking/cane.hpp"
#include "control/walking/orthosis.hpp"

namespace steppage {

struct WalkingAids {
  double body_weight_support = 0;  // share of the weight that a harness carries
  std::vector<Orthosis> orthoses;
  std::optional<Cane> cane;
  std::optional<double> walker_load;  // body weights of both hands; none: without walker
  std::optional<Side> rail;           // the hand that slides along one
  bool in_hands() const { return cane || walker_load || rail; }
};

/// Settings "body_weight_support", "orthoses", "aid" and what belongs to it.
WalkingAids read_walking_aids(Reader& activity);

/// Before the start posture is sought.
void put_on(const WalkingAids& aids, BodySpec& body);
/// Makes of the posture in which a patient would start without aids the one with them.
void start_with(const WalkingAids& aids, BodySpec& body, Posture& posture);
/// `walking`, but for the arms that hold an aid.
std::unique_ptr<Performance> lean_on(const WalkingAids& aids, const Model& model,
                                     const Posture& posture, std::unique_ptr<Performance> walking);

}  // namespace steppage
