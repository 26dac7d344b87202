#include "graphics/png.hpp"

#include <gtest/gtest.h>
#include <png.h>

namespace steppage {
namespace {

Image decode(const std::string& bytes) {
  png_image header = {};
  header.version = PNG_IMAGE_VERSION;
  EXPECT_TRUE(png_image_begin_read_from_memory(&header, bytes.data(), bytes.size()));
  header.format = PNG_FORMAT_RGB;
  Image image{static_cast<int>(header.width), static_cast<int>(header.height), {}};
  image.rgb.resize(PNG_IMAGE_SIZE(header));
  EXPECT_TRUE(png_image_finish_read(&header, nullptr, image.rgb.data(), 0, nullptr));
  return image;
}

TEST(Png, KeepsEveryPixelInItsPlace) {
  const Image image{3, 2, {255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3, 40, 50, 60, 250, 251, 252}};
  EXPECT_EQ(decode(encode_png(image)), image);
}

TEST(Png, OfTheSamePictureHasTheSameBytes) {
  const Image image{2, 1, {9, 8, 7, 6, 5, 4}};
  EXPECT_EQ(encode_png(image), encode_png(image));
}

}  // namespace
}  // namespace steppage
