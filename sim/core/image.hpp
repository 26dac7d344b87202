// A picture in memory.
#pragma once

#include <cstdint>
#include <vector>

namespace steppage {

/// Rows from top to bottom, pixels from left to right, three bytes each: red, green, blue.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> rgb;
  bool operator==(const Image&) const = default;
};

}  // namespace steppage
