#include "control/convex_hull.hpp"

#include <algorithm>
#include <limits>

namespace steppage {
namespace {

// Positive when the way from a over b to c turns left.
double turn(const Eigen::Vector2d& a, const Eigen::Vector2d& b, const Eigen::Vector2d& c) {
  return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
}

Eigen::Vector2d nearest_on_edge(const Eigen::Vector2d& a, const Eigen::Vector2d& b,
                                const Eigen::Vector2d& point) {
  const Eigen::Vector2d edge = b - a;
  return a + std::clamp((point - a).dot(edge) / edge.squaredNorm(), 0.0, 1.0) * edge;
}

}  // namespace

// Andrew's monotone chain: the lower border from left to right, then the upper one back.
ConvexHull::ConvexHull(std::vector<Eigen::Vector2d> points) {
  std::sort(points.begin(), points.end(), [](const Eigen::Vector2d& a, const Eigen::Vector2d& b) {
    return a.x() != b.x() ? a.x() < b.x() : a.y() < b.y();
  });
  const auto add = [this](const Eigen::Vector2d& point, size_t least) {
    while (corner_.size() > least && turn(corner_.end()[-2], corner_.back(), point) <= 0)
      corner_.pop_back();
    corner_.push_back(point);
  };
  for (const Eigen::Vector2d& point : points) add(point, 1);
  const size_t lower = corner_.size();
  for (size_t i = points.size(); i-- > 0;)
    if (i + 1 < points.size()) add(points[i], lower);
  if (corner_.size() > 1) corner_.pop_back();  // the first again
}

Eigen::Vector2d ConvexHull::nearest(const Eigen::Vector2d& point) const {
  Eigen::Vector2d best = point;
  double least = std::numeric_limits<double>::infinity();
  bool is_inside = true;
  for (size_t i = 0; i < corner_.size(); ++i) {
    const Eigen::Vector2d &a = corner_[i], &b = corner_[(i + 1) % corner_.size()];
    if (turn(a, b, point) < 0) is_inside = false;
    const Eigen::Vector2d candidate = nearest_on_edge(a, b, point);
    const double distance = (candidate - point).squaredNorm();
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return is_inside ? point : best;
}

}  // namespace steppage
