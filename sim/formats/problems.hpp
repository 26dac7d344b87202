// Problems of several files, reported together.
#pragma once

#include <vector>

#include "core/input_error.hpp"

namespace steppage {

class Problems {
 public:
  /// Calls `read` and keeps the problems of the InputError that it may throw.
  template <class Read>
  void collect(Read read) {
    try {
      read();
    } catch (const InputError& error) {
      all_.insert(all_.end(), error.problems().begin(), error.problems().end());
    }
  }

  /// Throws one InputError with everything that was kept.
  void throw_if_any() const {
    if (!all_.empty()) throw InputError(all_);
  }

 private:
  std::vector<Problem> all_;
};

}  // namespace steppage
