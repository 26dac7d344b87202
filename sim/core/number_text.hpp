// Numbers as text.
#pragma once

#include <string>

namespace steppage {

/// The shortest text that reads as the same number.
std::string exact_text(double number);

}  // namespace steppage
