// What the engine says. Nothing it says is lost, printed, or written to a file of its own.
#pragma once

#include <string>
#include <vector>

namespace steppage {

/// Routes the engine's messages here: warnings are kept per thread, an engine error is a bug and
/// stops the program. Further calls do nothing.
void install_engine_log();

/// Warnings of this thread since the last call.
std::vector<std::string> take_engine_warnings();

}  // namespace steppage
