#include "trial/steadying.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <tuple>
#include <vector>

#include "core/check.hpp"
#include "core/median.hpp"
#include "study/linear_feedback.hpp"
#include "study/parallel.hpp"
#include "trial/run.hpp"
#include "trial/walk_of_plan.hpp"

namespace steppage {
namespace {

// By trial: more makes weak walkers fall before they have learned.
constexpr double kExcitation = 0.024;
// FeedbackAims::effort of the first laws, and those that are tried in a round, relative to the best
// of the round before. By trial: what is known of steps is never exact, and a law that saves effort
// bears it.
constexpr double kFirstEffort = 12;
constexpr double kEfforts[] = {0.25, 1, 4};
constexpr double kPrior = 3;  // steps
// What is no steady walking: its beginning, and what a fall ends with.
constexpr size_t kBeginning = 8, kFalling = 8;  // landings and passings
constexpr double kUsual = 7;                    // median distances from the median
constexpr size_t kFewestSteps = 100;
constexpr uint64_t kJudgingSeeds = 1000000;

struct Walked {
  size_t plan = 0;
  std::vector<StepStudy::Step> steps;  // steady ones
  bool completed = false;
  double lasted = 0;  // share of the duration
};

Walked walk_once(std::span<const Plan> plans, size_t number, const StepFeedback& use,
                 double excitation, uint64_t seeds, const std::function<void()>& checkpoint) {
  Walked walked{number % plans.size(), {}, false, 0};
  const Plan& asked = plans[walked.plan];
  const uint64_t seed = asked.seed + seeds + number / plans.size();
  Plan plan = changed(asked, {}, seed);
  WalkSettings settings = walk_of(asked);
  StepStudy study{excitation, {}};
  settings.feedback = use;
  settings.study = &study;
  plan.activity = make_walk(settings);
  const Trial trial = run(plan, [&](double fraction) {
    walked.lasted = fraction;
    checkpoint();
  });
  walked.completed = trial.stop == StopReason::kCompleted;
  if (walked.completed) walked.lasted = 1;
  const size_t end =
      study.steps.size() - (walked.completed ? 0 : std::min(kFalling, study.steps.size()));
  if (end > kBeginning)
    walked.steps.assign(study.steps.begin() + kBeginning,
                        study.steps.begin() + static_cast<std::ptrdiff_t>(end));
  return walked;
}

using Changes = Eigen::Vector<double, kStepChanges>;

Changes changes_of(const StepChange& change) {
  Changes changes;
  for (size_t k = 0; k < kStepChanges; ++k)
    changes[static_cast<Eigen::Index>(k)] = change.*step_changes()[k].value;
  return changes;
}

// What was felt at landings, and how the steps that they began were changed.
struct Middle {
  Felt felt = Felt::Zero();
  Changes changes = Changes::Zero();
};

// At that moment of all steps of those walks that begin with that side's landing: the median, which
// no fall that begins shifts.
Middle middle_of(std::span<const Walked> walks, StepMoment moment, Side side,
                 std::optional<size_t> plan) {
  Middle middle;
  std::vector<const StepStudy::Step*> steps;
  for (const Walked& walked : walks)
    if (!plan || walked.plan == *plan)
      for (const StepStudy::Step& step : walked.steps)
        if (step.moment == moment && step.landed == side) steps.push_back(&step);
  if (steps.empty()) return middle;
  const auto median_of = [&steps](const auto& number) {
    std::vector<double> values;
    for (const StepStudy::Step* step : steps) values.push_back(number(*step));
    return median(std::move(values));
  };
  for (Eigen::Index i = 0; i < middle.felt.size(); ++i)
    middle.felt[i] = median_of([i](const StepStudy::Step& step) { return step.felt[i]; });
  for (Eigen::Index k = 0; k < middle.changes.size(); ++k)
    middle.changes[k] = median_of([kind = step_changes()[static_cast<size_t>(k)].value](
                                      const StepStudy::Step& step) { return step.change.*kind; });
  return middle;
}

constexpr StepMoment kMoments[] = {StepMoment::kLanding, StepMoment::kPassing};
size_t index_of(StepMoment moment) { return moment == StepMoment::kLanding ? 0 : 1; }

using Middles = std::array<PerSide<Middle>, kStepMoments>;

Middles middles_of(std::span<const Walked> walks, std::optional<size_t> plan) {
  Middles middles;
  for (const StepMoment moment : kMoments)
    middles[index_of(moment)] = {middle_of(walks, moment, Side::kLeft, plan),
                                 middle_of(walks, moment, Side::kRight, plan)};
  return middles;
}

// Of the middles of some walks and of all.
Middles usual_of(Middles usual, const Middles& all) {
  for (const StepMoment moment : kMoments)
    for (size_t i = 0; i < kFelt; ++i) {
      if (!felt_kinds()[i].is_absolute) continue;
      const auto at = static_cast<Eigen::Index>(i);
      const PerSide<Middle>& of_all = all[index_of(moment)];
      PerSide<Middle>& own = usual[index_of(moment)];
      own.left.felt[at] = own.right.felt[at] = (of_all.left.felt[at] + of_all.right.felt[at]) / 2;
    }
  return usual;
}

// A law that changes nothing else than deviations from what was usual, and steps on the whole as
// they were changed on the whole: what the gait was bred with is a part of it. The usual speed
// stays what it was, because that is the pace to keep.
StepLaw law_of(const PerSide<StepLaw::Law>& law, const PerSide<Middle>& usual) {
  StepLaw found{{}, law};
  for (const Side side : {Side::kLeft, Side::kRight}) {
    StepLaw::Law relative = law[side];
    for (size_t i = 0; i < kFelt; ++i)
      if (felt_kinds()[i].is_absolute || i == kFeltSpeed)
        relative.col(static_cast<Eigen::Index>(i)).setZero();
    const Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> inverse(relative);
    found.usual[side] = usual[side].felt - inverse.solve(usual[side].changes);
  }
  return found;
}

FeedbackAims aims_of(double effort) {
  FeedbackAims aims{Eigen::VectorXd(kFelt), Eigen::VectorXd(kStepChanges), effort};
  for (size_t i = 0; i < kFelt; ++i)
    aims.wander[static_cast<Eigen::Index>(i)] = felt_kinds()[i].wander;
  for (size_t i = 0; i < kStepChanges; ++i)
    aims.most[static_cast<Eigen::Index>(i)] = step_changes()[i].most;
  return aims;
}

// By the moment that they begin with, and the side that had landed.
using Transitions = std::array<PerSide<std::vector<Transition>>, kStepMoments>;

Transitions transitions_of(std::span<const Walked> walks, size_t plans) {
  const Middles all = middles_of(walks, {});
  Transitions seen{};
  for (size_t plan = 0; plan < plans; ++plan) {
    const Middles usual = usual_of(middles_of(walks, plan), all);
    for (const Walked& walked : walks) {
      if (walked.plan != plan) continue;
      for (size_t i = 0; i + 1 < walked.steps.size(); ++i) {
        const StepStudy::Step &step = walked.steps[i], &next = walked.steps[i + 1];
        const bool passes = step.moment == StepMoment::kPassing;
        // Not where a foot came down twice, or before it had passed.
        if (next.moment == step.moment || passes == (step.landed == next.landed)) continue;
        const Middle &from = usual[index_of(step.moment)][step.landed],
                     &to = usual[index_of(next.moment)][next.landed];
        Transition& transition = seen[index_of(step.moment)][step.landed].emplace_back();
        transition.state = step.felt - from.felt;
        transition.next = next.felt - to.felt;
        transition.input = changes_of(step.change) - from.changes;
      }
    }
  }
  return seen;
}

// Who is impaired or holds on to something on one side corrects each leg's steps in a way of its
// own.
bool limps(const Plan& plan) {
  const WalkingAids aids = walk_of(plan).aids;
  return !plan.impairments.empty() || aids.cane || aids.rail ||
         gait_of(plan).uneven != WalkingGains{};
}

struct Identified {
  std::vector<LinearSteps> in_turn;  // moments of a step, or of a stride of who limps
  size_t steps = 0;                  // that taught the one of which least was seen
};

// Of both sides together or, of who limps, of each; none where too few steps were seen.
std::optional<Identified> identified(const Transitions& seen, bool limps) {
  const FeedbackAims aims = aims_of(kFirstEffort);  // which does not matter here
  Identified found{.in_turn = {}, .steps = std::numeric_limits<size_t>::max()};
  for (const Side side : {Side::kLeft, Side::kRight})
    for (const PerSide<std::vector<Transition>>& of_moment : seen) {
      if (side == Side::kRight && !limps) break;
      std::vector<Transition> steps = of_moment[side];
      if (!limps) std::ranges::copy(of_moment.right, std::back_inserter(steps));
      if (steps.size() >= kFewestSteps) steps = without_outliers(steps, kUsual);
      if (steps.size() < kFewestSteps) return {};
      found.steps = std::min(found.steps, steps.size());
      found.in_turn.push_back(identify(steps, aims, kPrior));
    }
  return found;
}

StepFeedback feedback_of(const Identified& steps, double effort, const Middles& usual) {
  const std::vector<Eigen::MatrixXd> laws = optimal_feedback(steps.in_turn, aims_of(effort));
  const size_t right = steps.in_turn.size() - kStepMoments;  // the first of that side
  return {law_of({laws[0], laws[right]}, usual[0]), law_of({laws[1], laws[right + 1]}, usual[1])};
}

Steadiness judge(std::span<const Walked> walks, size_t plans, int round) {
  Steadiness found{round, static_cast<int>(walks.size()), 0, 0, 0};
  for (const Walked& walked : walks) {
    found.completed += walked.completed ? 1 : 0;
    found.lasting += walked.lasted / static_cast<double>(walks.size());
  }
  const FeedbackAims aims = aims_of(1);
  double sum = 0, count = 0;
  const Transitions seen = transitions_of(walks, plans);
  for (const Side side : {Side::kLeft, Side::kRight})
    for (const Transition& step : seen.front()[side]) {
      sum += step.state.cwiseQuotient(aims.wander).squaredNorm();
      count += kFelt;
    }
  found.scatter = count > 0 ? std::sqrt(sum / count) : 0;
  return found;
}

}  // namespace

Steadied steady(std::span<const Plan> plans, const Steadying& steadying,
                const std::function<void()>& checkpoint,
                const std::function<void(const Steadiness&)>& after_round) {
  CHECK(!plans.empty() && steadying.walks > 1);
  const bool limping = std::ranges::any_of(plans, limps);
  const auto walk_all = [&](int count, const StepFeedback& use, double excitation, uint64_t seeds) {
    std::vector<Walked> walks(static_cast<size_t>(count));
    evaluate(walks.size(), steadying.jobs, [&](size_t i) {
      walks[i] = walk_once(plans, i, use, excitation, seeds, checkpoint);
      return 0.0;
    });
    return walks;
  };
  const int judging = (steadying.walks + 1) / 2;
  const auto judged = [&](const StepFeedback& tried, int walks, int round) {
    return judge(walk_all(walks, tried, 0, kJudgingSeeds), plans.size(), round);
  };
  const auto is_better = [](const Steadiness& one, const Steadiness& other) {
    const auto merit = [](const Steadiness& s) { return std::tuple(s.lasting, -s.scatter); };
    return merit(one) > merit(other);
  };
  const StepFeedback before = gait_of(plans.front()).feedback;
  Steadied best{before, judged(before, judging, 0), 0};
  after_round(best.steadiness);
  std::vector<Walked> seen;
  double effort = kFirstEffort;
  const auto is_enough = [&] {
    return steadying.until_all_complete && best.steadiness.completed == best.steadiness.walks;
  };
  for (int round = 1; round <= steadying.rounds && !is_enough(); ++round) {
    for (Walked& walked : walk_all(steadying.walks, best.feedback, kExcitation,
                                   static_cast<uint64_t>(round - 1) * 1000 + 1))
      seen.push_back(std::move(walked));
    const Transitions transitions = transitions_of(seen, plans.size());
    const Middles all = middles_of(seen, {}), usual = usual_of(all, all);
    // The best of all laws is told by few walks, whether it is better than before by more.
    struct Tried {
      double effort;
      Steadied steadied;
    };
    std::optional<Tried> chosen;
    for (const bool of_each_side : {false, true}) {
      if (of_each_side && !limping) continue;
      const std::optional<Identified> steps = identified(transitions, of_each_side);
      if (!steps) continue;
      for (const double relative : kEfforts) {
        const double tried = relative * effort;
        const StepFeedback feedback = feedback_of(*steps, tried, usual);
        const Steadiness found = judged(feedback, (judging + 1) / 2, round);
        if (!chosen || is_better(found, chosen->steadied.steadiness))
          chosen = {tried, {feedback, found, steps->steps}};
      }
    }
    if (!chosen) {
      after_round({.round = round});
      continue;
    }
    effort = chosen->effort;
    Steadied& steadied = chosen->steadied;
    steadied.steadiness = judged(steadied.feedback, judging, round);
    after_round(steadied.steadiness);
    if (is_better(steadied.steadiness, best.steadiness)) best = std::move(steadied);
  }
  return best;
}

}  // namespace steppage
