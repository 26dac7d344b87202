// The base of support: the smallest convex polygon around points of the floor.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace steppage {

class ConvexHull {
 public:
  explicit ConvexHull(std::vector<Eigen::Vector2d> points);
  size_t size() const { return corner_.size(); }
  /// The point of the polygon that is closest to `point`.
  Eigen::Vector2d nearest(const Eigen::Vector2d& point) const;

 private:
  std::vector<Eigen::Vector2d> corner_;  // anticlockwise
};

}  // namespace steppage
