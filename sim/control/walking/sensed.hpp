// What the nerves of a walking patient report at one moment, in the units of WalkingGains.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/gravity.hpp"
#include "physics/physics.hpp"

namespace steppage {

struct Turning {
  double angle = 0;  // rad
  double rate = 0;   // rad per sqrt(L / g)
};

/// Joint angles positive as named; forces in the order of kLegMuscles, in the greatest ones that
/// the muscles of the patient for whom gaits are tuned would have at this body weight.
struct SensedLeg {
  Turning hip_flexion, hip_adduction, hip_rotation, knee_flexion, ankle_dorsiflexion,
      subtalar_inversion;
  double load = 0;  // body weights
  std::vector<double> force;
  // Of the centre of mass in front of this foot and towards its own side, along the heading.
  double ahead = 0, beside = 0;  // leg lengths
};

struct Sensed {
  PerSide<SensedLeg> legs;
  Turning pelvis_pitch, trunk_pitch;  // forward lean
  Turning pelvis_lean, trunk_lean;    // to the left
  Turning lumbar_flexion, lumbar_bending, lumbar_rotation;
  double heading = 0;                // rad, to the left of the path
  double off_path = 0;               // leg lengths, likewise
  double speed = 0, speed_left = 0;  // sqrt(L g), against the floor
};

/// The muscles of a leg that reflexes command; HFL and HAB stand for their lines where a name ends
/// in _1, _2.
inline constexpr std::array<const char*, 17> kLegMuscles = {
    "GMAX", "HAB_1", "HAB_2", "HAD", "HFL_1", "HFL_2", "HAM", "BFSH", "RF",
    "VAS",  "GAS",   "SOL",   "TA",  "TP",    "FDL",   "PER", "EDL"};
enum LegMuscle {
  GMAX,
  HAB_1,
  HAB_2,
  HAD,
  HFL_1,
  HFL_2,
  HAM,
  BFSH,
  RF,
  VAS,
  GAS,
  SOL,
  TA,
  TP,
  FDL,
  PER,
  EDL
};

/// Straight ahead along x from the origin, or along another path of the world.
struct Path {
  Eigen::Vector2d start_m = Eigen::Vector2d::Zero();
  double direction_rad = 0;
};

/// From the hip joint to the sole of a straight leg.
double leg_length_m(const Model& model);

class Nerves {
 public:
  explicit Nerves(const Model& model);
  Sensed sense(const Instant& now, const Path& path) const;
  double leg_length_m() const { return leg_length_m_; }
  /// How strong the legs are for the weight that they carry; the default patient's are 1.09. What
  /// is commanded is force in body weights: whoever is stronger needs less excitation for it.
  double strength() const { return strength_; }
  /// Index in Layout::muscles of a LegMuscle of that side.
  size_t muscle(Side side, size_t muscle) const { return muscles_[side][muscle]; }

 private:
  struct Joints {
    size_t hip_flexion, hip_adduction, hip_rotation, knee_flexion, ankle_dorsiflexion,
        subtalar_inversion;
  };
  Turning turning(const Instant& now, size_t joint) const;

  double leg_length_m_ = 1, second_ = 1;  // sqrt(L / g)
  double weight_n_ = 1, strength_ = 1;
  Eigen::Vector2d floor_velocity_m_s_;
  PerSide<Joints> joints_;
  size_t lumbar_flexion_, lumbar_bending_, lumbar_rotation_;
  PerSide<std::vector<size_t>> muscles_;
  PerSide<std::vector<double>> max_force_n_;
};

}  // namespace steppage
