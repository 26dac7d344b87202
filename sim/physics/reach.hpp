// Joint angles that bring points of the body to places.
#pragma once

#include <Eigen/Core>
#include <span>
#include <string>
#include <vector>

#include "core/side.hpp"
#include "physics/model.hpp"
#include "physics/posture.hpp"

namespace steppage {

/// A point of the patient or of a prop, in its body's frame.
struct BodyPoint {
  std::string body;
  Eigen::Vector3d point_m = Eigen::Vector3d::Zero();
};

/// Where a point should be, in the world. Axes of the world with weight 0 are left free.
struct Aim {
  BodyPoint point;
  Eigen::Vector3d place_m;
  Eigen::Vector3d weight = Eigen::Vector3d::Ones();
};

struct Reached {
  Posture posture;
  double distance_m = 0;  // largest that is left, along axes that are not free
};

/// What the hand of that side can hold.
BodyPoint graspable(const Model& model, Side hand);

/// Where a point is in that posture (m, world).
Eigen::Vector3d place(const Model& model, const Posture& posture, const BodyPoint& point);

/// Turns the named joints, within their ranges, until the points are where they should be; of all
/// solutions takes one near the angles of `from`.
Reached reach(const Model& model, const Posture& from, const std::vector<std::string>& joints,
              std::span<const Aim> aims);

/// The arm of that side brings its grip to a point of the body, which the arm does not move.
Reached reach_with_hand(const Model& model, const Posture& from, Side side, const BodyPoint& point);

}  // namespace steppage
