// A film, made by the program ffmpeg.
#pragma once

#include <sys/types.h>

#include <string>

#include "core/image.hpp"

namespace steppage {

/// Pictures of one size become an MP4 file (H.264, which every browser plays). Throws InputError
/// when ffmpeg is not installed or gives up.
class Film {
 public:
  Film(const std::string& file, int width, int height, int frames_per_second);
  /// A film that is not finished is abandoned, its file is not to be used.
  ~Film();
  Film(const Film&) = delete;
  Film& operator=(const Film&) = delete;

  void add(const Image& image);
  /// Returns when the file is complete.
  void finish();

 private:
  void close_input();
  int wait();
  [[noreturn]] void fail();

  int input_ = -1;  // where ffmpeg reads pictures from
  pid_t ffmpeg_ = 0;
};

}  // namespace steppage
