// Counts the calls of operator new in this program.
#pragma once

namespace steppage {

long allocations();

}  // namespace steppage
