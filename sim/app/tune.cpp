#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "core/input_error.hpp"
#include "core/number_text.hpp"
#include "formats/files.hpp"
#include "formats/output_file.hpp"
#include "formats/tuning_files.hpp"
#include "saved_search.hpp"
#include "scenario_options.hpp"
#include "study/tuning.hpp"
#include "terminal.hpp"
#include "training.hpp"
#include "trial/tuning.hpp"
#include "verbs.hpp"

namespace steppage {
namespace {

constexpr int64_t kUsualGenerations = 100;

Judging judging_of(const Options& options) {
  const bool breeds = options.search == "breeding";
  return {.seeds = options.seeds != 0 ? options.seeds
                   : breeds           ? 1
                                      : 3,
          .in_turn = breeds,
          .curves = options.curves,
          .approach_from_m_s = options.approach_from_m_s,
          .approach_over = options.approach_over,
          .first_gains = options.first_gains};
}

Tuning tuning_of(const std::vector<Plan>& plans, const Options& options) {
  const std::string& file = options.subject;
  const Plan& plan = plans.front();
  for (size_t i = 1; i < plans.size(); ++i)
    if (plans[i].activity_kind != plan.activity_kind)
      throw InputError(options.with[i - 1] + ":/activity/kind",
                       "is " + plans[i].activity_kind + ", but that of " + file + " is " +
                           plan.activity_kind + "; gains are tuned for one activity");
  std::string tunable;
  for (const TuningKind& kind : tunings()) {
    if (kind.activity == plan.activity_kind) return kind.make(plans, judging_of(options));
    tunable += (tunable.empty() ? "" : ", ") + std::string(kind.activity);
  }
  throw InputError(file + ":/activity/kind",
                   "is " + plan.activity_kind + ", which has no gains to tune" +
                       (tunable.empty() ? "; no activity has" : "; these have: " + tunable));
}

// A gain that the file does not name keeps its own start.
std::vector<Gain> started_from(const NamedNumbers& start, const std::string& file,
                               std::vector<Gain> gains) {
  std::vector<std::string> names;
  for (const Gain& gain : gains) names.push_back(gain.name);
  std::vector<Problem> problems;
  for (const auto& [name, value] : start) {
    const std::string where = file + ":/gains/" + name;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      const std::string near = closest(name, names);
      problems.push_back(
          {where, "is not a gain" + (near.empty() ? "" : "; did you mean " + near + '?')});
      continue;
    }
    Gain& gain = gains[static_cast<size_t>(found - names.begin())];
    if (value < gain.low || value > gain.high) {
      char text[128];
      std::snprintf(text, sizeof text, "is %g, outside %g to %g", value, gain.low, gain.high);
      problems.push_back({where, text});
    }
    gain.start = value;
  }
  if (!problems.empty()) throw InputError(std::move(problems));
  return gains;
}

// What decides the result: where it goes, on how many threads and how often interrupted does not.
std::string command_line(const Options& options, int64_t generations, int population,
                         uint64_t seed) {
  const Judging judging = judging_of(options);
  std::string line = "steppage tune " + quoted(options.subject);
  line += " --search " + options.search;
  line += " --generations " + std::to_string(generations);
  line += " --population " + std::to_string(population);
  line += " --sigma " + exact_text(options.sigma);
  line += " --seed " + std::to_string(seed);
  line += " --seeds " + std::to_string(judging.seeds);
  line += " --curves " + exact_text(judging.curves);
  if (judging.approach_over != 0)
    line += " --approach-from " + exact_text(judging.approach_from_m_s) + " --approach-over " +
            std::to_string(judging.approach_over);
  if (judging.first_gains) line += " --first-gains";
  line += told_scenarios(options);
  for (const std::string& start : options.from) line += " --from " + quoted(start);
  return line;
}

NamedNumbers named(const std::vector<Gain>& gains, const Eigen::VectorXd& values) {
  NamedNumbers named;
  for (size_t i = 0; i < gains.size(); ++i)
    named.emplace_back(gains[i].name, values[static_cast<Eigen::Index>(i)]);
  return named;
}

template <class Method>
int tune(Method method, const Tuning& tuning, const std::vector<Plan>& plans,
         const Options& options) {
  const Plan& plan = plans.front();
  const std::string search_file = options.out + ".search";
  { const OutputFile probe(options.out), probe_search(search_file); }

  run_search(
      method, tuning, plans, judging_of(options),
      {search_file, options.resume, options.generations, options.jobs, options.progress}, [&] {
        const std::optional<Evaluated> best = method.best();
        if (!best) return;
        const std::string command =
            command_line(options, method.generation(), method.state().population, plan.seed);
        write_file(options.out, gains_text({plan.activity_kind, named(tuning.gains, best->x),
                                            named(tuning.gains, method.mean()), best->cost,
                                            plan.seed, method.generation(), method.evaluations(),
                                            provenance_of(plan, command)}));
      });
  const std::optional<Evaluated> best = method.best();
  if (!best) {
    complain("no gains were found: none of " + std::to_string(method.evaluations()) +
             " candidates could be judged");
    return kInvalidTrial;
  }
  char cost[32];
  std::snprintf(cost, sizeof cost, "%.6g", best->cost);
  print("best cost " + std::string(cost) + " of " + std::to_string(method.evaluations()) +
        " evaluations: " + options.out + "\n");
  return kPass;
}

}  // namespace

void declare_tune(CLI::App& command, Options& options) {
  declare_scenario(command, options);
  declare_with(command, options, "another scenario that the same gains are to suit");
  command
      .add_option("--seeds", options.seeds,
                  "runs that judge a candidate, on the scenario's seed and those after it; of the "
                  "scenario whose turn it is [1], with cma_es of each [3]")
      ->type_name("N")
      ->check(CLI::Range(1, 1000).name(""));
  command.add_option("--out", options.out, "file of gains to write; FILE.search keeps the search")
      ->type_name("FILE")
      ->required();
  declare_generations(command, options, kUsualGenerations);
  command
      .add_option("--search", options.search,
                  "its method: breeding finds better gaits far away, cma_es the best near by "
                  "[breeding]")
      ->type_name("METHOD")
      ->check(CLI::IsMember({"breeding", "cma_es"}));
  command
      .add_option("--population", options.population,
                  "new candidates a generation [24; cma_es: 4 + 3 ln of the number of gains]")
      ->type_name("N")
      ->check(CLI::Range(4, 10000).name(""));
  command
      .add_option("--sigma", options.sigma,
                  "step, with cma_es the first, in units of each gain's own [1]")
      ->type_name("S")
      ->check(CLI::Range(1e-6, 1e3).name(""));
  command
      .add_option("--curves", options.curves,
                  "weight of what makes a gait look like healthy people's: about 0.3 to find one "
                  "that does not fall, 0 for impaired patients [1]")
      ->type_name("W")
      ->check(CLI::Range(0.0, 100.0).name(""));
  CLI::Option* from =
      command
          .add_option("--approach-from", options.approach_from_m_s,
                      "speed that is asked for at first, m/s, instead of the scenario's")
          ->type_name("V")
          ->check(CLI::Range(0.3, 1.6).name(""));
  CLI::Option* over = command
                          .add_option("--approach-over", options.approach_over,
                                      "generations in which it becomes the scenario's")
                          ->type_name("N")
                          ->check(CLI::Range(int64_t{1}, int64_t{1} << 31).name(""));
  from->needs(over);
  over->needs(from);
  command.add_flag("--first-gains", options.first_gains,
                   "search for those that a walk begins with; those that it goes on with are the "
                   "scenario's");
  declare_jobs(command, options);
  command.add_flag("--resume", options.resume, "go on with the search of the same command");
  command
      .add_option(
          "--from", options.from,
          "start from the gains of this file, or from the pool that a FILE.search holds; with "
          "breeding may be repeated")
      ->type_name("FILE");
  declare_progress(command, options);
}

int act_tune(const Options& options) {
  const std::vector<Plan> plans = read_plans(options);
  const Tuning tuning = tuning_of(plans, options);
  for (const std::string& file : options.from) {
    for (const std::string& written : {options.out, options.out + ".search"}) {
      std::error_code absent;
      if (std::filesystem::equivalent(file, written, absent))
        throw InputError(written, "is what --from reads; a search must find its start unchanged");
    }
  }
  std::vector<std::vector<Gain>> starts;
  for (const std::string& file : options.from)
    for (const NamedNumbers& start : read_starts(file))
      starts.push_back(started_from(start, file, tuning.gains));
  if (starts.empty()) starts.push_back(tuning.gains);

  const uint64_t seed = plans.front().seed;
  if (options.search == "breeding") {
    std::vector<Eigen::VectorXd> pool;
    for (const std::vector<Gain>& start : starts) pool.push_back(start_of(start));
    return tune(start_breeding(tuning, pool, options.sigma, options.population, seed), tuning,
                plans, options);
  }
  if (starts.size() > 1)
    throw InputError("--from", "gives " + std::to_string(starts.size()) +
                                   " starts; cma_es starts from one, breeding from several");
  return tune(start_cma_es(starts.front(), options.sigma, options.population, seed), tuning, plans,
              options);
}

}  // namespace steppage
