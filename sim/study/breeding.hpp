// Minimises a function of many numbers by breeding: slow near a minimum, hard to trap.
#pragma once

#include "core/random.hpp"
#include "study/optimiser.hpp"

namespace steppage {

/// A point that is judged again and again, with what it cost in the last 20 generations or fewer.
struct Member {
  Eigen::VectorXd x;
  std::vector<double> costs;     // infinite where it was not finite
  std::vector<double> relative;  // to the median of the pool in the same generation
  bool operator==(const Member&) const = default;
};

/// All that a search remembers; a search made from it goes on with the same bits.
struct BreedingState {
  int population = 0;
  uint64_t seed = 1;
  double luck = 0;
  std::vector<Eigen::VectorXd> starts;
  Eigen::VectorXd step, low, high;

  int64_t generation = 0, evaluations = 0;  // that were told
  std::vector<Member> pool;                 // from best to worst
  bool operator==(const BreedingState&) const = default;
};

/// A genetic algorithm with elites, for functions that cost differently each time. A child is a
/// cross of two of the pool (each number from one or the other parent, or all on the line through
/// both) or a copy of one, of the better ones rather, and is then mutated: numbers are drawn afresh
/// from the whole box, or take a Gaussian step, more or fewer of them. In every generation pool and
/// children are judged on the same course, and the best 16 are the next pool; of equal points one
/// is kept. The first two generations judge the starts alone.
///
/// Courses differ in how hard they are, so costs count relative to the pool's median on the same
/// course. The order is that of the mean of a point's last 20 relative costs plus luck / sqrt(their
/// number): who was judged once is not trusted yet.
///
/// Made for the gains of walking reflexes, where good gaits lie in separate valleys with falls
/// between them; its shares and strengths were found there by trial.
class Breeding : public Optimiser {
 public:
  /// `starts`: at least one, in the box, which is finite; `step` > 0: of a mutation, for each
  /// coordinate; `luck` >= 0: by how much one cost may mislead.
  Breeding(std::vector<Eigen::VectorXd> starts, const Eigen::VectorXd& step,
           const SearchSettings& settings, double luck = 0);
  explicit Breeding(BreedingState state);

  std::vector<Eigen::VectorXd> ask() const override;
  void tell(std::span<const double> costs) override;

  /// First of the pool, with the mean of its last costs.
  std::optional<Evaluated> best() const override;
  Eigen::VectorXd mean() const override;
  int64_t generation() const override { return state_.generation; }
  int64_t evaluations() const override { return state_.evaluations; }
  /// The mean of the last costs of the pool's worst, and the share of failures in all of them.
  std::string spread(double failure) const override;
  const BreedingState& state() const { return state_; }

 private:
  Eigen::VectorXd child(Random& random) const;
  const Eigen::VectorXd& good_parent(Random& random) const;
  Eigen::VectorXd cross(const Eigen::VectorXd& a, const Eigen::VectorXd& b, Random& random) const;
  void select();
  void mutate(Eigen::VectorXd& x, Random& random) const;

  BreedingState state_;
};

}  // namespace steppage
