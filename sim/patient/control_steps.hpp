// What impairments remember from control step to control step.
#pragma once

#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "core/random.hpp"
#include "core/time.hpp"

namespace steppage {

/// Seconds since it was asked last; 0 at first.
class Stopwatch {
 public:
  double lap_s(Time now);

 private:
  std::optional<Time> before_;
};

/// What some quantities were at the last control steps.
class Past {
 public:
  explicit Past(Time longest) : longest_(longest) {}
  void remember(Time now, std::vector<double> values);
  /// As one of them was `age` ago, between control steps on a straight line; as far as nothing is
  /// remembered so long, as it was first.
  double ago(Time age, size_t index) const;
  /// The smallest and the largest of each since the longest ago.
  std::vector<double> smallest() const;
  std::vector<double> largest() const;

 private:
  struct Moment {
    Time time;
    std::vector<double> values;
  };
  Time longest_;
  std::deque<Moment> moments_;
};

/// A first-order random process about 0.
class Wander {
 public:
  /// `spread`: standard deviation in the long run; `time_constant_s`: how long it keeps a value.
  Wander(uint64_t seed, std::string_view stream, double spread, double time_constant_s);
  double step(double step_s);

 private:
  Random random_;
  double spread_, time_constant_s_;
  double value_;
};

}  // namespace steppage
