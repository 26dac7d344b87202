// What a picture shows beyond the engine's own shapes. For picture.cpp only.
#pragma once

#include <mujoco/mujoco.h>

#include <Eigen/Core>

#include "physics/picture.hpp"

namespace steppage {

/// A square wall across a direction.
void draw_wall(const Eigen::Vector3d& middle, const Eigen::Vector3d& normal, double half_width_m,
               const float* rgba, mjvScene& scene);

/// Lines half a metre apart on the floor around a place.
void draw_floor_grid(const Eigen::Vector3d& around, mjvScene& scene);

/// The path of who walks along x, around a place: a mark at each metre and its number.
void draw_metres(const Eigen::Vector3d& around, mjvScene& scene);

/// A bone from each of the patient's joints to the next.
void draw_bones(const Model& model, const mjData& data, mjvScene& scene);

/// `data` has the paths of the tendons.
void draw_muscles(const Model& model, const mjData& data,
                  const std::map<std::string, double>& activation, mjvScene& scene);

/// A dark box at each site that has a sensor.
void draw_imus(const Model& model, const mjData& data, mjvScene& scene);

/// Tip of the arrow of a force that acts at `foot`.
Eigen::Vector3d arrow_tip(const Eigen::Vector3d& foot, const Eigen::Vector3d& force_n);
void draw_force(const Eigen::Vector3d& foot, const Eigen::Vector3d& force_n, mjvScene& scene);

/// Colour of a muscle.
Eigen::Vector3f muscle_colour(double activation);

}  // namespace steppage
