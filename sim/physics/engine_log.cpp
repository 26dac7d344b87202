#include "physics/engine_log.hpp"

#include <mujoco/mujoco.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace steppage {
namespace {

thread_local std::vector<std::string> warnings;

void record(const mjLogMessage* message) {
  if (message->level == mjLOG_ERROR) {  // must not return into the engine
    std::fprintf(stderr, "steppage: a bug: the engine stopped: %s\n", message->subject);
    std::fflush(nullptr);
    std::_Exit(3);
  }
  if (message->level == mjLOG_WARNING) warnings.emplace_back(message->subject);
}

}  // namespace

void install_engine_log() {
  static const mjfLogHandler previous = mju_setLogHandler(record);
  static_cast<void>(previous);
}

std::vector<std::string> take_engine_warnings() { return std::exchange(warnings, {}); }

}  // namespace steppage
