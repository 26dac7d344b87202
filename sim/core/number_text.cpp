#include "core/number_text.hpp"

#include <charconv>

namespace steppage {

std::string exact_text(double number) {
  char text[32] = {};
  std::to_chars(text, text + sizeof text - 1, number);
  return text;
}

}  // namespace steppage
