// The PNG format.
#pragma once

#include <string>

#include "core/image.hpp"

namespace steppage {

/// The bytes of a PNG file; the same picture gives the same bytes.
std::string encode_png(const Image& image);

}  // namespace steppage
