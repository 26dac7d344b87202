#include <cstdio>

#include "core/input_error.hpp"
#include "formats/files.hpp"
#include "formats/output_file.hpp"
#include "formats/tuning_files.hpp"
#include "scenario_options.hpp"
#include "terminal.hpp"
#include "training.hpp"
#include "trial/steadying.hpp"
#include "verbs.hpp"

namespace steppage {
namespace {

NamedNumbers named(const Felt& felt) {
  NamedNumbers named;
  for (size_t i = 0; i < kFelt; ++i)
    named.emplace_back(felt_kinds()[i].name, felt[static_cast<Eigen::Index>(i)]);
  return named;
}

std::string told(const Steadiness& steadiness) {
  if (steadiness.walks == 0)
    return "round " + std::to_string(steadiness.round) + ": too few steady steps to learn from";
  char text[128];
  std::snprintf(text, sizeof text,
                "round %d: %d of %d walks completed, lasting %.0f %%, scatter %.3g",
                steadiness.round, steadiness.completed, steadiness.walks, 100 * steadiness.lasting,
                steadiness.scatter);
  return text;
}

LearnedFeedback::Law named(const StepLaw& law) {
  const auto changes = [](const StepLaw::Law& of) {
    LearnedFeedback::Law::Changes told;
    for (size_t i = 0; i < kStepChanges; ++i)
      told.emplace_back(step_changes()[i].name, named(of.row(static_cast<Eigen::Index>(i))));
    return told;
  };
  return {named(law.usual.left), named(law.usual.right), changes(law.law.left),
          changes(law.law.right)};
}

LearnedFeedback file_of(const Steadied& steadied, const Plan& plan, const Options& options) {
  LearnedFeedback learned;
  learned.activity = plan.activity_kind;
  learned.landing = named(steadied.feedback.landing);
  if (steadied.feedback.passing) learned.passing = named(*steadied.feedback.passing);
  const Steadiness& found = steadied.steadiness;
  learned.steadiness = {
      {"round", found.round},         {"walks", found.walks},
      {"completed", found.completed}, {"lasting", found.lasting},
      {"scatter", found.scatter},     {"steps", static_cast<double>(steadied.steps)}};
  learned.provenance = provenance_of(
      plan, "steppage steady " + quoted(options.subject) + " --rounds " +
                std::to_string(options.rounds) + " --walks " + std::to_string(options.walks) +
                " --seed " + std::to_string(plan.seed) + told_scenarios(options));
  return learned;
}

}  // namespace

void declare_steady(CLI::App& command, Options& options) {
  declare_scenario(command, options);
  declare_with(command, options, "another scenario whose patient is to be served by the same");
  command.add_option("--out", options.out, "file of the feedback to write")
      ->type_name("FILE")
      ->required();
  declare_learning(command, options);
  declare_jobs(command, options);
  declare_progress(command, options);
}

int act_steady(const Options& options) {
  const std::vector<Plan> plans = read_plans(options);
  for (size_t i = 0; i < plans.size(); ++i)
    if (!plans[i].activity->walks())
      throw InputError((i == 0 ? options.subject : options.with[i - 1]) + ":/activity/kind",
                       "is " + plans[i].activity_kind + "; only a walk has steps to correct: walk");
  { const OutputFile probe(options.out); }
  ProgressLine line("learning", options.progress);
  const Steadied steadied = steady(plans, {options.rounds, options.walks, options.jobs},
                                   throw_if_interrupted, [&](const Steadiness& steadiness) {
                                     line.show(told(steadiness));
                                     print(told(steadiness) + "\n");
                                   });
  write_file(options.out, feedback_text(file_of(steadied, plans.front(), options)));
  print("kept that of round " + std::to_string(steadied.steadiness.round) + ": " + options.out +
        "\n");
  return kPass;
}

}  // namespace steppage
