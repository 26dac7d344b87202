// Whether the simulated world kept its books.
#include <array>

#include "score/metrics.hpp"

namespace steppage {
namespace {

Value force(const MomentumResidual& residual) { return {residual.force_n, 1}; }
Value moment(const MomentumResidual& residual) { return {residual.moment_nm, 1}; }

constexpr std::array<PhysicsMetric, 2> kPhysicsMetrics = {{
    {{"momentum_residual_force_n", "N",
      "largest |rate of momentum - gravity - contacts| of the patient", Better::kLower},
     force},
    {{"momentum_residual_moment_nm", "N m",
      "largest |rate of angular momentum - contacts| of the patient", Better::kLower},
     moment},
}};

}  // namespace

std::span<const PhysicsMetric> physics_metrics() { return kPhysicsMetrics; }

}  // namespace steppage
