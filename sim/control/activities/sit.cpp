#include "control/activities/sit.hpp"

#include "control/posture_holding.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

const PostureHold kSitting = {{60, 36, 60}, 1, 30, 60, 0, 0};

Posture prepare(BodySpec& body, const std::string& chair) {
  return sit_on_chair(body, chair == "chair_with_arm_rests");
}

}  // namespace

std::unique_ptr<Activity> read_sit(Reader& reader) {
  const double duration_s = reader.number("duration_s", {1, 3600}, 60);
  const std::string chair = reader.text("support", {"chair", "chair_with_arm_rests"}, "chair");
  return keep_posture({duration_s, kSitting, prepare, chair});
}

}  // namespace steppage
