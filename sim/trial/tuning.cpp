#include "trial/tuning.hpp"

namespace steppage {

std::vector<TuningKind> tunings() { return {}; }

}  // namespace steppage
