// Minimises a function of many numbers by breeding: slow near a minimum, hard to trap.
#pragma once

#include "core/random.hpp"
#include "study/optimiser.hpp"

namespace steppage {

/// All that a search remembers; a search made from it goes on with the same bits.
struct BreedingState {
  int population = 0;
  uint64_t seed = 1;
  std::vector<Eigen::VectorXd> starts;
  Eigen::VectorXd step, low, high;

  int64_t generation = 0, evaluations = 0;  // that were told
  std::vector<Evaluated> pool;              // from best to worst; infinite: not judged
  bool operator==(const BreedingState&) const = default;
};

/// A genetic algorithm with elites. The best 16 of all candidates are the pool. A child is a cross
/// of two of the pool (each number from one or the other parent, or all on the line through both)
/// or a copy of one, of the better ones rather, and is then mutated: numbers are drawn afresh from
/// the whole box, or take a Gaussian step, more or fewer of them. Children and pool compete; of
/// candidates of the same cost one is kept. Every eighth generation is another course, in which the
/// pool is judged again together with the children: luck does not stay at the top.
///
/// Made for the gains of walking reflexes, where good gaits lie in separate valleys with falls
/// between them; its shares and strengths were found there by trial.
class Breeding : public Optimiser {
 public:
  /// `starts`: at least one, in the box, which is finite; `step` > 0: of a mutation, for each
  /// coordinate.
  Breeding(std::vector<Eigen::VectorXd> starts, const Eigen::VectorXd& step,
           const SearchSettings& settings);
  explicit Breeding(BreedingState state);

  std::vector<Eigen::VectorXd> ask() const override;
  void tell(std::span<const double> costs) override;

  /// Of the pool: on the course on which all of it was judged.
  std::optional<Evaluated> best() const override;
  Eigen::VectorXd mean() const override;
  int64_t generation() const override { return state_.generation; }
  int64_t evaluations() const override { return state_.evaluations; }
  int64_t course() const override;
  std::string spread() const override;
  const BreedingState& state() const { return state_; }

 private:
  bool judges_pool_again() const;
  Eigen::VectorXd child(Random& random) const;
  const Eigen::VectorXd& good_parent(Random& random) const;
  Eigen::VectorXd cross(const Eigen::VectorXd& a, const Eigen::VectorXd& b, Random& random) const;
  void mutate(Eigen::VectorXd& x, Random& random) const;

  BreedingState state_;
};

}  // namespace steppage
