// Minimises a function by following the shape of the valley that it starts in.
#pragma once

#include "study/optimiser.hpp"

namespace steppage {

/// All that a search remembers; a search made from it goes on with the same bits. The search space
/// counts steps from the start: x = start + step * u, coordinate by coordinate, then mirrored into
/// the box.
struct CmaEsState {
  int population = 0;
  uint64_t seed = 1;
  Eigen::VectorXd start, step, low, high;

  int64_t generation = 0;           // that were told
  Eigen::VectorXd mean;             // u
  double sigma = 1;                 // standard deviation of candidates: sigma sqrt(covariance)
  Eigen::MatrixXd covariance;       // n x n
  Eigen::VectorXd covariance_path;  // p_c
  Eigen::VectorXd sigma_path;       // p_sigma
  Eigen::MatrixXd basis;            // B: eigenvectors of the covariance when last decomposed
  Eigen::VectorXd axes;             // D: square roots of its eigenvalues
  std::optional<Evaluated> best;    // of all finite costs
  bool operator==(const CmaEsState&) const = default;
};

/// The (mu/mu_w, lambda)-CMA-ES of N. Hansen, "The CMA evolution strategy: a tutorial"
/// (arXiv:1604.00772v2, appendix A), with its default parameters: weighted recombination, rank-one
/// and rank-mu update with negative weights, cumulative step-size adaptation.
///
/// Bounds: the search itself has none, it minimises the function's mirror images. A candidate that
/// lands outside is reflected at the bound, as often as needed. Nothing is drawn again and nothing
/// is weighed against the cost.
///
/// Only the order of the costs of one generation matters.
class CmaEs : public Optimiser {
 public:
  /// `start` inside the box; `step` > 0: a first standard deviation for each coordinate, of which
  /// about a third of the range in question is good. The box may be infinite, and is where none is
  /// given; the usual population is 4 + 3 ln n.
  CmaEs(const Eigen::VectorXd& start, const Eigen::VectorXd& step,
        const SearchSettings& settings = {});
  explicit CmaEs(CmaEsState state);

  std::vector<Eigen::VectorXd> ask() const override;
  void tell(std::span<const double> costs) override;

  /// Of all that were evaluated.
  std::optional<Evaluated> best() const override { return state_.best; }
  /// Where the next candidates will be centred.
  Eigen::VectorXd mean() const override { return to_box(state_.mean); }
  int64_t generation() const override { return state_.generation; }
  int64_t evaluations() const override { return state_.generation * state_.population; }
  /// Step size; 1 at the start, when it is `step` in each coordinate.
  std::string spread(double failure) const override;
  const CmaEsState& state() const { return state_; }

 private:
  // What follows from the number of coordinates and of candidates; names as in the tutorial.
  struct Coefficients {
    Eigen::VectorXd weights;  // of candidates from best to worst; the worse half is negative
    int mu = 0;               // how many are positive
    double mu_eff = 0, c_sigma = 0, d_sigma = 0, c_c = 0, c_1 = 0, c_mu = 0;
    double expected_length = 0;   // of a standard Gaussian vector
    int64_t decompose_every = 1;  // generations
  };
  static Coefficients coefficients(int dimension, int population);

  Eigen::MatrixXd draw() const;  // n x population standard Gaussian numbers
  Eigen::VectorXd to_box(const Eigen::VectorXd& u) const;
  std::vector<int> rank(std::span<const double> costs) const;
  void note_best(int candidate, double cost);
  void decompose();

  CmaEsState state_;
  Coefficients k_;
};

}  // namespace steppage
