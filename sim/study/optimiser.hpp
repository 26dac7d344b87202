// What every search offers: it asks for points and is told what they cost.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace steppage {

struct SearchSettings {
  int population = 0;  // candidates a generation, at least 4; 0: the method's own
  uint64_t seed = 1;
  Eigen::VectorXd low = {}, high = {};  // the box of candidates
};

/// A point that was evaluated.
struct Evaluated {
  Eigen::VectorXd x;
  double cost = 0;
  bool operator==(const Evaluated&) const = default;
};

/// Minimises a function of some real numbers that can only be evaluated, noisily or not smoothly,
/// generation by generation: the candidates of one shall be judged on the same course, with the
/// same noise, and those of the next on another. A cost that is not finite counts as worse than any
/// other; among equals the earlier candidate wins.
class Optimiser {
 public:
  virtual ~Optimiser() = default;

  /// The candidates of the present generation; the same ones until their costs are told.
  virtual std::vector<Eigen::VectorXd> ask() const = 0;
  /// Their costs, in the same order.
  virtual void tell(std::span<const double> costs) = 0;

  /// Of least cost; empty before a finite cost was told.
  virtual std::optional<Evaluated> best() const = 0;
  /// The middle of what the search goes on from.
  virtual Eigen::VectorXd mean() const = 0;
  virtual int64_t generation() const = 0;  // that were told
  virtual int64_t evaluations() const = 0;
  /// How far it has come together, in words and numbers. A cost of `failure` or more is a failure.
  virtual std::string spread(double failure) const = 0;
};

}  // namespace steppage
