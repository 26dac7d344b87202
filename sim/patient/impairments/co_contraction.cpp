// Co-contraction: a muscle works along with its antagonists.
#include <algorithm>

#include "patient/antagonists.hpp"
#include "patient/impairments/kinds.hpp"

namespace steppage {
namespace {

class CoContracting final : public Distortion {
 public:
  CoContracting(const Layout& layout, const std::vector<size_t>& muscles, double share)
      : share_(share) {
    for (const Side side : {Side::kLeft, Side::kRight})
      for (const std::string& part : muscle_driven_joints())
        for (const bool as_named : {false, true}) {
          const std::string joint = std::string(name(side)) + "_" + part;
          Pair pair{{}, movers(layout, joint, !as_named)};
          for (const size_t muscle : movers(layout, joint, as_named))
            if (std::find(muscles.begin(), muscles.end(), muscle) != muscles.end())
              pair.along.push_back(muscle);
          if (!pair.along.empty()) pairs_.push_back(std::move(pair));
        }
  }

  void distort(const Instant& /*now*/, Drive& drive) override {
    for (const Pair& pair : pairs_) {
      double most = 0;
      for (const size_t agonist : pair.agonists)
        most = std::max(most, drive.muscles[agonist].voluntary);
      for (const size_t muscle : pair.along) drive.muscles[muscle].reflex += share_ * most;
    }
  }

 private:
  struct Pair {
    std::vector<size_t> along, agonists;
  };
  std::vector<Pair> pairs_;
  double share_;
};

}  // namespace

std::unique_ptr<Impairment> read_co_contraction(Reader& reader) {
  const std::vector<std::string> muscles = read_muscles(reader);
  const double share = reader.number("share", {0, 1});
  if (share == 0) return nothing();
  return distorting([=](const Layout& layout, uint64_t /*seed*/) {
    return std::make_unique<CoContracting>(layout, indices(layout, muscles), share);
  });
}

}  // namespace steppage
