// Weakness: a share of the voluntary drive (central) and a share of the force (atrophy) that are
// left.
#pragma once

#include "patient/impairments.hpp"

namespace steppage {

std::unique_ptr<Impairment> read_weakness(Reader& reader);

}  // namespace steppage
