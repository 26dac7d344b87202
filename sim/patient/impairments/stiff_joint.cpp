// A stiff joint: tissue resists beyond an angle (contracture of the joint, or of the muscles across
// it where only its torque is known).
#include <numbers>

#include "patient/antagonists.hpp"
#include "patient/impairments/kinds.hpp"
#include "patient/limit.hpp"

namespace steppage {

std::unique_ptr<Impairment> read_stiff_joint(Reader& reader) {
  constexpr double kPerDegree = 180 / std::numbers::pi;
  const std::vector<Side> sides = read_sides(reader);
  const std::string part = reader.text("joint", muscle_driven_joints());
  const Limit limit = read_limit(reader);
  const double stiffness_nm_rad = kPerDegree * reader.number("stiffness_nm_deg", {0, 10});
  if (stiffness_nm_rad == 0) return nothing();
  return reshaping([=](BodySpec& body) {
    for (const Side side : sides)
      body.add_stop(std::string(name(side)) + "_" + part, limit.above, limit.angle_rad,
                    stiffness_nm_rad);
  });
}

}  // namespace steppage
