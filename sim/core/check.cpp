#include "core/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace steppage {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "steppage: a bug: %s does not hold (%s:%d)\n", condition, file, line);
  std::fflush(nullptr);
  std::_Exit(3);
}

}  // namespace steppage
