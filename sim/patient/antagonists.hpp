// Which muscles move a joint of the leg which way.
#pragma once

#include <string>
#include <vector>

#include "core/instant.hpp"

namespace steppage {

/// Joints of one leg that muscles of the table move, without their side ("knee_flexion").
std::vector<std::string> muscle_driven_joints();
/// Indices in Layout::muscles of those that move a joint ("right_knee_flexion") the way of its
/// name, or the other way.
std::vector<size_t> movers(const Layout& layout, const std::string& joint, bool as_named);

}  // namespace steppage
