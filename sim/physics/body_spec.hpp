// A body that is being built: muscles, joints and segments instead of arrays. Compiled once, then
// constant.
#pragma once

#include <Eigen/Core>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/imu_mount.hpp"
#include "core/side.hpp"
#include "physics/floor.hpp"
#include "physics/model.hpp"
#include "physics/muscle.hpp"

struct mjSpec_;

namespace steppage {

struct Posture;

/// Mass, centre of mass and principal moments of a segment, in its body's frame.
struct SegmentInertia {
  double mass_kg = 0;
  Eigen::Vector3d com_m = Eigen::Vector3d::Zero();
  Eigen::Vector3d moments_kg_m2 =
      Eigen::Vector3d::Zero();  // about the com, axes of the body's frame
};

/// Where no tissue hinders a joint: it resists with less than the weight of a lower leg would bend
/// it by.
struct FreeRange {
  double least_rad = -std::numeric_limits<double>::infinity();
  double most_rad = std::numeric_limits<double>::infinity();
};

/// Places and sizes of a body with all joints at zero and the root at the origin, by name.
struct Shape {
  std::map<std::string, Eigen::Vector3d> body_m;  // origin of the body's frame
  std::map<std::string, Eigen::Vector3d> geom_m;  // centre
  std::map<std::string, double> radius_m;         // of spheres and capsules
  std::map<std::string, double> half_length_m;    // of capsules, without their caps
  std::map<std::string, double> path_m;           // length of a tendon's path
};

class BodySpec {
 public:
  /// A world with a floor and the bodies of `mjcf` (angles in radians), with the engine settings of
  /// every trial.
  explicit BodySpec(std::string_view mjcf);

  /// Adds the mirror image (y to -y) of every body, site, tendon named right_*, as left_*.
  void mirror_right_side();
  /// Scales positions in the body's frame by `length`, thickness of its geoms by `girth`.
  void scale(std::string_view body, double length, double girth);
  void set_inertia(std::string_view body, const SegmentInertia& inertia);
  /// Adds a muscle on the tendon of the same name.
  void add_muscle(std::string_view name, const MuscleParameters& muscle);
  /// Multiplies contractile and passive force (atrophy, strength).
  void scale_strength(std::string_view muscle, double factor);
  /// Multiplies the optimal fibre length; force and tendon stay (contracture).
  void scale_fibre(std::string_view muscle, double factor);
  bool has_muscle(std::string_view name) const;
  /// A torque servo that holds a joint at the angle of its control, within `limit_nm`.
  void add_servo(std::string_view joint, double stiffness_nm_rad, double damping_nms_rad,
                 double limit_nm);
  /// Adds an ideal inertial sensor at the site of that name, on a mount of its own.
  void add_imu(std::string_view site, const ImuMount& mount);
  /// Adds a prop that stands still in the world, or is worn firmly by a body of the patient, in
  /// that body's frame; its names get the prefix "PROP/".
  void attach(std::string_view prop, std::string_view mjcf, const Eigen::Vector3d& position_m,
              std::string_view to = "world");
  /// The hand of that side can hold a point of a body, in that body's frame: of "world", or of the
  /// patient. It slips above `limit_n`. It holds from the start when the posture brings it there.
  void add_grasp(Side side, std::string_view body, const Eigen::Vector3d& point_m, double limit_n);
  /// Lets a joint turn as far as `angle_rad`, when that is beyond its range.
  void widen_range(std::string_view joint, double angle_rad);
  /// Tissue that resists a joint beyond an angle, above or below it, in proportion to how far.
  void add_stop(std::string_view joint, bool above, double angle_rad, double stiffness_nm_rad);
  /// Within the stops that were added.
  FreeRange free_range(const std::string& joint) const;
  /// Turns joints that are beyond their free range to its end.
  void keep_free(Posture& posture) const;
  /// Lets two geoms of the patient touch each other, which by themselves touch the world only.
  void add_contact(std::string_view geom, std::string_view other);
  /// Feet meet the floor through a heel pad and the sole of a shoe, and all else through the flesh
  /// of who falls (models/README.md).
  void put_on_shoes();
  /// Makes the floor such as is wanted. Shoes come first.
  void lay_floor(const Floor& wanted);
  /// The floor is a belt without end whose surface moves at that velocity.
  void move_floor(const Eigen::Vector2d& velocity_m_s);
  /// A harness pulls the trunk upwards, at its centre of mass, with that share of the weight of
  /// patient and what is worn so far.
  void support_weight(double share);
  /// A laboratory rig, not a part of any clinic's trial: the pelvis is clamped in the posture,
  /// every joint is locked at its angle but `joint`, which is free.
  void clamp(const Posture& posture, std::string_view joint);
  /// The same, but a machine turns that joint (Physics::turn_dynamometer).
  void mount_on_dynamometer(const Posture& posture, std::string_view joint);

  /// Where everything is with all joints at zero and the root at the origin.
  Shape shape() const;

  /// Where a site is in that posture (m, world).
  Eigen::Vector3d site(std::string_view name, const Posture& posture) const;

  /// Throws InputError when the engine refuses the body or warns about it.
  Model compile() const;
  /// The body as MJCF for the engine's own viewer and Python, with every digit.
  std::string mjcf() const;
  /// The same with the posture as the keyframe "start"; its fibres are in equilibrium, at rest.
  std::string mjcf(const Posture& start) const;

 private:
  struct Delete {
    void operator()(mjSpec_* spec) const;
  };
  using Spec = std::unique_ptr<mjSpec_, Delete>;
  Spec with_sensors() const;

  Spec spec_;
  std::vector<std::string> imu_sites_;
  std::map<std::string, FreeRange> free_ranges_;
};

}  // namespace steppage
