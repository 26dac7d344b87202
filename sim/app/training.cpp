#include "training.hpp"

#include <algorithm>
#include <thread>

#include "physics/model.hpp"
#include "scenario/document.hpp"
#include "trial/build.hpp"
#include "version.hpp"

namespace steppage {
namespace {

constexpr int kMostThreads = 256;

}  // namespace

void declare_with(CLI::App& command, Options& options, const std::string& what) {
  command.add_option("--with", options.with, what + "; may be repeated")->type_name("SCENARIO");
}

void declare_generations(CLI::App& command, Options& options, int64_t usual) {
  command.preparse_callback([&options, usual](size_t) { options.generations = usual; });
  command
      .add_option("--generations", options.generations,
                  "of the search, in all [" + std::to_string(usual) + "]")
      ->type_name("N")
      ->check(CLI::Range(int64_t{1}, int64_t{1} << 31).name(""));
}

void declare_learning(CLI::App& command, Options& options) {
  command.add_option("--rounds", options.rounds, "in which it is tried and learned anew [4]")
      ->type_name("N")
      ->check(CLI::Range(1, 1000).name(""));
  command.add_option("--walks", options.walks, "of a round to learn from [16]")
      ->type_name("N")
      ->check(CLI::Range(2, 10000).name(""));
}

void declare_jobs(CLI::App& command, Options& options) {
  options.jobs = static_cast<int>(
      std::clamp(std::thread::hardware_concurrency(), 1U, static_cast<unsigned>(kMostThreads)));
  command.add_option("--jobs", options.jobs, "threads [one a processor]")
      ->type_name("N")
      ->check(CLI::Range(1, kMostThreads).name(""));
}

std::vector<Plan> read_plans(const Options& options) {
  std::vector<std::string> files = {options.subject};
  files.insert(files.end(), options.with.begin(), options.with.end());
  std::vector<Plan> plans;
  for (const std::string& file : files) {
    Document document = Document::load(file, options.overrides, options.seed);
    plans.push_back(read_plan(document));
  }
  return plans;
}

std::string quoted(const std::string& word) {
  constexpr const char* kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=:,+-";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + '\'';
}

std::string told_scenarios(const Options& options) {
  std::string line;
  for (const std::string& other : options.with) line += " --with " + quoted(other);
  for (const std::string& override_ : options.overrides) line += " --set " + quoted(override_);
  return line;
}

NamedTexts provenance_of(const Plan& plan, const std::string& command) {
  return {{"command", command},
          {"steppage", kVersion},
          {"revision", kRevision},
          {"mujoco", Model::engine_version()},
          {"model_hash", build_scene(plan).body.compile().hash()}};
}

}  // namespace steppage
