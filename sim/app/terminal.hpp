// What the program says to the person or script that started it.
#pragma once

#include <string>
#include <string_view>

namespace steppage {

/// Thrown where work can be given up after Ctrl-C.
struct Interrupted {};

/// From now on the first Ctrl-C is noted, so that nothing is left half-written; the second kills.
void note_interrupts();
bool is_interrupted();
void throw_if_interrupted();

bool error_is_terminal();
/// Standard output is a terminal and NO_COLOR is not set.
bool wants_colour();

void print(std::string_view text);
/// "steppage: " and the message on standard error.
void complain(std::string_view message);

/// One line on standard error that is written again and again, and wiped in the end. Throws
/// Interrupted.
class ProgressLine {
 public:
  ProgressLine(std::string label, bool shown);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  /// The share that is done.
  void show(double fraction);
  void show(const std::string& state);

 private:
  std::string label_;
  bool shown_;
  std::string state_;  // last shown
};

}  // namespace steppage
