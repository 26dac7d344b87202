// Pain: as a joint comes near a painful angle, the muscles that would move it further are inhibited
// and their antagonists guard it.
#include <algorithm>
#include <numbers>

#include "patient/antagonists.hpp"
#include "patient/impairments/kinds.hpp"
#include "patient/limit.hpp"

namespace steppage {
namespace {

constexpr double kNear_rad = 10 * std::numbers::pi / 180;  // where it begins to hurt
constexpr double kGuarding = 0.15;                         // drive of the antagonists at severity 1

class Hurting final : public Distortion {
 public:
  Hurting(const Layout& layout, const std::vector<Side>& sides, const std::string& part,
          const Limit& limit, double severity)
      : limit_(limit), severity_(severity) {
    for (const Side side : sides) {
      const std::string joint = std::string(name(side)) + "_" + part;
      joints_.push_back({index_of(layout.joints, joint), movers(layout, joint, limit.above),
                         movers(layout, joint, !limit.above)});
    }
  }

  void distort(const Instant& now, Drive& drive) override {
    for (const Joint& joint : joints_) {
      const double beyond_rad = limit_.beyond_rad(now.joint_angle_rad[joint.index]);
      const double pain = severity_ * std::clamp(1 + beyond_rad / kNear_rad, 0.0, 1.0);
      for (const size_t muscle : joint.further) drive.muscles[muscle].voluntary *= 1 - pain;
      for (const size_t muscle : joint.guards) drive.muscles[muscle].reflex += kGuarding * pain;
    }
  }

 private:
  struct Joint {
    size_t index;
    std::vector<size_t> further, guards;
  };
  std::vector<Joint> joints_;
  Limit limit_;
  double severity_;
};

}  // namespace

std::unique_ptr<Impairment> read_pain_limited_range(Reader& reader) {
  const std::vector<Side> sides = read_sides(reader);
  const std::string part = reader.text("joint", muscle_driven_joints());
  const Limit limit = read_limit(reader);
  const double severity = reader.number("severity", {0, 1});
  if (severity == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<Hurting>(layout, sides, part, limit, severity);
  });
}

}  // namespace steppage
