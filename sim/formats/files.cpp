#include "formats/files.hpp"

#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstdio>
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

}  // namespace steppage
