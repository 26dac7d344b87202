// truth/motion.csv, read back into what a picture shows.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/trial.hpp"
#include "physics/picture.hpp"

namespace steppage {

class RecordedMotion {
 public:
  /// Finds the columns of the body's joints and muscles by name. Throws InputError at `file` when
  /// one is missing or there is no moment at all.
  RecordedMotion(const Layout& layout, Table motion, const std::string& file);

  double start_s() const { return motion_.rows.front()[time_]; }
  double end_s() const { return motion_.rows.back()[time_]; }
  /// The recorded moment nearest to a time.
  VisibleMoment at(double time_s) const;
  /// Where over the floor the patient is on the whole: the pelvis, averaged over what lies within
  /// half a second, or as far as the nearer end of the motion. A stride's swaying is not in it.
  Eigen::Vector2d place_m(double time_s) const;

 private:
  struct Named {
    std::string name;
    size_t column;
    double unit;  // of the column
  };

  Table motion_;
  size_t time_;
  std::vector<size_t> pelvis_;  // x y z, then quaternion w x y z
  std::vector<size_t> walker_;  // likewise; empty: none
  std::vector<Named> joints_, muscles_;
  PerSide<std::array<size_t, 3>> ground_reaction_{};
  PerSide<std::array<size_t, 2>> centre_of_pressure_;
};

}  // namespace steppage
