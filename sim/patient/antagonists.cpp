#include "patient/antagonists.hpp"

#include <array>

#include "core/check.hpp"
#include "patient/body.hpp"

namespace steppage {
namespace {

// The strongest arms of each muscle in models/body.
struct Row {
  std::string_view joint;
  std::vector<std::string> as_named, against;
};

const std::array<Row, 5>& rows() {
  static const std::array<Row, 5> kRows = {{{"hip_flexion", {"HFL", "RF"}, {"GMAX", "HAM"}},
                                            {"hip_adduction", {"HAD"}, {"HAB"}},
                                            {"knee_flexion", {"HAM", "BFSH"}, {"VAS", "RF"}},
                                            {"ankle_dorsiflexion", {"TA", "EDL"}, {"GAS", "SOL"}},
                                            {"subtalar_inversion", {"TP"}, {"PER"}}}};
  return kRows;
}

}  // namespace

std::vector<std::string> muscle_driven_joints() {
  std::vector<std::string> names;
  for (const Row& row : rows()) names.emplace_back(row.joint);
  return names;
}

std::vector<size_t> movers(const Layout& layout, const std::string& joint, bool as_named) {
  const size_t underscore = joint.find('_');
  const std::string side = joint.substr(0, underscore), part = joint.substr(underscore + 1);
  std::vector<size_t> found;
  for (const Row& row : rows()) {
    if (row.joint != part) continue;
    for (const std::string& muscle : as_named ? row.as_named : row.against)
      for (const std::string& line : muscle_lines(muscle))
        found.push_back(index_of(layout.muscles, side + "_" + line));
  }
  CHECK(!found.empty());
  return found;
}

}  // namespace steppage
