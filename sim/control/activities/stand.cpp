#include "control/activities/stand.hpp"

#include "control/posture_holding.hpp"
#include "control/postures.hpp"

namespace steppage {
std::unique_ptr<Activity> read_stand(Reader& reader) {
  const double duration_s = reader.number("duration_s", {1, 3600}, 60);
  const std::string support = reader.text("support", {"none", "left_hand", "right_hand"}, "none");
  return keep_posture({duration_s, kStanding, stand_at_support, support});
}

}  // namespace steppage
