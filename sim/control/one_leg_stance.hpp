// Repetitions on one leg: the weight goes over to the standing leg, the other one leaves the floor,
// moves, holds, comes back, and the weight returns between the feet.
#pragma once

#include <string_view>
#include <vector>

#include "control/performing.hpp"
#include "core/cue.hpp"

namespace steppage {

/// How a standing patient is kept who is going to stand on one leg.
inline const PostureHold kOneLegStance = {{60, 36, 60}, 3, 60, 60, 10000, 300};

/// Weight shifts take their time: before the first repetition and after the last.
inline constexpr double kWeightShiftLead_s = 4;
inline constexpr double kWeightShiftRest_s = 7;

/// A joint of the free leg goes from where it hangs to an angle, holds it, and returns.
struct FreeLegMove {
  std::string_view joint;  // without its side; the one that a cue is measured by goes to its target
  double to_rad = 0;
};

struct OneLegStance {
  std::vector<FreeLegMove> moves;
  double lean_rad = 0;        // of the trunk over the standing leg
  double extra_lean_rad = 0;  // as far as the abductors of that leg need it
  double weight = 20;         // of the joints that move; balance comes first where it is small
  // How firmly the leg that is to be lifted stays beside the other until then: balance swings it
  // across where that is small, from where weak abductors do not bring it back.
  double beside = 0.5;
  // Of the body weight: what the hand on the free side presses on a support with, if it holds one.
  // That far from the standing hip, a little of it relieves the abductors much, like a cane.
  double leant_on = 0;
  std::vector<RepCue> heel_raises = {};  // of the standing leg, while the other is up
};

/// Who cannot carry the body on one leg does not lift the other, and whoever loses balance puts it
/// down and gives up the repetition.
std::unique_ptr<Movement> stand_on_one_leg(const Model& model, const OneLegStance& stance,
                                           const std::vector<RepCue>& cues);

}  // namespace steppage
