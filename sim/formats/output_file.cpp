#include "formats/output_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "core/input_error.hpp"

namespace steppage {

namespace fs = std::filesystem;

OutputFile::OutputFile(const std::string& target) : target_(target) {
  const fs::path path(target);
  if (!path.has_filename() || fs::is_directory(path)) fail(EISDIR);
  sibling_ = path.parent_path() / ('.' + path.filename().string() + '.' + std::to_string(getpid()));
  write("");
}

OutputFile::~OutputFile() {
  std::error_code ignored;
  fs::remove(sibling_, ignored);
}

void OutputFile::write(std::string_view content) {
  std::FILE* stream = std::fopen(sibling_.c_str(), "wb");
  if (!stream) fail(errno);
  // The last bytes reach the disk, or fail to, when the file is closed.
  const size_t written = std::fwrite(content.data(), 1, content.size(), stream);
  const int write_error = written == content.size() ? 0 : errno;
  const int close_error = std::fclose(stream) == 0 ? 0 : errno;
  if (write_error || close_error) fail(write_error ? write_error : close_error);
}

void OutputFile::publish() {
  std::error_code error;
  fs::rename(sibling_, target_, error);
  if (error) fail(error.value());
}

void OutputFile::fail(int error) const {
  throw InputError(target_, "cannot be written: " + std::generic_category().message(error));
}

}  // namespace steppage
