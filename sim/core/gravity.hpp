#pragma once

namespace steppage {

inline constexpr double kGravity_m_s2 = 9.81;  // of the physics

}  // namespace steppage
