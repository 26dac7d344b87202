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
/// generation by generation. A cost that is not finite counts as worse than any other; among equals
/// the earlier candidate wins.
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
  /// Costs are compared with those told under the same number: of a noisy function, all of one
  /// number shall have the same noise.
  virtual int64_t course() const = 0;
  /// How far it has come together, in a word and a number.
  virtual std::string spread() const = 0;
};

}  // namespace steppage
