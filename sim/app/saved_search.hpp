// A search for gains that is kept in a file, so that it can be stopped and go on.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "formats/files.hpp"
#include "formats/tuning_files.hpp"
#include "study/tuning.hpp"
#include "terminal.hpp"
#include "trial/plan.hpp"

namespace steppage {

/// Generation, least cost, spread and pace of a search.
class SearchProgress {
 public:
  SearchProgress(bool shown, int64_t generations, double failure, int64_t evaluations_before);
  void show(const Optimiser& optimiser);

 private:
  ProgressLine line_;
  double failure_;
  int64_t generations_, evaluations_before_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

struct SearchRun {
  std::string file;         // where the search is kept
  bool resume = false;      // go on with what the file keeps
  int64_t generations = 1;  // in all
  int jobs = 1;
  bool progress = false;  // is shown
};

/// Throws InputError when `run.file` is to be resumed and holds another search; Interrupted after
/// Ctrl-C. `after_generation` is called before the file is written: who is killed in between makes
/// this generation again.
template <class Method>
void run_search(Method& method, const Tuning& tuning, const std::vector<Plan>& plans,
                const Judging& judging, const SearchRun& run,
                const std::function<void()>& after_generation) {
  SavedSearch saved{{}, judging, {}, method.state()};
  for (const Plan& plan : plans) saved.scenarios_json.push_back(plan.drawn);
  for (const Gain& gain : tuning.gains) saved.gains.push_back(gain.name);
  if (run.resume)
    method = Method(
        std::get<std::decay_t<decltype(method.state())>>(read_search(run.file, saved).state));
  SearchProgress progress(run.progress, run.generations, tuning.failure, method.evaluations());
  search(method, tuning, run.generations, run.jobs, throw_if_interrupted, [&] {
    after_generation();
    saved.state = method.state();
    write_file(run.file, search_text(saved));
    progress.show(method);
  });
}

}  // namespace steppage
