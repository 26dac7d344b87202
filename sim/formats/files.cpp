#include "formats/files.hpp"

#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "core/input_error.hpp"

namespace steppage {
namespace {

constexpr size_t kBlockBytes = 1 << 16;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

struct CloseGzip {
  void operator()(gzFile_s* file) const { gzclose_r(file); }
};

[[noreturn]] void fail(const std::string& path, int error) {
  throw InputError(path, "cannot be read: " + std::generic_category().message(error));
}

}  // namespace

std::string read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) fail(path, errno);
  std::string content;
  std::array<char, kBlockBytes> block;
  while (const size_t count = std::fread(block.data(), 1, block.size(), file.get()))
    content.append(block.data(), count);
  if (std::ferror(file.get())) fail(path, errno);
  return content;
}

std::string read_gzip_file(const std::string& path) {
  const std::unique_ptr<gzFile_s, CloseGzip> file(gzopen(path.c_str(), "rb"));
  if (!file) fail(path, errno);
  std::string content;
  std::array<char, kBlockBytes> block;
  int count = 0;
  while ((count = gzread(file.get(), block.data(), kBlockBytes)) > 0)
    content.append(block.data(), static_cast<size_t>(count));
  // A file cut short ends like a whole one, but for the error that is left.
  int error = Z_OK;
  gzerror(file.get(), &error);
  if (error == Z_ERRNO) fail(path, errno);
  if (error != Z_OK || gzdirect(file.get())) throw InputError(path, "is not a whole gzip file");
  return content;
}

int overwrite_file(const std::string& path, std::string_view content) {
  std::FILE* stream = std::fopen(path.c_str(), "wb");
  if (!stream) return errno;
  // The last bytes reach the disk, or fail to, when the file is closed.
  const size_t written = std::fwrite(content.data(), 1, content.size(), stream);
  const int write_error = written == content.size() ? 0 : errno;
  const int close_error = std::fclose(stream) == 0 ? 0 : errno;
  return write_error ? write_error : close_error;
}

void write_file(const std::string& path, std::string_view content) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path target = fs::weakly_canonical(fs::absolute(path), error);
  if (!error && fs::exists(target, error) && !fs::is_regular_file(target, error))
    throw InputError(path, "exists and is not a regular file");
  const fs::path sibling =
      target.parent_path() / ('.' + target.filename().string() + '.' + std::to_string(getpid()));
  if (!error) error = {overwrite_file(sibling, content), std::generic_category()};
  if (!error) fs::rename(sibling, target, error);
  if (!error) return;
  std::error_code ignored;
  fs::remove(sibling, ignored);
  throw InputError(path, "cannot be written: " + error.message());
}

}  // namespace steppage
