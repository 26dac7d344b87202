// What steppage can be told to do, one row and one file a verb.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace steppage {

/// Everything that may stand on a command line; each verb asks for its part.
struct Options {
  std::string subject;                 // scenario, recording, data set or table
  std::vector<std::string> files;      // to validate, or the one to import
  std::string out;                     // empty: the verb's default
  std::string detector;                // empty: the scenario's own
  bool arms = false;                   // without and with perfect stimulation too
  std::string cache;                   // folder; empty: the user's own
  std::string png;                     // picture to write
  std::optional<double> at_s;          // of the picture; else the middle of the trial
  std::string mp4;                     // film to write
  std::optional<uint64_t> seed;        // instead of the scenario's
  std::vector<std::string> overrides;  // "/json/pointer=value"
  std::vector<std::string> with;       // further scenarios
  int64_t seeds = 0;                   // runs of a scenario; 0: the method's own
  double curves = 1;                   // weight of the looks of a gait
  double approach_from_m_s = 0;        // speed in the first generation
  int64_t approach_over = 0;           // generations from there to the scenario's speed
  bool first_gains = false;            // tuned instead of those of the gait
  int rounds = 4;                      // of learning
  int walks = 16;                      // of a round
  int64_t generations = 0;             // of a search
  std::string search = "breeding";     // its method
  int population = 0;                  // 0: the method's own
  double sigma = 1;                    // step, in units of each gain's own
  int jobs = 1;                        // threads
  bool resume = false;                 // go on with a search, keep trials
  std::vector<std::string> from;       // gains to start from
  bool json = false;
  bool verbose = false;
  bool progress = false;
};

struct Verb {
  std::string_view name, summary, example;
  /// Adds the verb's arguments and options to its command.
  void (*declare)(CLI::App& command, Options& options);
  /// Returns the exit code; bad input is thrown as InputError.
  int (*act)(const Options& options);
};

std::span<const Verb> verbs();

inline constexpr int kPass = 0;
inline constexpr int kBadInput = 2;
inline constexpr int kBug = 3;
inline constexpr int kInvalidTrial = 4;
inline constexpr int kInterrupted = 130;

void declare_run(CLI::App& command, Options& options);
int act_run(const Options& options);
void declare_replay(CLI::App& command, Options& options);
int act_replay(const Options& options);
void declare_generate(CLI::App& command, Options& options);
int act_generate(const Options& options);
void declare_import(CLI::App& command, Options& options);
int act_import(const Options& options);
void declare_model(CLI::App& command, Options& options);
int act_model(const Options& options);
void declare_list(CLI::App& command, Options& options);
int act_list(const Options& options);
void declare_validate(CLI::App& command, Options& options);
int act_validate(const Options& options);
void declare_view(CLI::App& command, Options& options);
int act_view(const Options& options);
void declare_tune(CLI::App& command, Options& options);
int act_tune(const Options& options);
void declare_adapt(CLI::App& command, Options& options);
int act_adapt(const Options& options);
void declare_steady(CLI::App& command, Options& options);
int act_steady(const Options& options);

}  // namespace steppage
