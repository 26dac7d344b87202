#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <type_traits>

#include "core/input_error.hpp"
#include "formats/files.hpp"
#include "formats/output_file.hpp"
#include "formats/tuning_files.hpp"
#include "physics/model.hpp"
#include "scenario/document.hpp"
#include "scenario_options.hpp"
#include "study/tuning.hpp"
#include "terminal.hpp"
#include "trial/build.hpp"
#include "trial/tuning.hpp"
#include "verbs.hpp"
#include "version.hpp"

namespace steppage {
namespace {

constexpr int kMostThreads = 256;

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
    if (kind.activity == plan.activity_kind)
      return kind.make(plans, static_cast<uint64_t>(options.seeds));
    tunable += (tunable.empty() ? "" : ", ") + std::string(kind.activity);
  }
  throw InputError(file + ":/activity/kind",
                   "is " + plan.activity_kind + ", which has no gains to tune" +
                       (tunable.empty() ? "; no activity has" : "; these have: " + tunable));
}

// A gain that the file does not name keeps its own start.
std::vector<Gain> started_from(const std::string& file, std::vector<Gain> gains) {
  std::vector<std::string> names;
  for (const Gain& gain : gains) names.push_back(gain.name);
  std::vector<Problem> problems;
  for (const auto& [name, value] : read_gains(file)) {
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

std::string quoted(const std::string& word) {
  constexpr const char* kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=:,+-";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + '\'';
}

// What decides the result: where it goes, on how many threads and how often interrupted does not.
std::string command_line(const Options& options, int64_t generations, int population,
                         uint64_t seed) {
  char sigma[32] = {};
  std::to_chars(sigma, sigma + sizeof sigma - 1, options.sigma);  // shortest that reads the same
  std::string line = "steppage tune " + quoted(options.subject);
  line += " --search " + options.search;
  line += " --generations " + std::to_string(generations);
  line += " --population " + std::to_string(population);
  line += std::string(" --sigma ") + sigma;
  line += " --seed " + std::to_string(seed);
  line += " --seeds " + std::to_string(options.seeds);
  for (const std::string& other : options.with) line += " --with " + quoted(other);
  for (const std::string& override_ : options.overrides) line += " --set " + quoted(override_);
  for (const std::string& start : options.from) line += " --from " + quoted(start);
  return line;
}

NamedNumbers named(const std::vector<Gain>& gains, const Eigen::VectorXd& values) {
  NamedNumbers named;
  for (size_t i = 0; i < gains.size(); ++i)
    named.emplace_back(gains[i].name, values[static_cast<Eigen::Index>(i)]);
  return named;
}

// Generation, least cost, spread and pace.
class Progress {
 public:
  Progress(const Options& options, int64_t evaluations)
      : line_("tuning", options.progress),
        generations_(options.generations),
        evaluations_before_(evaluations) {}

  void show(const Optimiser& optimiser) {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
    const std::optional<Evaluated> best = optimiser.best();
    char cost[32] = "none", pace[48];
    if (best) std::snprintf(cost, sizeof cost, "%.6g", best->cost);
    std::snprintf(
        pace, sizeof pace, "%.3g evaluations/s",
        static_cast<double>(optimiser.evaluations() - evaluations_before_) / passed.count());
    line_.show("generation " + std::to_string(optimiser.generation()) + " of " +
               std::to_string(generations_) + ", best cost " + cost + ", " + optimiser.spread() +
               ", " + pace);
  }

 private:
  ProgressLine line_;
  int64_t generations_, evaluations_before_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

template <class Method>
int tune(Method method, const Tuning& tuning, const std::vector<Plan>& plans,
         const Options& options) {
  const Plan& plan = plans.front();
  const std::string search_file = options.out + ".search";
  { const OutputFile probe(options.out), probe_search(search_file); }

  SavedSearch saved{{}, options.seeds, {}, method.state()};
  for (const Plan& each : plans) saved.scenarios_json.push_back(each.drawn);
  for (const Gain& gain : tuning.gains) saved.gains.push_back(gain.name);
  if (options.resume)
    method = Method(
        std::get<std::decay_t<decltype(method.state())>>(read_search(search_file, saved).state));

  NamedTexts provenance = {{"command", ""},
                           {"steppage", kVersion},
                           {"revision", kRevision},
                           {"mujoco", Model::engine_version()},
                           {"model_hash", build_scene(plan).body.compile().hash()}};
  {
    Progress progress(options, method.evaluations());
    search(method, tuning, options.generations, options.jobs, throw_if_interrupted, [&] {
      provenance.front().second =
          command_line(options, method.generation(), method.state().population, plan.seed);
      // The gains first: who is killed in between makes this generation again.
      if (const std::optional<Evaluated> best = method.best())
        write_file(options.out,
                   gains_text({plan.activity_kind, named(tuning.gains, best->x),
                               named(tuning.gains, method.mean()), best->cost, plan.seed,
                               method.generation(), method.evaluations(), provenance}));
      saved.state = method.state();
      write_file(search_file, search_text(saved));
      progress.show(method);
    });
  }
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
  command
      .add_option("--with", options.with,
                  "another scenario that the same gains are to suit; may be repeated")
      ->type_name("SCENARIO");
  command
      .add_option("--seeds", options.seeds,
                  "runs of each scenario, on its seed and those after it [3]")
      ->type_name("N")
      ->check(CLI::Range(1, 1000).name(""));
  command.add_option("--out", options.out, "file of gains to write; FILE.search keeps the search")
      ->type_name("FILE")
      ->required();
  command.add_option("--generations", options.generations, "of the search, in all [100]")
      ->type_name("N")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 31).name(""));
  command
      .add_option("--search", options.search,
                  "its method: breeding finds better gaits far away, cma_es the best near by "
                  "[breeding]")
      ->type_name("METHOD")
      ->check(CLI::IsMember({"breeding", "cma_es"}));
  command
      .add_option("--population", options.population,
                  "new candidates a generation [40; cma_es: 4 + 3 ln of the number of gains]")
      ->type_name("N")
      ->check(CLI::Range(4, 10000).name(""));
  command
      .add_option("--sigma", options.sigma,
                  "step, with cma_es the first, in units of each gain's own [1]")
      ->type_name("S")
      ->check(CLI::Range(1e-6, 1e3).name(""));
  options.jobs = static_cast<int>(
      std::clamp(std::thread::hardware_concurrency(), 1U, static_cast<unsigned>(kMostThreads)));
  command.add_option("--jobs", options.jobs, "threads [one a processor]")
      ->type_name("N")
      ->check(CLI::Range(1, kMostThreads).name(""));
  command.add_flag("--resume", options.resume, "go on with the search of the same command");
  command
      .add_option("--from", options.from,
                  "start from the gains of this file; with breeding may be repeated")
      ->type_name("GAINS.json");
  declare_progress(command, options);
}

int act_tune(const Options& options) {
  std::vector<std::string> files = {options.subject};
  files.insert(files.end(), options.with.begin(), options.with.end());
  std::vector<Plan> plans;
  for (const std::string& file : files) {
    Document document = Document::load(file, options.overrides, options.seed);
    plans.push_back(read_plan(document));
  }
  const Tuning tuning = tuning_of(plans, options);
  for (const std::string& file : options.from) {
    std::error_code absent;
    if (std::filesystem::equivalent(file, options.out, absent))
      throw InputError(options.out, "is what --from reads; a search must find its start unchanged");
  }
  std::vector<std::vector<Gain>> starts;
  for (const std::string& file : options.from) starts.push_back(started_from(file, tuning.gains));
  if (starts.empty()) starts.push_back(tuning.gains);

  const uint64_t seed = plans.front().seed;
  if (options.search == "breeding") {
    std::vector<Eigen::VectorXd> pool;
    for (const std::vector<Gain>& start : starts) pool.push_back(start_of(start));
    return tune(start_breeding(tuning.gains, pool, options.sigma, options.population, seed), tuning,
                plans, options);
  }
  if (starts.size() > 1)
    throw InputError("--from", "is given " + std::to_string(starts.size()) +
                                   " times; cma_es starts from one file, breeding from several");
  return tune(start_cma_es(starts.front(), options.sigma, options.population, seed), tuning, plans,
              options);
}

}  // namespace steppage
