#include "control/activities/lie.hpp"

#include "control/posture_holding.hpp"
#include "control/postures.hpp"

namespace steppage {
namespace {

// At rest: the table carries everything.
const PostureHold kLying = {};

Posture prepare(BodySpec& body, const std::string& /*support*/) { return lie_on_table(body); }

}  // namespace

std::unique_ptr<Activity> read_lie(Reader& reader) {
  const double duration_s = reader.number("duration_s", {1, 3600}, 60);
  return keep_posture({duration_s, kLying, prepare, "table"});
}

}  // namespace steppage
