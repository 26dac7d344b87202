// A walker learns how to make up, from one step to the next, for what went otherwise than usual.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "control/walking/step_feedback.hpp"
#include "trial/plan.hpp"

namespace steppage {

struct Steadying {
  int rounds = 4;
  int walks = 16;  // of a round to learn from, and half as many to judge what was learned
  int jobs = 1;
  bool until_all_complete = false;  // no further rounds once all walks that judge do
};

/// How the walks went that judge a feedback, on other seeds than those that taught it.
struct Steadiness {
  int round = 0;                 // 0: the feedback that there was before
  int walks = 0, completed = 0;  // no walks: too few steady steps were seen to learn from
  double lasting = 0;            // mean share of the walks' durations
  double scatter = 0;            // root mean square of deviation over FeltKind::wander
};

struct Steadied {
  StepFeedback feedback;  // of the walks that lasted longest; among equals the one of least scatter
  Steadiness steadiness;
  uint64_t steps = 0;  // that it was learned from
};

/// Walks of all plans in turn, in rounds: in each, steps are disturbed at random on purpose, and
/// what follows from them is learned together with what all rounds before saw. The same for the
/// same plans, whatever the number of jobs. `checkpoint` is called about every simulated second and
/// may throw to give up; `after_round` is told of each feedback that was judged.
Steadied steady(std::span<const Plan> plans, const Steadying& steadying,
                const std::function<void()>& checkpoint,
                const std::function<void(const Steadiness&)>& after_round);

}  // namespace steppage
