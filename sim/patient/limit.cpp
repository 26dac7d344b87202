#include "patient/limit.hpp"

#include <numbers>

namespace steppage {

Limit read_limit(Reader& reader) {
  constexpr double kDegree = std::numbers::pi / 180;
  constexpr Range kAngles_deg = {-60, 140};
  const bool above = reader.has("above_deg"), below = reader.has("below_deg");
  Limit limit{above, 0};
  if (above) limit.angle_rad = kDegree * reader.number("above_deg", kAngles_deg);
  if (below) limit.angle_rad = kDegree * reader.number("below_deg", kAngles_deg);
  if (!above && !below) reader.problem("", "needs above_deg or below_deg");
  if (above && below) reader.problem("below_deg", "cannot be given together with above_deg");
  return limit;
}

}  // namespace steppage
