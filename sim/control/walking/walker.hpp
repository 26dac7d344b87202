// A walking frame in both hands.
#pragma once

#include <memory>

#include "control/activities.hpp"

namespace steppage {

/// Rolls along in front, held by both hands, which lean on it all the time.
struct Walker {
  double load =
      0;  // vertical, body weights, of both hands; what balance adds or takes comes on top
};

/// Puts one that fits before who is in that posture and takes it in both hands. Changes the arms.
void take_hold_of_walker(BodySpec& body, Posture& posture);

/// `walking`, but for the arms, which stay as they are in the posture and press on the walker.
std::unique_ptr<Performance> lean_on_walker(const Model& model, const Walker& walker,
                                            const Posture& posture,
                                            std::unique_ptr<Performance> walking);

}  // namespace steppage
