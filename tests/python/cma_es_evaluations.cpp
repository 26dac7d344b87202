// How many evaluations the program's own optimiser needs, for a test that asks another.
// cma_es_evaluations FUNCTION TARGET STEP START...: one line a seed from 1 to 9, with the number
// of evaluations after the generation whose best cost was at most TARGET, or "never" within 100000.
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "core/check.hpp"
#include "sim/study/functions.hpp"
#include "study/cma_es.hpp"

namespace steppage {
namespace {

using Function = double (*)(const Eigen::VectorXd&);

const std::map<std::string, Function> kFunctions = {{"sphere", sphere},
                                                    {"ellipsoid", ellipsoid},
                                                    {"rosenbrock", rosenbrock},
                                                    {"rotated_cigar", rotated_cigar}};

std::string evaluations(Function function, double target, CmaEs cma) {
  while (cma.evaluations() < 100'000) {
    std::vector<double> costs;
    for (const Eigen::VectorXd& x : cma.ask()) costs.push_back(function(x));
    cma.tell(costs);
    if (cma.best()->cost <= target) return std::to_string(cma.evaluations());
  }
  return "never";
}

}  // namespace
}  // namespace steppage

int main(int argc, char** argv) {
  using namespace steppage;
  CHECK(argc > 4);
  Eigen::VectorXd start(argc - 4);
  for (int i = 4; i < argc; ++i) start[i - 4] = std::atof(argv[i]);
  const Eigen::VectorXd step = Eigen::VectorXd::Constant(start.size(), std::atof(argv[3]));
  for (uint64_t seed = 1; seed <= 9; ++seed)
    std::cout << evaluations(kFunctions.at(argv[1]), std::atof(argv[2]),
                             CmaEs(start, step, {.seed = seed}))
              << '\n';
}
