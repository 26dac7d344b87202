#include "graphics/film.hpp"

#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <vector>

#include "core/check.hpp"
#include "core/input_error.hpp"

namespace steppage {
namespace {

// -bitexact and one thread: the same pictures give the same bytes. yuv420p is what browsers play.
std::vector<std::string> command(const std::string& file, int width, int height, int rate) {
  const std::string size = std::to_string(width) + 'x' + std::to_string(height);
  return {"ffmpeg",
          "-nostdin",
          "-loglevel",
          "error",
          "-y",
          "-f",
          "rawvideo",
          "-pixel_format",
          "rgb24",
          "-video_size",
          size,
          "-framerate",
          std::to_string(rate),
          "-i",
          "pipe:0",
          "-c:v",
          "libx264",
          "-crf",
          "18",
          "-pix_fmt",
          "yuv420p",
          "-threads",
          "1",
          "-bitexact",
          "-movflags",
          "+faststart",
          "-f",
          "mp4",
          "file:" + file};
}

}  // namespace

// A socket instead of a pipe: writing to a dead ffmpeg is then an error, not a signal. A process
// group of its own: Ctrl-C reaches us alone.
Film::Film(const std::string& file, int width, int height, int frames_per_second) {
  std::array<int, 2> ends{};
  CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  input_ = ends[0];
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::vector<std::string> words = command(file, width, height, frames_per_second);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int error =
      posix_spawnp(&ffmpeg_, "ffmpeg", &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error == 0) return;
  ffmpeg_ = 0;
  close_input();
  throw InputError("ffmpeg", error == ENOENT
                                 ? "is not installed, and a film needs it: apt-get install ffmpeg"
                                 : "cannot be started: " + std::generic_category().message(error));
}

Film::~Film() {
  close_input();
  if (ffmpeg_ != 0) wait();
}

void Film::add(const Image& image) {
  size_t sent = 0;
  while (sent < image.rgb.size()) {
    const ssize_t count =
        send(input_, image.rgb.data() + sent, image.rgb.size() - sent, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail();
    sent += static_cast<size_t>(count);
  }
}

void Film::finish() {
  close_input();
  if (wait() != 0) fail();
}

void Film::close_input() {
  if (input_ >= 0) close(input_);
  input_ = -1;
}

int Film::wait() {
  int status = 0;
  while (waitpid(ffmpeg_, &status, 0) < 0 && errno == EINTR) continue;
  ffmpeg_ = 0;
  return status;
}

void Film::fail() { throw InputError("ffmpeg", "gave up; its own message is above"); }

}  // namespace steppage
