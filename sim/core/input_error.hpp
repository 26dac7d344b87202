// Bad input: thrown while loading, with every problem that was found.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace steppage {

/// One problem. `where` is a file and JSON pointer or line ("walk.json:/patient/mass_kg",
/// "a.csv:12").
struct Problem {
  std::string where;
  std::string what;
  bool operator==(const Problem&) const = default;
};

class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Problem> problems);
  InputError(std::string where, std::string what);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// The closest of the allowed names, or an empty string when none is near.
std::string closest(std::string_view name, const std::vector<std::string>& allowed);

}  // namespace steppage
