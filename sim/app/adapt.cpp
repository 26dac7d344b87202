#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <span>

#include "control/walking/gaits.hpp"
#include "core/check.hpp"
#include "core/hash.hpp"
#include "core/input_error.hpp"
#include "core/number_text.hpp"
#include "formats/files.hpp"
#include "formats/output_file.hpp"
#include "saved_search.hpp"
#include "scenario_options.hpp"
#include "terminal.hpp"
#include "training.hpp"
#include "trial/steadying.hpp"
#include "trial/tuning.hpp"
#include "trial/walk_of_plan.hpp"
#include "verbs.hpp"

namespace steppage {
namespace {

namespace fs = std::filesystem;

// By trial: shorter walks hide slow falls, longer ones cost more than they tell.
constexpr double kShortWalk_s = 12;     // of a candidate
constexpr double kLongWalk_s = 30;      // of who was found
constexpr double kLearningWalk_s = 60;  // to learn how to correct steps
constexpr size_t kFirstWalks = 4, kLastWalks = 8;
constexpr uint64_t kOtherSeeds = 2000000;  // than those that the search saw
// By trial: the pool hardly falls any more.
constexpr int64_t kUsualGenerations = 40;
constexpr int kUsualPopulation = 40;
// Steps differ by so much more while a gait is bred: what then walks a short walk walks a long one.
constexpr double kRoughness = 1.7, kMostRoughness = 3;
// A patient's presets come on in stages, of which each is learned before the next: so much of them
// is missing. All at once, they fell everybody and nothing tells who falls less; larger steps than
// these teach nothing. By trial.
constexpr double kMissing[] = {0.5, 0.3, 0.15, 0};
// Who is impaired or leans on something need not look healthy, but wholly without a weight of looks
// a gait gets wild.
constexpr double kLooksOfImpaired = 0.05;

int population_of(const Options& options) {
  return options.population != 0 ? options.population : kUsualPopulation;
}

Judging judging_of(const Plan& plan) {
  const WalkingAids aids = walk_of(plan).aids;
  const bool is_impaired = !plan.impairments.empty(), leans = aids.in_hands();
  return {.seeds = 1,
          .in_turn = true,
          .curves = is_impaired || leans ? kLooksOfImpaired : 1,
          .uneven = is_impaired || aids.cane || aids.rail};
}

// A change to a walk of that duration, if it is longer.
std::string lasting(const Plan& plan, double most_s) {
  return "/activity/duration_s=" + exact_text(std::min(most_s, walk_of(plan).duration_s));
}

Plan walking(const Plan& plan, const Gait& gait) {
  return changed(plan, changes_to(gait), plan.seed);
}

Plan walking(const Plan& plan, const Gait& gait, double most_s, uint64_t seed) {
  return changed(walking(plan, gait), {lasting(plan, most_s)}, seed);
}

Plan rough(const Plan& plan) {
  const double variability = std::min(kMostRoughness, kRoughness * walk_of(plan).variability);
  return changed(plan, {"/activity/variability=" + exact_text(variability)}, plan.seed);
}

// What matters of the scenario: worn sensors are so light that only a device that stimulates does.
Plan bare(const Plan& plan) {
  std::vector<std::string> changes = {"/name=adapting", lasting(plan, kLearningWalk_s)};
  if (!plan.stimulation) {
    changes.emplace_back("/sensors=[]");
    changes.emplace_back("/device/detector=none");
  }
  return changed(plan, changes, plan.seed);
}

Tuning tuning_of(std::span<const Plan> plans) {
  const Plan& plan = plans.front();
  const auto kind = std::ranges::find(tunings(), plan.activity_kind, &TuningKind::activity);
  CHECK(kind != tunings().end());
  return kind->make(plans, judging_of(plan));
}

double cost_of(const Plan& plan, size_t walks, int jobs) {
  return cost_of_start(tuning_of(std::span(&plan, 1)), walks, jobs, throw_if_interrupted);
}

// The one with which this patient walks best.
ShippedGait nearest_of(const Plan& plan, const std::vector<ShippedGait>& all, int jobs) {
  std::vector<double> costs;
  for (const ShippedGait& shipped : all)
    costs.push_back(
        cost_of(walking(plan, shipped.gait, kShortWalk_s, plan.seed), kFirstWalks, jobs));
  return all[static_cast<size_t>(std::min_element(costs.begin(), costs.end()) - costs.begin())];
}

// Gains bred from those of all and of the nearest, with its feedback and first gains. The search is
// kept in `file`, with which an interrupted one goes on.
Gait bred(const Plan& plan, const std::vector<ShippedGait>& all, const Gait& nearest,
          const std::string& file, const Options& options) {
  std::vector<Plan> plans;
  plans.push_back(rough(walking(plan, nearest, kShortWalk_s, plan.seed)));
  const Tuning tuning = tuning_of(plans);
  const auto start_of = [&tuning](const Gait& gait) -> Eigen::VectorXd {
    return values_of(gait).head(static_cast<Eigen::Index>(tuning.gains.size()));
  };
  std::vector<Eigen::VectorXd> pool = {start_of(nearest)};
  for (const ShippedGait& shipped : all) pool.push_back(start_of(shipped.gait));
  Breeding breeding = start_breeding(tuning, pool, 1, population_of(options), plan.seed);
  run_search(breeding, tuning, plans, judging_of(plan),
             {file, fs::exists(file), options.generations, options.jobs, options.progress}, [] {});
  // The best had luck, the middle of the pool often has more reserve; and who walks far as he is
  // shall not end with less.
  std::optional<Gait> found;
  double least = 0;
  for (const Eigen::VectorXd& values : {start_of(nearest), breeding.best()->x, breeding.mean()}) {
    const Gait gait = with_values(nearest, values);
    const double cost = cost_of(rough(walking(plan, gait, kLongWalk_s, plan.seed + kOtherSeeds)),
                                kLastWalks, options.jobs);
    if (found && cost >= least) continue;
    found = gait;
    least = cost;
  }
  return *found;
}

// The gait to begin with, of those shipped and the scenario's own.
Gait nearest_gait(const Plan& plan, std::vector<ShippedGait> all, int jobs) {
  const WalkSettings walk = walk_of(plan);
  if (!walk.gains.empty()) all.push_back({"the scenario's own", walk.speed_m_s, gait_of(plan)});
  const ShippedGait nearest = nearest_of(plan, all, jobs);
  print("nearest: " + nearest.name + " of " + exact_text(nearest.speed_m_s) + " m/s\n");
  return nearest.gait;
}

// How to correct steps with that gait.
Steadied learned(const Plan& plan, const Gait& gait, bool is_last, const Options& options) {
  std::vector<Plan> walker;
  walker.push_back(walking(plan, gait));
  ProgressLine line("learning", options.progress);
  return steady(
      walker, {options.rounds, options.walks, options.jobs, !is_last}, throw_if_interrupted,
      [&](const Steadiness& round) { line.show("round " + std::to_string(round.round)); });
}

bool suffices(const Steadiness& judged) { return 2 * judged.completed >= judged.walks; }

// The patient with a part of the presets, in the gait of the stage before; where no presets come
// on, the only stage is the first and the last.
struct Stage {
  Plan plan;
  bool is_first, is_last;
  bool presets_come_on() const { return !is_first || !is_last; }
};

// The way to walk that is found, as a scenario of its own. Whose presets come on first tries to
// correct steps better: by trial, new gains for a walk that mostly ends in a fall are worse.
std::string adapted_walk(const Stage& stage, const std::string& search_file,
                         const Options& options) {
  const Plan& plan = stage.plan;
  const std::vector<ShippedGait> shipped = shipped_gaits();
  Gait found = stage.is_first ? nearest_gait(plan, shipped, options.jobs) : gait_of(plan);
  std::optional<Steadied> steadied;
  if (stage.presets_come_on()) steadied = learned(plan, found, stage.is_last, options);
  if (!steadied || !suffices(steadied->steadiness)) {
    if (steadied) found.feedback = steadied->feedback;
    found = bred(plan, shipped, found, search_file, options);
    steadied = learned(plan, found, stage.is_last, options);
  }
  const Steadiness& judged = steadied->steadiness;
  print(std::to_string(judged.completed) + " of " + std::to_string(judged.walks) + " walks of " +
        exact_text(walk_of(plan).duration_s) + " s completed\n");
  found.feedback = steadied->feedback;
  return walking(plan, found).drawn;
}

std::string cache_folder(const Options& options) {
  if (!options.cache.empty()) return options.cache;
  if (const char* folder = std::getenv("XDG_CACHE_HOME"); folder != nullptr && *folder != '\0')
    return (fs::path(folder) / "steppage").string();
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return (fs::path(home) / ".cache" / "steppage").string();
  throw InputError("--cache", "is required where neither XDG_CACHE_HOME nor HOME is set");
}

std::string effort_of(const Options& options) {
  return " --generations " + std::to_string(options.generations) + " --population " +
         std::to_string(population_of(options)) + " --rounds " + std::to_string(options.rounds) +
         " --walks " + std::to_string(options.walks);
}

// Named by all that decides what is found: patient, walk, seed, effort and program.
std::string cached_file(const Plan& plan, const Options& options) {
  const std::string folder = cache_folder(options);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw InputError(folder, "cannot be made: " + error.message());
  std::string content = plan.drawn;
  for (const auto& [name, text] : provenance_of(plan, effort_of(options))) content += ' ' + text;
  return (fs::path(folder) / ("adapted-" + hash_text(content) + ".json")).string();
}

Gait read_gait(const std::string& file) {
  Document document = Document::load(file);
  return gait_of(read_plan(document));
}

// The file of the way to walk that was found for this patient, now or before.
std::string adapted(const Stage& stage, const Options& options) {
  std::string cached = cached_file(stage.plan, options);
  if (fs::exists(cached)) {
    print("found before: " + cached + "\n");
    return cached;
  }
  const std::string search_file = cached + ".search";
  write_file(cached, adapted_walk(stage, search_file, options));
  fs::remove(search_file);
  return cached;
}

// Stage by stage, each from the gait of the one before.
Gait adapted_in_stages(const Plan& plan, const Options& options) {
  std::vector<double> missing(std::begin(kMissing), std::end(kMissing));
  if (eased(plan, 1).empty()) missing = {0};
  Options in_stage = options;
  in_stage.generations =
      std::max<int64_t>(1, options.generations / static_cast<int64_t>(missing.size()));
  std::optional<Gait> gait;
  for (const double share : missing) {
    Plan eased_plan = changed(plan, eased(plan, share), plan.seed);
    if (gait) eased_plan = walking(eased_plan, *gait);
    if (missing.size() > 1)
      print("with " + std::to_string(std::lround(100 * (1 - share))) + " % of the presets\n");
    gait = read_gait(adapted({std::move(eased_plan), !gait, share == missing.back()}, in_stage));
  }
  return *gait;
}

}  // namespace

void declare_adapt(CLI::App& command, Options& options) {
  declare_scenario(command, options);
  command.add_option("--out", options.out, "scenario to write, in which the patient walks so")
      ->type_name("FILE")
      ->required();
  command
      .add_option("--cache", options.cache,
                  "folder of what was found before, and of searches that were interrupted "
                  "[steppage in XDG_CACHE_HOME or ~/.cache]")
      ->type_name("DIR");
  declare_generations(command, options, kUsualGenerations);
  command.add_option("--population", options.population, "new candidates a generation [40]")
      ->type_name("N")
      ->check(CLI::Range(4, 10000).name(""));
  declare_learning(command, options);
  declare_jobs(command, options);
  declare_progress(command, options);
}

int act_adapt(const Options& options) {
  Document document = Document::load(options.subject, options.overrides, options.seed);
  const Plan asked = read_plan(document);
  if (!asked.activity->walks())
    throw InputError(options.subject + ":/activity/kind",
                     "is " + asked.activity_kind + "; only a walker adapts his gait: walk");
  { const OutputFile probe(options.out); }
  const Gait gait = adapted_in_stages(bare(asked), options);
  const std::string command = "steppage adapt " + quoted(options.subject) + effort_of(options) +
                              " --seed " + std::to_string(asked.seed) + told_scenarios(options);
  write_file(options.out,
             with_provenance(walking(asked, gait).drawn, provenance_of(asked, command)));
  return kPass;
}

}  // namespace steppage
