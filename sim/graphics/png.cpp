#include "graphics/png.hpp"

#include <png.h>

#include "core/check.hpp"

namespace steppage {

std::string encode_png(const Image& image) {
  png_image header = {};
  header.version = PNG_IMAGE_VERSION;
  header.width = static_cast<png_uint_32>(image.width);
  header.height = static_cast<png_uint_32>(image.height);
  header.format = PNG_FORMAT_RGB;
  CHECK(image.rgb.size() == PNG_IMAGE_SIZE(header));
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(header);
  std::string bytes(size, '\0');
  CHECK(png_image_write_to_memory(&header, bytes.data(), &size, 0, image.rgb.data(), 0, nullptr));
  bytes.resize(size);
  return bytes;
}

}  // namespace steppage
