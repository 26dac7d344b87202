#include "terminal.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace steppage {
namespace {

volatile sig_atomic_t interrupted = 0;

void note_interrupt(int) { interrupted = 1; }

}  // namespace

void note_interrupts() {
  struct sigaction action = {};
  action.sa_handler = note_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, nullptr);
}

bool is_interrupted() { return interrupted != 0; }

void throw_if_interrupted() {
  if (is_interrupted()) throw Interrupted();
}

bool error_is_terminal() { return isatty(STDERR_FILENO) != 0; }

bool wants_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0');
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void complain(std::string_view message) {
  const std::string line = "steppage: " + std::string(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

ProgressLine::ProgressLine(std::string label, bool shown)
    : label_(std::move(label)), shown_(shown) {}

ProgressLine::~ProgressLine() {
  if (!state_.empty()) std::fputs("\r\033[K", stderr);
}

void ProgressLine::show(double fraction) {
  const int percent = static_cast<int>(100 * std::clamp(fraction, 0.0, 1.0));
  char text[8];
  std::snprintf(text, sizeof text, "%3d %%", percent);
  show(std::string(text));
}

void ProgressLine::show(const std::string& state) {
  throw_if_interrupted();
  if (!shown_ || state == state_) return;
  // What is left of a longer line before is wiped.
  std::fprintf(stderr, "\r%s %s%s", label_.c_str(), state.c_str(),
               state.size() < state_.size() ? "\033[K" : "");
  state_ = state;
}

}  // namespace steppage
