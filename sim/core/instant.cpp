#include "core/instant.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace steppage {

int find_index(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

size_t index_of(const std::vector<std::string>& names, std::string_view name) {
  const int index = find_index(names, name);
  CHECK(index >= 0);
  return static_cast<size_t>(index);
}

size_t joint_index(const Layout& layout, Side side, std::string_view part) {
  return index_of(layout.joints, std::string(name(side)) + "_" + std::string(part));
}

Eigen::Vector2d middle_m(const std::vector<SolePoint>& sole) {
  Eigen::Vector2d sum = Eigen::Vector2d::Zero();
  for (const SolePoint& point : sole) sum += point.place_m.head<2>();
  return sum / static_cast<double>(sole.size());
}

}  // namespace steppage
