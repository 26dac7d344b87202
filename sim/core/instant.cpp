#include "core/instant.hpp"

#include <algorithm>

namespace steppage {

int find_index(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

size_t joint_index(const Layout& layout, Side side, std::string_view part) {
  return static_cast<size_t>(
      find_index(layout.joints, std::string(name(side)) + "_" + std::string(part)));
}

}  // namespace steppage
