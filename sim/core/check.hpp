// CHECK(condition): a bug in Steppage stops the program, in every build; main turns it into exit 3.
#pragma once

namespace steppage {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace steppage

#define CHECK(condition)                  \
  (static_cast<bool>(condition) ? void(0) \
                                : ::steppage::check_failed(#condition, __FILE__, __LINE__))
