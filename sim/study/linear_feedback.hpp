// Feedback for what goes on from step to step, from how it went on: identified, then optimised.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

namespace steppage {

/// From one step to the next. States are deviations from what is usual.
struct Transition {
  Eigen::VectorXd state, input, next;
};

struct FeedbackAims {
  Eigen::VectorXd wander;  // deviations of the states that matter equally
  Eigen::VectorXd most;    // inputs that are equally large
  double effort = 1;       // what inputs matter against states
};

/// next = a * state + b * input, but for chance: from one moment to the next.
struct LinearSteps {
  Eigen::MatrixXd a, b;
};

/// Those of which no state is further from the median than `most` times the median distance, at
/// their end twice that: a fall that begins follows other laws than steady steps do, and would
/// outweigh them.
std::vector<Transition> without_outliers(std::span<const Transition> seen, double most);

/// By least squares; `prior` steps at the states' own standard deviations and at inputs of `most`,
/// which led to the usual state, keep what was not excited at 0 (ridge).
LinearSteps identify(std::span<const Transition> seen, const FeedbackAims& aims, double prior);

/// The laws of input = law * state, one a moment, of the least mean of |state / wander|^2 plus
/// `effort` times the number of states times |input / most|^2 over endless steps, whose moments
/// follow each other in turn (discrete-time linear-quadratic regulator: Anderson & Moore 1990,
/// Optimal control; periodic: Bittanti & Colaneri 2009, Periodic systems). All inputs are 0 where
/// no laws would make the sum finite.
std::vector<Eigen::MatrixXd> optimal_feedback(std::span<const LinearSteps> moments,
                                              const FeedbackAims& aims);

}  // namespace steppage
